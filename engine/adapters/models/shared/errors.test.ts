import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RetryableError, TerminalError } from '../../../errors.ts';
import { errorOfVendor, retryAfter } from './errors.ts';

const NOW = Date.parse('2026-11-22T07:00:00Z');
const DAY_MS = 86_400_000;
const waitOf = (headers: Record<string, string>) => retryAfter(new Headers(headers), NOW);

describe('how long a provider asks to wait', () => {
	it.each<[Record<string, string>, number | undefined]>([
		[{}, undefined],
		[{ 'retry-after': '20' }, 20_000],
		[{ 'retry-after': '0' }, 0],
		[{ 'retry-after': '0.5' }, 500],
		[{ 'retry-after': 'Sun, 22 Nov 2026 07:02:00 GMT' }, 120_000],
		[{ 'retry-after': 'Sun, 22 Nov 2026 06:00:00 GMT' }, 0],
		[{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
		[{ 'retry-after-ms': 'soon', 'retry-after': '1' }, 1_000],
		// What a parser of dates or numbers would take for one.
		[{ 'retry-after': '-5' }, undefined],
		[{ 'retry-after': '1 hour' }, undefined],
		[{ 'retry-after-ms': 'Infinity' }, undefined],
		// No wait but a fault.
		[{ 'retry-after': '99999999999' }, DAY_MS],
		[{ 'retry-after': 'Fri, 22 Nov 2126 07:00:00 GMT' }, DAY_MS],
	])('understands %j as %p ms', (headers, expected) => {
		expect(waitOf(headers)).toBe(expected);
	});

	it('never says a time that cannot be waited for, whatever stands there', () => {
		const value = fc.oneof(
			fc.stringMatching(/^[ -~]{0,30}$/),
			fc.double().map(String),
			fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
		);
		fc.assert(
			fc.property(value, value, (exact, seconds) => {
				const wait = waitOf({ 'retry-after-ms': exact, 'retry-after': seconds });
				expect(wait === undefined || (wait >= 0 && wait <= DAY_MS)).toBe(true);
			}),
		);
	});
});

describe('what a failure of a provider means', () => {
	const errorFor = (status: number | undefined, cause: unknown = new Error('of the library'), code?: unknown) =>
		errorOfVendor({ vendor: 'Vendor', status, headers: undefined, code, cause });

	it('takes every status for one that ends it, or for one that may be tried again, which is billed only behind a gateway that gave up', () => {
		fc.assert(
			fc.property(fc.integer({ min: 300, max: 599 }), (status) => {
				const error = errorFor(status);
				const again = status >= 500 || [408, 409, 429].includes(status);
				expect(error).toBeInstanceOf(again ? RetryableError : TerminalError);
				if (error instanceof RetryableError) expect(error.notDone).toBe(![408, 502, 504, 524].includes(status));
			}),
		);
	});

	it.each([
		['ECONNREFUSED', true],
		['ENOTFOUND', true],
		['UND_ERR_CONNECT_TIMEOUT', true],
		['ECONNRESET', false],
		['UND_ERR_SOCKET', false],
	])('knows for %s whether anything can have been said: nothing %p', (code, notDone) => {
		const system = Object.assign(new Error('system'), { code });
		const cause = new Error('of the library', { cause: new TypeError('fetch failed', { cause: system }) });
		expect(errorFor(undefined, cause)).toMatchObject({ code: 'vendor-unavailable', notDone });
	});

	it('ends with causes that go round in a ring', () => {
		const ring: { cause?: unknown } = {};
		ring.cause = ring;
		expect(errorFor(undefined, ring)).toMatchObject({ notDone: false });
	});

	it('shows the code of a provider only where it is a name', () => {
		expect(errorFor(400, undefined, 'context_length_exceeded').details).toMatchObject({
			reason: 'context_length_exceeded',
		});
		for (const code of ['You said: hello', 'sk-1', 42, null, { a: 1 }, 'x'.repeat(65)]) {
			expect(errorFor(400, undefined, code).details).toEqual({ vendor: 'Vendor', status: 400 });
		}
	});
});
