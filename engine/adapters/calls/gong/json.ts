/** JSON in which whole numbers beyond 2^53 keep their digits, as strings: ids of calls have up to 20. */

/** A number of 16 digits or more outside quotes; cheap to look for, so that the slow way is taken only when needed. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/;

/** Throws SyntaxError. */
export function parseKeepingDigits(text: string): unknown {
	if (!LONG_NUMBER.test(text)) return JSON.parse(text);
	return JSON.parse(text, keepDigits);
}

/** ES2026 hands the reviver the source of a primitive; TypeScript does not know it yet. */
function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
	const source = context?.source;
	if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value;
	return /^-?\d+$/.test(source) ? source : value;
}
