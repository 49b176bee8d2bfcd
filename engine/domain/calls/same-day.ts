/** The date of a day that was named with its date shortly before or after. */
import type { Sentence } from '../../contract/call.ts';
import { datesIn, dueIn } from './heard.ts';
import { countWords } from './text.ts';
import type { Turn } from './turns.ts';
import { WEEKDAYS } from './words/calendar.ts';
import { DATED } from './words/dates.ts';

/** So many turns back people still mean the same day by its name. */
const LOOKED_BACK_TURNS = 4;
/** So many sentences of each are looked at, the last first. */
const LOOKED_BACK = 6;

const WEEKDAY = new RegExp(`\\b(?:${WEEKDAYS.join('|')})\\b`, 'i');
/** "Wednesday of next week" is another Wednesday than the one of which they spoke. */
const OTHER_WEEK = /\bnext\b|\bweeks?\b|\bafter\b/i;

/** "March third." */
const ONLY_DATE_WORDS = 12;

/** The words of a date, and the sentence that says them. */
export type DatedElsewhere = { words: string; sentence: Sentence };

/**
 * Of "Shall we say Tuesday, the first of December?" – "Tuesday at ten works", for the second sentence (of the turn at
 * `position`) the words of the first, and that sentence. Undefined where the words name a date themselves, or no weekday.
 */
export function dateBefore(
	words: string,
	sentence: Sentence,
	turns: Turn[],
	position: number,
): DatedElsewhere | undefined {
	const weekday = WEEKDAY.exec(words)?.[0].toLowerCase();
	if (!weekday || DATED.test(words) || OTHER_WEEK.test(words)) return undefined;
	for (let at = position; at >= Math.max(0, position - LOOKED_BACK_TURNS); at -= 1) {
		const sentences = turns[at]?.sentences ?? [];
		const end = at === position ? sentences.indexOf(sentence) : sentences.length;
		for (const said of sentences.slice(Math.max(0, end - LOOKED_BACK), end).reverse()) {
			const same = datesIn(said).find((date) => date.words.toLowerCase().includes(weekday) && DATED.test(date.words));
			if (same) return { words: same.words, sentence: said };
		}
	}
	return undefined;
}

/** Of "Tuesday" and "March third", said one after the other, the second; `after` is what was said next. */
export function dateAfter(words: string, after: Array<Sentence | undefined>): DatedElsewhere | undefined {
	if (DATED.test(words)) return undefined;
	for (const sentence of after) {
		const other = sentence && countWords(sentence.text) <= ONLY_DATE_WORDS ? dueIn(sentence) : undefined;
		if (sentence && other && DATED.test(other.words)) return { words: other.words, sentence };
	}
	return undefined;
}
