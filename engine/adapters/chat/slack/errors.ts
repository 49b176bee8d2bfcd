/** What Slack's answers mean. The one place where its errors become errors of the engine. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { RetryableError, SophiaError, TerminalError } from '../../../errors.ts';

const BAD_TOKEN = [
	'invalid_auth',
	'not_authed',
	'account_inactive',
	'token_revoked',
	'token_expired',
	'org_login_required',
];

/** Slack says of these that part of the request may have been carried out. */
const ITS_OWN_FAULT = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'];

/**
 * Turns what the library throws into an error of the engine, without the library's object: that holds headers and
 * answers. What is not known for certain to have been refused stays open (`notDone` false).
 */
export function errorOfSlack(error: unknown): SophiaError {
	if (error instanceof SophiaError) return error;
	if (error instanceof WebAPIRateLimitedError) return rateLimited(error.retryAfter);
	if (error instanceof WebAPIPlatformError) return errorOfCode(error.data);
	if (error instanceof WebAPIHTTPError) return errorOfStatus(error.statusCode);
	// A 429 without a time comes as a bare Error whose message names the address and the header.
	if (error instanceof Error && error.message.startsWith('Retry header')) return rateLimited(1);
	return unclear('an answer that cannot be read');
}

function errorOfCode(data: { error?: unknown; needed?: unknown }): SophiaError {
	const code = data.error;
	// An answer that is no JSON comes with its whole body as the code: a page of a proxy, or half an answer.
	if (typeof code !== 'string' || !/^[a-z_]{1,64}$/.test(code)) return unclear('an answer that cannot be read');
	const details = { vendor: 'slack', reason: code };
	if (code === 'missing_scope') {
		const scopes = typeof data.needed === 'string' ? data.needed.split(',').map((scope) => scope.trim()) : [];
		const named = scopes.join(', ') || 'it does not name';
		return new TerminalError('connection-scope-missing', `Slack's token lacks the scope ${named}.`, {
			details: { ...details, scopes },
		});
	}
	if (BAD_TOKEN.includes(code)) {
		return new TerminalError('connection-refused', `Slack refuses the token (${code}).`, { details });
	}
	if (code === 'ratelimited' || code === 'rate_limited') return rateLimited(1);
	if (ITS_OWN_FAULT.includes(code)) return unclear(code);
	return new TerminalError('vendor-refused', `Slack refused the request: ${code}.`, { details });
}

function errorOfStatus(status: number): SophiaError {
	// A redirect or a proxy's refusal never reached the method.
	if (status < 500 && status !== 408) {
		return new TerminalError('vendor-refused', `Slack's address answered ${status}.`, {
			details: { vendor: 'slack', status },
		});
	}
	return unclear(`status ${status}`);
}

function rateLimited(seconds: number): RetryableError {
	return new RetryableError('vendor-rate-limited', `Slack asks to wait ${seconds} s.`, {
		notDone: true,
		retryAfterMs: seconds * 1000,
		details: { vendor: 'slack' },
	});
}

/** Nobody knows whether the request was carried out. */
export function unclear(reason: string): RetryableError {
	return new RetryableError('vendor-unavailable', `Slack gave no clear answer (${reason}).`, {
		details: { vendor: 'slack', reason },
	});
}
