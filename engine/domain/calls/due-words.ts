/** The words of a sentence that say when something falls due. */
import { DUE, MAY_BE_DUE } from './words/dates.ts';

export type DueWords = { words: string; from: number; to: number };

/** More dates than this nobody names in a sentence that promises something. */
const MOST_DATES = 5;

/** The words of each date, as spoken, in order. */
export function dueWords(text: string): DueWords[] {
	if (!MAY_BE_DUE.test(text)) return [];
	const found: DueWords[] = [];
	for (const match of text.matchAll(DUE)) {
		found.push({ words: match[0], from: match.index, to: match.index + match[0].length });
		if (found.length === MOST_DATES) break;
	}
	return found;
}
