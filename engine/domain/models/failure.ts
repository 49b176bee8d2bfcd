/** What a failed model call means: whether it was billed, how long the model is left alone, and whether its breaker counts it. */
import { RetryableError, SophiaError } from '../../errors.ts';

export type Failure = {
	/** `asideMs`: so long the model is left alone; without it for the rest of the request. */
	failed: { code: string; message: string; asideMs?: number };
	/**
	 * What its breaker hears: whether the provider is well. A wish to wait, a refused key and a fault of ours say nothing
	 * about that.
	 */
	outcome: 'success' | 'failure' | 'neutral';
	/** Dollars; `unknown` counts as all that was reserved. */
	billedUsd: number | 'unknown';
};

/** Without a time from the provider. */
const PAUSE_MS = 1_000;

/** Of answers, which are billed also where the provider does not say how much. */
const ANSWERED: ReadonlySet<string> = new Set(['model-refused', 'model-answer-not-valid']);

/** `billedUsd` in the details of an error is what the provider says it cost. */
export function failureOf(error: unknown): Failure {
	if (!(error instanceof SophiaError)) {
		return {
			failed: { code: 'internal', message: 'A fault that was not foreseen.' },
			outcome: 'neutral',
			billedUsd: 'unknown',
		};
	}
	const { code, message, details } = error;
	const billed = details?.billedUsd;
	if (typeof billed === 'number' && billed >= 0)
		return { failed: { code, message }, outcome: 'success', billedUsd: billed };
	if (!(error instanceof RetryableError)) {
		const answered = ANSWERED.has(code);
		return {
			failed: { code, message },
			outcome: answered ? 'success' : 'neutral',
			billedUsd: answered ? 'unknown' : 0,
		};
	}
	return {
		failed: { code, message, asideMs: error.retryAfterMs ?? PAUSE_MS },
		outcome: code === 'vendor-rate-limited' ? 'neutral' : 'failure',
		billedUsd: error.notDone ? 0 : 'unknown',
	};
}
