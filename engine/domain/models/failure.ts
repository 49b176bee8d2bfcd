/** What a failed model call means: whether it was billed, how long the model is left alone, and whether its breaker counts it. */
import { RetryableError, SophiaError } from '../../errors.ts';

export type Failed = {
	code: string;
	message: string;
	/** So long the model is left alone; without it for the rest of the request. */
	asideMs?: number;
};

export type Failure = {
	failed: Failed;
	/** Whether it shows that the provider is in trouble. A wish to wait, a refusal and our own request do not. */
	breaks: boolean;
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
			breaks: true,
			billedUsd: 'unknown',
		};
	}
	const { code, message, details } = error;
	const billed = details?.billedUsd;
	if (typeof billed === 'number' && billed >= 0) return { failed: { code, message }, breaks: false, billedUsd: billed };
	if (!(error instanceof RetryableError)) {
		return { failed: { code, message }, breaks: false, billedUsd: ANSWERED.has(code) ? 'unknown' : 0 };
	}
	return {
		failed: { code, message, asideMs: error.retryAfterMs ?? PAUSE_MS },
		breaks: code !== 'vendor-rate-limited',
		billedUsd: error.notDone ? 0 : 'unknown',
	};
}
