import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../../../test/verifies.ts';
import { parseKeepingDigits } from './json.ts';

describe('JSON with long numbers', () => {
	it('keeps the digits of whole numbers beyond 2^53 as strings', () => {
		verifies('gong.long-ids');
		expect(parseKeepingDigits('{"id": 18446744073709551615, "ids":[-9007199254740993,9007199254740991]}')).toEqual({
			id: '18446744073709551615',
			ids: ['-9007199254740993', Number.MAX_SAFE_INTEGER],
		});
	});

	it('leaves everything else as JSON has it', () => {
		const text = '{"a":"x: 18446744073709551615","b":1.25,"c":[1e30,null,true],"d":12345678901234567.5}';
		expect(parseKeepingDigits(text)).toEqual(JSON.parse(text));
	});

	it('throws a SyntaxError for what is no JSON', () => {
		expect(() => parseKeepingDigits('{"id":18446744073709551615')).toThrow(SyntaxError);
		expect(() => parseKeepingDigits('')).toThrow(SyntaxError);
	});
});
