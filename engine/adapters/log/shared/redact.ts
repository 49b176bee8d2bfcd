/** Takes secrets out of what is about to be logged: by the name of the field, and by the look of the text. */

const REDACTED = '[redacted]';
const MAXIMUM_DEPTH = 8;

const SECRET_NAMES = /^(proxy-)?authorization$|^(set-)?cookie$|secret|password|token$|api[-_]?key$|access[-_]?key$/i;

/**
 * Our API keys, tokens of Slack and HubSpot, keys of providers of models (OpenAI, Anthropic, OpenRouter and who writes keys
 * as they do, Perplexity, Groq, xAI), secrets of subscriptions, what stands behind Bearer and Basic, logins inside addresses.
 * An old key of OpenAI has no more than `sk-`: such a text is one only where it is long and has a digit.
 */
const SECRET_TEXTS: [RegExp, string][] = [
	[/\bsk_sophia_[\w-]+/g, `sk_sophia_${REDACTED}`],
	[/\bxox[a-z]-[\w-]+/g, REDACTED],
	[/\bpat-[\w-]+/g, REDACTED],
	[/\bsk-(?:proj|ant|svcacct|admin|or)-[\w-]{8,}/g, REDACTED],
	[/\bsk-(?=[\w-]*\d)[\w-]{16,}/g, REDACTED],
	[/\b(?:pplx-|gsk_|xai-)\w{16,}/g, REDACTED],
	[/\bwhsec_[\w+/=-]{8,}/g, REDACTED],
	[/\b(Bearer|Basic) +[\w.~+/=:-]+/gi, `$1 ${REDACTED}`],
	[/:\/\/[^/\s:@]*:[^/\s@]+@/g, `://${REDACTED}@`],
];

export function redactText(text: string): string {
	let clean = text;
	for (const [pattern, replacement] of SECRET_TEXTS) clean = clean.replace(pattern, replacement);
	return clean;
}

/** A copy without secrets. Errors, and what is no plain object or array, are left to their serializers. */
export function redactValue(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return redactText(value);
	if (value === null || typeof value !== 'object') return value;
	if (depth > MAXIMUM_DEPTH) return '[too deep]';
	if (Array.isArray(value)) return value.map((element) => redactValue(element, depth + 1));
	if (value instanceof Error) return depth === 0 ? value : serializeError(value);
	const prototype = Object.getPrototypeOf(value);
	if (prototype !== Object.prototype && prototype !== null) return value;
	const entries = Object.entries(value).map(([name, inner]) => [
		name,
		SECRET_NAMES.test(name) && inner !== undefined ? REDACTED : redactValue(inner, depth + 1),
	]);
	return Object.fromEntries(entries);
}

/**
 * An error as it is logged: named fields alone, because libraries hang requests with their headers on their errors.
 * Causes included.
 */
export function serializeError(error: unknown): unknown {
	if (!(error instanceof Error)) return redactValue(error, 1);
	const { code, details } = error as Error & { code?: unknown; details?: unknown };
	return {
		type: error.name,
		message: redactText(error.message),
		...(code === undefined ? {} : { code }),
		...(details === undefined ? {} : { details: redactValue(details, 1) }),
		stack: redactText(error.stack ?? ''),
		...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
	};
}
