/** Words of a sentence in the form in which the learned parts of the analysis count them. */
import type { Sentence } from '../../../contract/call.ts';
import { heard, onceEach } from '../heard.ts';

/** Of a sentence so many words are looked at, so that one without end costs no time without end. */
const MOST_WORDS = 60;

const NUMBER = /\d[\d,.:]*/g;
const WORD = /[\p{L}#]+(?:'\p{L}+)?|[?!]/gu;

/** Lower case, numbers as `#`; question and exclamation marks are words of their own. */
export const wordsOf = onceEach((sentence): string[] => {
	const words = heard(sentence).toLowerCase().replace(NUMBER, '#').match(WORD) ?? [];
	return words.length > MOST_WORDS ? words.slice(0, MOST_WORDS) : words;
});

/** The ends of a sentence, as words. */
export const START = '^';
export const END = '$';

/** Longest first. */
const ENDINGS = ['edly', 'ing', 'ed', 'es', 'ly', 's'];
const MAY_END = /[gdsy]$/;
const SHORTEST_STEM = 3;

/** A word without its ending. */
export function stem(word: string): string {
	if (!MAY_END.test(word)) return word;
	const ending = ENDINGS.find((one) => word.length - one.length >= SHORTEST_STEM && word.endsWith(one));
	return ending ? word.slice(0, -ending.length) : word;
}

/**
 * Each word without its ending, and each pair of neighbors, in the order of the sentence; `^` and `$` are its ends. The
 * first `n` words give the first `2 * n`.
 */
export function gramsOf(sentence: Sentence): string[] {
	const grams: string[] = [];
	let before = START;
	for (const word of wordsOf(sentence)) {
		grams.push(stem(word), `${before} ${word}`);
		before = word;
	}
	grams.push(`${before} ${END}`);
	return grams;
}

/** Each three words that follow one another. */
export function triplesOf(sentence: Sentence): string[] {
	const words = [START, ...wordsOf(sentence), END];
	return words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`);
}
