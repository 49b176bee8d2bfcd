/** What Gong's answers mean. The one place where its status codes become errors of the engine. */
import type { z } from 'zod';
import { RetryableError, type SophiaError, TerminalError } from '../../../errors.ts';

export type GongAnswer = { status: number; headers: Record<string, string>; text: string };

/** Gong's own words are shown up to this length. */
const MAX_REASON = 300;

/** @param scope the scope that the operation needs, named when Gong refuses it. */
export function errorOfAnswer(answer: GongAnswer, scope: string, now: Date, secrets: string[]): SophiaError {
	const { status } = answer;
	const { requestId, reason } = readErrors(answer.text, secrets);
	const details = { vendor: 'gong', status, ...(requestId ? { requestId } : {}), ...(reason ? { reason } : {}) };
	// Gong's description gives 401 for both, so its words decide.
	if (status === 403 || (status === 401 && /\bscope\b/i.test(reason ?? ''))) {
		return new TerminalError('connection-scope-missing', `Gong's access key lacks the scope ${scope}.`, {
			details: { ...details, scopes: [scope] },
		});
	}
	if (status === 401) return new TerminalError('connection-refused', 'Gong refuses the access key.', { details });
	if (status === 429) {
		return new RetryableError('vendor-rate-limited', 'Gong asks to wait.', {
			details,
			notDone: true,
			retryAfterMs: retryAfterMs(answer.headers['retry-after'], now),
		});
	}
	if (status >= 500 || status === 408) {
		return new RetryableError('vendor-unavailable', `Gong answered ${status}.`, { details });
	}
	return new TerminalError('vendor-refused', `Gong refused the request (${status}): ${reason ?? 'no reason given'}.`, {
		details,
	});
}

/** A 404 in Gong's own form. Any other comes from a wrong address, and would pass for a day without calls. */
export function saysNothingFound({ status, text }: GongAnswer): boolean {
	const { requestId, reason } = readErrors(text, []);
	return status === 404 && (requestId !== undefined || reason !== undefined);
}

/** @param code the library's or system's code of a request that got no answer. */
export function errorOfSilence(code: string | undefined): RetryableError {
	const reason = code ?? 'no connection';
	const notDone = reason === 'ECONNREFUSED' || reason === 'ENOTFOUND' || reason === 'EAI_AGAIN';
	return new RetryableError('vendor-unavailable', `Gong does not answer (${reason}).`, {
		notDone,
		details: { vendor: 'gong', reason },
	});
}

export function unreadable(what: string, details: Record<string, unknown> = {}): TerminalError {
	return new TerminalError('calls-unreadable', `Gong answered something that cannot be read: ${what}.`, {
		details: { vendor: 'gong', ...details },
	});
}

/** Names the path of what is wrong, never the value: it may be what a customer said. */
export function unreadableAt(issue: z.core.$ZodIssue | undefined, prefix: string, requestId?: unknown): TerminalError {
	const path = pathOf([prefix, ...(issue?.path ?? [])]);
	return unreadable(`${path} ${issue?.message ?? 'is not valid'}`, {
		path,
		...(typeof requestId === 'string' ? { requestId: requestId.slice(0, 100) } : {}),
	});
}

function pathOf(path: readonly PropertyKey[]): string {
	return path.reduce<string>(
		(text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}${text && '.'}${String(key)}`),
		'',
	);
}

/** Seconds or an HTTP date; a second where Gong names no time. */
function retryAfterMs(header: string | undefined, now: Date): number {
	const seconds = Number(header);
	if (header && Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const until = Date.parse(header ?? '');
	return Number.isNaN(until) ? 1000 : Math.max(0, until - now.getTime());
}

function readErrors(text: string, secrets: string[]): { requestId?: string; reason?: string } {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return {};
	}
	const { requestId, errors } = (parsed ?? {}) as { requestId?: unknown; errors?: unknown };
	const words = Array.isArray(errors) ? errors.filter((error) => typeof error === 'string').join('; ') : '';
	const reason = secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), words).slice(0, MAX_REASON);
	return {
		...(typeof requestId === 'string' ? { requestId: requestId.slice(0, 100) } : {}),
		...(reason ? { reason } : {}),
	};
}
