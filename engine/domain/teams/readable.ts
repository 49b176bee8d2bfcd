/** What a tool returned, as words that a model reads and quotes: the texts in it stand as they are, without escapes. */

/** Deeper than this it is JSON. */
const DEEPEST = 8;

/** `key: value` lines, lists with dashes; of a string itself. */
export function readable(value: unknown, depth = 0): string {
	if (typeof value === 'string') return value;
	if (value === null || typeof value !== 'object') return String(value);
	if (depth >= DEEPEST) return JSON.stringify(value);
	const lines = Array.isArray(value)
		? value.map((item) => `- ${indented(readable(item, depth + 1))}`)
		: Object.entries(value).map(([key, one]) => lineOf(key, one, depth));
	return lines.length > 0 ? lines.join('\n') : Array.isArray(value) ? '(an empty list)' : '(nothing)';
}

function lineOf(key: string, value: unknown, depth: number): string {
	const text = readable(value, depth + 1);
	const nested = typeof value === 'object' && value !== null && depth + 1 < DEEPEST;
	return nested ? `${key}:\n  ${indented(text)}` : `${key}: ${indented(text)}`;
}

const indented = (text: string): string => text.replaceAll('\n', '\n  ');

/** Control, format and private characters: nobody sees them, and a model may read them as words. Joiners of scripts stay. */
const UNSEEN = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}]/gu;

export const visible = (text: string): string => text.replace(UNSEEN, '');
