import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wholeOf } from './cut-json.ts';

describe('what is whole of an answer that broke off', () => {
	it.each([
		['{"found":[{"a":1},{"b":2},{"c":', '{"found":[{"a":1},{"b":2}]}'],
		['{"found":[{"a":"]}, \\" {"},{"b', '{"found":[{"a":"]}, \\" {"}]}'],
		['{"lists":[[1,2],[3', '{"lists":[[1,2]]}'],
		['{"found":[{"a":1},{"b":["x"],', '{"found":[{"a":1}]}'],
		['{"found":[{"a":1', undefined],
		['{"found"', undefined],
		['{"found":[}', undefined],
		['', undefined],
	])('of %s: %s', (text, whole) => {
		expect(wholeOf(text)).toBe(whole);
	});

	it('is the first entries of the list, wherever it breaks off', () => {
		const entry = fc.record({ more: fc.array(fc.string()), quote: fc.string({ unit: 'binary' }), line: fc.integer() });
		fc.assert(
			fc.property(fc.array(entry, { maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true }), (found, share) => {
				const text = JSON.stringify({ found });
				const cut = text.slice(0, Math.floor(text.length * share));
				const whole = wholeOf(cut);
				const entries = whole === undefined ? [] : JSON.parse(whole).found;
				const plain = JSON.parse(text).found;
				if (entries.length === 0) return;
				expect(entries).toEqual(plain.slice(0, entries.length));
				expect(cut.length).toBeGreaterThanOrEqual(JSON.stringify(entries).length - 1);
			}),
		);
	});
});
