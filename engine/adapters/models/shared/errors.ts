/** What the failures of a provider of models mean: the one place for statuses and broken connections. */
import { RetryableError, SophiaError, TerminalError } from '../../../errors.ts';

export type VendorFailure = {
	/** For people: `OpenAI`. */
	vendor: string;
	status: number | undefined;
	/** Of the answer. */
	headers: Headers | undefined;
	/** The provider's own code, such as `insufficient_quota`; anything else is not shown. */
	code: unknown;
	cause: unknown;
};

/** Nothing can have been said before these. */
const NEVER_LEFT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'UND_ERR_CONNECT_TIMEOUT',
	'CONNECT_TIMEOUT',
]);

const GAVE_UP: ReadonlySet<number> = new Set([408, 502, 504, 524]);

/** Errors of the libraries hold headers and bodies: nothing of them is kept but status and code. An answer with a status is not billed. */
export function errorOfVendor({ vendor, status, headers, code, cause }: VendorFailure): SophiaError {
	if (cause instanceof SophiaError) return cause;
	const named = typeof code === 'string' && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
	const details = { vendor, ...(status ? { status } : {}), ...(named ? { reason: named } : {}) };
	const says = named ?? `status ${status}`;
	if (status === undefined) {
		return new RetryableError('vendor-unavailable', `${vendor} gave no whole answer.`, {
			notDone: NEVER_LEFT.has(codeIn(cause)),
			details,
		});
	}
	if (status === 401 || status === 403) {
		return new TerminalError('connection-refused', `${vendor} refuses the key (${says}).`, { details });
	}
	// No waiting fills an account.
	if (named === 'insufficient_quota') {
		return new TerminalError('vendor-refused', `The account at ${vendor} has no credit left.`, { details });
	}
	if (status === 429) {
		return new RetryableError('vendor-rate-limited', `${vendor} asks to wait.`, {
			notDone: true,
			retryAfterMs: retryAfter(headers),
			details,
		});
	}
	if (status >= 500 || status === 408 || status === 409) {
		return new RetryableError('vendor-unavailable', `${vendor} cannot answer at present (${says}).`, {
			// Behind a gateway that gave up the provider may go on, and bill.
			notDone: !GAVE_UP.has(status),
			retryAfterMs: retryAfter(headers),
			details,
		});
	}
	if (status >= 300 && status < 400) {
		const message = `${vendor} redirects elsewhere (${says}), which is not followed: give its own address.`;
		return new TerminalError('vendor-refused', message, { details });
	}
	return new TerminalError('vendor-refused', `${vendor} refuses the request (${says}).`, { details });
}

/** The limits of providers are by the minute, the hour and the day: longer is no wait but a fault. */
const LONGEST_WAIT_MS = 86_400_000;

/** Milliseconds, a day at most; of a header in milliseconds, in seconds, or as a date. Undefined where none says it. */
export function retryAfter(headers: Headers | undefined, now = Date.now()): number | undefined {
	const exact = headers?.get('retry-after-ms') ?? '';
	if (NUMBER.test(exact)) return Math.min(Number(exact), LONGEST_WAIT_MS);
	const text = headers?.get('retry-after') ?? '';
	if (NUMBER.test(text)) return Math.min(Number(text) * 1_000, LONGEST_WAIT_MS);
	// A date of HTTP; the parser alone would take -5 for one.
	const date = / GMT$/.test(text) ? Date.parse(text) : Number.NaN;
	return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), LONGEST_WAIT_MS);
}

const NUMBER = /^\d+(?:\.\d+)?$/;

/** The libraries wrap what fetch threw, and fetch what the system said. */
function codeIn(error: unknown): string {
	let at = error;
	for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
		const { code, cause } = at as { code?: unknown; cause?: unknown };
		if (typeof code === 'string') return code;
		at = cause;
	}
	return '';
}
