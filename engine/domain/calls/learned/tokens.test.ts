import { describe, expect, it } from '@jest/globals';
import type { Sentence } from '../../../contract/call.ts';
import { gramsOf, triplesOf, wordsOf } from './tokens.ts';

const said = (text: string): Sentence => ({ index: 0, speakerId: 's', startMs: 0, endMs: 1, text });

describe('tokens', () => {
	it('are words in small letters, with numbers as one sign and marks that tell', () => {
		expect(wordsOf(said("We’ve paid $1,200.50 for it, Zoë, haven't we?"))).toEqual([
			"we've",
			'paid',
			'#',
			'for',
			'it',
			'zoë',
			"haven't",
			'we',
			'?',
		]);
	});

	it('are taken from the first words of a sentence without end', () => {
		expect(wordsOf(said('word '.repeat(5000))).length).toBeLessThan(100);
	});

	it('make stems and pairs in the order of the sentence, so that the first of them are of the first words', () => {
		expect(gramsOf(said('Sending prices.'))).toEqual(['send', '^ sending', 'pric', 'sending prices', 'prices $']);
	});

	it('make triples with both ends', () => {
		expect(triplesOf(said('Send it'))).toEqual(['^ send it', 'send it $']);
	});
});
