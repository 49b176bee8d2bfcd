import { describe, expect, it } from '@jest/globals';
import { characterFaults } from './characters.ts';
import { outcomeFaults } from './outcomes.ts';

const facts = {
	told: 'Carl answered for 38 seconds.\nCarl brought up the price, and you acknowledged it.',
	names: ['Carl'],
	quote: 'A discount would help, and a signature by May.',
};
const kinds = (text: string) => outcomeFaults('text', text, facts).map(({ kind }) => kind);

describe('what a coaching text has no business to say', () => {
	it.each([
		'Carl signed the contract.',
		'Tell them that the refund is approved.',
		'Carl was furious.',
		'You are useless.',
		'Your boss wants to hear of this.',
	])('%s', (text) => {
		expect(kinds(text)).toEqual(['not-carried']);
	});

	it.each([
		'A good sign: pay attention to it.',
		'You took the discount seriously, and asked about the signature.',
		'Feel free to ask again.',
	])('but: %s', (text) => {
		expect(kinds(text)).toEqual([]);
	});
});

describe('signs that nobody sees, or that hide others', () => {
	it.each([
		['a filler that counts as a letter', 'ask\u3164again'],
		['a selector of forms', 'ask\ufe0f again'],
		['a joiner of marks', 'a\u034fsk'],
		['marks heaped upon a letter', 'a\u0301\u0302\u0303sk'],
		['a word without end', 'a'.repeat(46)],
		['words joined to pass for one', 'you-really-should-'.repeat(3)],
	])('are refused: %s', (_, text) => {
		expect(characterFaults('text', text)).toMatchObject([{ kind: 'markup' }]);
	});
});
