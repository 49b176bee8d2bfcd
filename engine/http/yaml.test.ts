import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import type { SophiaError } from '../errors.ts';
import { parseYaml } from './yaml.ts';

const parse = (text: string): unknown => parseYaml(new TextEncoder().encode(text));

function refusal(text: string | Uint8Array): { code: string; message: string } {
	try {
		parseYaml(typeof text === 'string' ? new TextEncoder().encode(text) : text);
	} catch (error) {
		const { code, message } = error as SophiaError;
		return { code, message };
	}
	throw new Error('was taken');
}

describe('YAML of a request', () => {
	verifies('playbooks.yaml');

	it('is data as YAML 1.2 has it', () => {
		expect(parse('a: [1, two, null]\nb: { c: 0.5 } # why\nd: "4"\n')).toEqual({
			a: [1, 'two', null],
			b: { c: 0.5 },
			d: '4',
		});
		expect(parse('a: yes\nb: 2026-01-01\n<<: { c: 1 }\n')).toEqual({ a: 'yes', b: '2026-01-01', '<<': { c: 1 } });
		expect(parse('')).toBeNull();
	});

	it('is whatever JSON says', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
				const text = JSON.stringify(value);
				fc.pre(text.isWellFormed() && !text.includes('\\u0000') && !text.includes('\\ud'));
				expect(parse(text)).toEqual(JSON.parse(text));
			}),
		);
	});

	it('is refused with line and column where it is broken, ambiguous, or more than data', () => {
		for (const [text, where] of [
			['a: 1\n b: 2', 'line 1, column 4'],
			['a: 1\nb:\n\t- c', 'line 3'],
			['a: 1\na: 2', 'line 2, column 1: Map keys must be unique'],
			['a: !!binary aGk=', 'line 1, column 4'],
			['a: !python/object x', 'line 1, column 4'],
			['{ [1]: 2 }', 'line 1'],
			['--- a\n--- b', 'line 2'],
			['a: "b', 'line 1'],
			['a: @b', 'line 1, column 4'],
		] as const) {
			expect(refusal(text)).toMatchObject({ code: 'body-not-yaml', message: expect.stringContaining(where) });
		}
	});

	it('cannot be blown up by anchors or by depth', () => {
		expect(refusal('a: &a [1, 2]\nb: *a')).toMatchObject({ code: 'body-not-yaml' });
		expect(refusal('['.repeat(32_000))).toMatchObject({ code: 'body-too-deep' });
		expect(refusal('- '.repeat(16_000))).toMatchObject({ code: 'body-too-deep' });
		expect(Object.getPrototypeOf(parse('__proto__: { polluted: true }'))).toBe(Object.prototype);
	});

	it('holds no text that cannot be kept', () => {
		expect(refusal('a: "\\0"')).toMatchObject({ code: 'text-not-valid' });
		expect(refusal('a: "\\ud800"')).toMatchObject({ code: 'text-not-valid' });
		expect(refusal(new Uint8Array([0x61, 0x3a, 0x20, 0xff]))).toMatchObject({ code: 'body-not-yaml' });
	});
});
