/** Anything that survives JSON.stringify and back. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };

const UNSTORABLE = /\\u(?:0000|d[89a-f])/;
const ESCAPE = /\\(?:u(?:0000|d[89a-f]..)|.)/g;

/**
 * JSON that every store takes. PostgreSQL's jsonb refuses a NUL and half of a surrogate pair; each becomes U+FFFD, in
 * keys too. `undefined` where JSON has no word for the value.
 */
export function toJsonText(value: unknown): string | undefined {
	const text: string | undefined = JSON.stringify(value);
	if (text === undefined || !UNSTORABLE.test(text)) return text;
	return text.replace(ESCAPE, (found) => (found.length > 2 ? '\\ufffd' : found));
}
