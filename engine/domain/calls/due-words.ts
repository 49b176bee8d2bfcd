/** The words of a sentence that say when something falls due. */
import { DUE, MAY_BE_DUE } from './words/dates.ts';

export type DueWords = { words: string; from: number; to: number };

/** The words of a date, as spoken; undefined where none is named. */
export function dueWords(text: string): DueWords | undefined {
	const match = MAY_BE_DUE.test(text) ? DUE.exec(text) : null;
	if (!match) return undefined;
	return { words: match[0], from: match.index, to: match.index + match[0].length };
}
