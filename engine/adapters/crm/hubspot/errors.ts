/** What HubSpot's answers mean. The one place where its status codes become errors of the engine. */
import { RetryableError, type SophiaError, TerminalError } from '../../../errors.ts';
import type { OutboundResponse } from '../../../ports/outbound.ts';

/** HubSpot's own words are shown up to this length. */
const MAX_REASON = 300;
/** HubSpot names no time with its limits, only their policy. */
const WAIT_MS: Record<string, number> = { SECONDLY: 1_000, TEN_SECONDLY_ROLLING: 10_000, DAILY: 3_600_000 };

/** @param secret is kept out of what is shown, should HubSpot repeat it. */
export function errorOfAnswer({ status, headers, body }: OutboundResponse, secret: string): SophiaError {
	const answer = readError(body);
	const reason = text(answer.message).replaceAll(secret, '***').slice(0, MAX_REASON);
	const category = text(answer.category).slice(0, 100);
	const details = { vendor: 'hubspot', status, ...(category ? { category } : {}), ...(reason ? { reason } : {}) };
	if (status === 401) return new TerminalError('connection-refused', 'HubSpot refuses the token.', { details });
	if (status === 403) {
		const scopes = missingScopes(answer.errors);
		const named = scopes.join(', ') || 'it does not name';
		return new TerminalError('connection-scope-missing', `HubSpot's token lacks the scope ${named}.`, {
			details: { ...details, scopes },
		});
	}
	if (status === 429) {
		const seconds = Number(headers['retry-after'] || Number.NaN);
		const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : (WAIT_MS[text(answer.policyName)] ?? 1_000);
		return new RetryableError('vendor-rate-limited', 'HubSpot asks to wait.', { details, notDone: true, retryAfterMs });
	}
	// 423: others write at the same time; 477: the account moves to another data center. Neither carried it out.
	if (status === 423 || status === 477) {
		return new RetryableError('vendor-unavailable', `HubSpot answered ${status}.`, { details, notDone: true });
	}
	if (status >= 500 || status === 408) return unclear(`status ${status}`);
	return new TerminalError(
		'vendor-refused',
		`HubSpot refused the request (${status}): ${reason || 'no reason given'}`,
		{
			details,
		},
	);
}

/** Nobody knows whether the request was carried out. */
export function unclear(reason: string): RetryableError {
	return new RetryableError('vendor-unavailable', `HubSpot gave no clear answer (${reason}).`, {
		details: { vendor: 'hubspot', reason },
	});
}

type HubspotError = { message?: unknown; category?: unknown; policyName?: unknown; errors?: unknown };

function readError(body: string): HubspotError {
	try {
		return (JSON.parse(body) ?? {}) as HubspotError;
	} catch {
		return {};
	}
}

function missingScopes(errors: unknown): string[] {
	if (!Array.isArray(errors)) return [];
	return errors.flatMap((error: { context?: { requiredGranularScopes?: unknown } } | null) => {
		const scopes = error?.context?.requiredGranularScopes;
		return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
	});
}

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
