import { describe, expect, it } from '@jest/globals';
import { RetryableError, TerminalError } from '../../errors.ts';
import { failureOf } from './failure.ts';

const unavailable = (notDone: boolean, retryAfterMs?: number) =>
	new RetryableError('vendor-unavailable', undefined, { notDone, ...(retryAfterMs ? { retryAfterMs } : {}) });
const refused = (billedUsd?: unknown) => new TerminalError('model-refused', undefined, { details: { billedUsd } });

describe('a failed model call', () => {
	it.each<[string, unknown, number | 'unknown']>([
		['what its provider says', refused(0.002), 0.002],
		['nothing where it was not done', unavailable(true), 0],
		['nobody knows what where the connection broke', unavailable(false), 'unknown'],
		['nothing where the request was not taken', new TerminalError('vendor-refused'), 0],
		['nobody knows what where it answered and does not say', refused(), 'unknown'],
		['the same where the answer is not valid', new TerminalError('model-answer-not-valid'), 'unknown'],
		['nobody knows what where it says what cannot be', refused(Number.NaN), 'unknown'],
		['nobody knows what where it says less than nothing', refused(-1), 'unknown'],
		['nobody knows what after a fault of ours', new TypeError('?'), 'unknown'],
	])('costs %s', (_, error, billedUsd) => {
		expect(failureOf(error).billedUsd).toBe(billedUsd);
	});

	it.each<[string, unknown, string]>([
		['a fault of the provider', unavailable(true), 'failure'],
		['an answer that broke off', unavailable(false), 'failure'],
		['a refusal, which is an answer', refused(0.1), 'success'],
		['a wish to wait', new RetryableError('vendor-rate-limited'), 'neutral'],
		['a request that is wrong', new TerminalError('vendor-refused'), 'neutral'],
		['a fault of ours', new TypeError('?'), 'neutral'],
	])('%s: its breaker hears %#', (_, error, outcome) => {
		expect(failureOf(error).outcome).toBe(outcome);
	});

	it('leaves the model alone for as long as it asks, a second where it does not say, for good where waiting is no help', () => {
		expect(failureOf(unavailable(true, 7_000)).failed.asideMs).toBe(7_000);
		expect(failureOf(unavailable(true)).failed.asideMs).toBe(1_000);
		expect(failureOf(refused(0.1)).failed.asideMs).toBeUndefined();
	});

	it('shows nothing of an error that is not the engine’s own', () => {
		expect(JSON.stringify(failureOf(new Error('Bearer sk-secret')))).not.toContain('secret');
	});
});
