import { describe, expect, it } from '@jest/globals';
import { toJsonText } from './json.ts';

describe('toJsonText', () => {
	it.each<[unknown, unknown]>([
		['a\0b', 'a\ufffdb'],
		['\ud83d and \ude00', '\ufffd and \ufffd'],
		['\ud83d\ude00 is whole', '\ud83d\ude00 is whole'],
		['\\u0000 is a text', '\\u0000 is a text'],
		['\\\0 after a backslash', '\\\ufffd after a backslash'],
		['\\\\u0000 \\ud800 "\n\u001f\0', '\\\\u0000 \\ud800 "\n\u001f\ufffd'],
		[{ 'k\0': ['\0', 1, null] }, { 'k\ufffd': ['\ufffd', 1, null] }],
	])('makes of %j what a store takes', (value, stored) => {
		expect(JSON.parse(toJsonText(value) as string)).toEqual(stored);
	});

	it('has no text for what JSON leaves out', () => {
		expect(toJsonText(undefined)).toBeUndefined();
	});
});
