/** From spoken words to the terms that search compares. */
import { stem } from './stem.ts';
import { STOP_WORDS } from './word-lists.ts';

/** Words with their apostrophes, and numbers with their points. */
const WORD = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*/gu;

/** Words as they are written. */
export function writtenWords(text: string): string[] {
	return text.match(WORD) ?? [];
}

/** Words in small letters, with one form of apostrophe and without "'s"; "5,000" is one word. */
export function wordsOf(text: string): string[] {
	const words = text.toLowerCase().replaceAll("'", '’').match(WORD) ?? [];
	return words.map((word) => (word.endsWith('’s') ? word.slice(0, -2) : word));
}

/** The term of a word; undefined for one that tells nothing. */
export type TermOf = (word: string) => string | undefined;

/** Remembers what it has seen: a long call has half a million words and some ten thousand different ones. */
export function termReader(): TermOf {
	const known = new Map<string, string | undefined>();
	return (word) => {
		if (known.has(word)) return known.get(word);
		const term = STOP_WORDS.has(word) ? undefined : stem(word);
		known.set(word, term);
		return term;
	};
}
