import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scanJson } from './scan-json.ts';

const paths = (text: string) => scanJson(text, 32).problems.map(({ path }) => path);

/** By JSON.parse itself, not by what is tested. */
function inheritedNames(text: string): string[] {
	const names: string[] = [];
	JSON.parse(text, (key, value) => {
		if (['__proto__', 'toString', 'valueOf'].includes(key)) names.push(key);
		return value;
	});
	return names;
}

describe('scanJson', () => {
	it('finds keys that stand twice, however they are written', () => {
		expect(paths('{"a":1,"a":2}')).toEqual(['a']);
		expect(paths('{"a":1,"\\u0061":2}')).toEqual(['a']);
		expect(paths('[{"x":[1,{"b":{},"c":0,"b":[]}]}]')).toEqual(['[0].x[1].b']);
		expect(paths('{"a":{"b":1},"c":{"b":1},"d":[{"b":1},{"b":1}]}')).toEqual([]);
		expect(paths('{"a\\"b":1,"a":2,"b":"a","c":"{\\"a\\":1,\\"a\\":1}"}')).toEqual([]);
		expect(paths('{"a\\\\":1,"a\\\\":2}')).toEqual(['a\\']);
	});

	it('finds __proto__', () => {
		expect(paths('{"a":{"__proto__":1}}')).toEqual(['a.__proto__']);
		expect(paths('{"\\u005f_proto__":1}')).toEqual(['__proto__']);
		expect(paths('["__proto__"]')).toEqual([]);
	});

	it('stops at an object with more fields than anything has', () => {
		const fields = (count: number) => Array.from({ length: count }, (_, index) => `"k${index}":1`).join(',');
		expect(paths(`[{"a":{${fields(1_000)}}}]`)).toEqual([]);
		expect(paths(`[{"a":{${fields(1_001)}}}]`)).toEqual(['[0].a']);
	});

	it('counts the levels', () => {
		const nested = (levels: number) => `${'[{"a":'.repeat(levels / 2)}0${'}]'.repeat(levels / 2)}`;
		expect(scanJson(nested(32), 32).tooDeep).toBe(false);
		expect(scanJson(nested(34), 32).tooDeep).toBe(true);
		expect(scanJson('"[[[[[[[["', 2).tooDeep).toBe(false);
	});

	it('finds nothing in what JSON.stringify wrote but names that every object inherits', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
				const text = JSON.stringify(value);
				const found = inheritedNames(text).map(() => 'is not a field');
				expect(scanJson(text, 64).tooDeep).toBe(false);
				expect(scanJson(text, 64).problems.map(({ message }) => message)).toEqual(found);
				expect(scanJson(JSON.stringify(value, null, 2), 64).problems).toEqual(scanJson(text, 64).problems);
			}),
			{ examples: [[[{ toString: null }]], [{ valueOf: { a: { toString: 1 } } }]] },
		);
	});

	it('ends on any text', () => {
		fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\au0') }), (text) => void scanJson(text, 4)));
	});
});
