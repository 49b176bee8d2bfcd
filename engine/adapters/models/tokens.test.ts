import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTokens } from './tokens.ts';

const tokens = createTokens();

describe('token counts', () => {
	// As OpenAI's cookbook on counting tokens has them.
	it.each([
		['cl100k_base', 'antidisestablishmentarianism', 6],
		['o200k_base', 'antidisestablishmentarianism', 6],
		['cl100k_base', '2 + 2 = 4', 7],
		['cl100k_base', 'お誕生日おめでとう', 9],
		['o200k_base', 'お誕生日おめでとう', 8],
	])('of %s for %s are OpenAI’s own', (encoding, text, expected) => {
		expect(tokens.count(text, encoding)).toBe(expected);
	});

	it('are nothing for nothing', () => {
		expect(tokens.count('', 'o200k_base')).toBe(0);
		expect(tokens.count('', undefined)).toBe(0);
	});

	it('take what looks like a command to the tokenizer for text', () => {
		expect(tokens.count('<|endoftext|>', 'o200k_base')).toBeGreaterThan(1);
		expect(tokens.count('<|endoftext|><|im_start|>', undefined)).toBeGreaterThan(1);
	});

	it('are whole, never fewer without a known tokenizer, and bounded by the bytes with one', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
				const known = tokens.count(text, 'o200k_base');
				const estimated = tokens.count(text, undefined);
				expect(Number.isSafeInteger(estimated)).toBe(true);
				expect(estimated).toBeGreaterThanOrEqual(known);
				expect(known).toBeLessThanOrEqual(Buffer.byteLength(text));
			}),
		);
	});

	it('refuse a tokenizer that there is none of', () => {
		expect(() => tokens.count('x', 'no_such_base')).toThrow();
	});
});
