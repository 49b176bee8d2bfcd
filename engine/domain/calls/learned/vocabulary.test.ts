import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Sentence } from '../../../contract/call.ts';
import { gramsOf } from './tokens.ts';
import { UNKNOWN, vocabularyOf } from './vocabulary.ts';

const said = (text: string): Sentence => ({ index: 0, speakerId: 's', startMs: 0, endMs: 1, text });
const SENTENCES = fc
	.array(fc.constantFrom('price', 'prices', 'Sending', 'send', 'it', '^', '$5', 'né', '?', ',', '__proto__'), {
		maxLength: 8,
	})
	.map((words) => said(words.join(' ')));

describe('a vocabulary', () => {
	it('numbers the grams of any sentence as they are written, and no others', () => {
		fc.assert(
			fc.property(fc.array(SENTENCES), SENTENCES, (learned, sentence) => {
				const known = new Set(learned.flatMap(gramsOf));
				const vocabulary = vocabularyOf(known);
				const expected = gramsOf(sentence).map((gram) => (known.has(gram) ? vocabulary.numberOf(gram) : UNKNOWN));
				expect([...vocabulary.numbersOf(sentence)]).toEqual(expected);
				expect(new Set([...known].map(vocabulary.numberOf))).toEqual(
					new Set(known.size ? [...Array(known.size).keys()] : []),
				);
				expect(vocabulary.size).toBe(known.size);
			}),
		);
	});
});
