/** Words of strangers without what nobody sees: control characters, turned directions, letters without a sign. */
import { TerminalError } from '../../../errors.ts';

/**
 * Controls but for line feed and tab, turned directions, zero widths, soft hyphens, byte order marks, tag letters and the
 * selectors in which texts are hidden. The joiners of emoji and scripts, and Arabic signs of numbers, stay.
 */
const UNSEEN = /(?!\n|\t|\u200c|\u200d|[\u0600-\u0605])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u{e0000}-\u{e0fff}]/gu;

/** Deeper than this nothing is read. */
const DEEPEST = 64;

export function plainText(text: string): string {
	return text.replaceAll('\r\n', '\n').replace(UNSEEN, '').toWellFormed();
}

/** At most so many characters, with a sign where something was left out. */
export function shortText(text: string, most: number): string {
	const plain = plainText(text).trim();
	return plain.length <= most ? plain : `${plain.slice(0, most - 1).toWellFormed()}…`;
}

/** JSON with all its texts made plain. Throws `tool-failed` where it is nested too deeply. */
export function plainJson(value: unknown, depth = 0): unknown {
	if (typeof value === 'string') return plainText(value);
	if (typeof value !== 'object' || value === null) return value;
	if (depth >= DEEPEST) throw new TerminalError('tool-failed', 'The answer is nested too deeply.');
	if (Array.isArray(value)) return value.map((one) => plainJson(one, depth + 1));
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [plainText(key), plainJson(one, depth + 1)]));
}
