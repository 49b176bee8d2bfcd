/** Finds phrases in what was said, for many criteria in one go through the words of a sentence. */
import { foldWhitespace, LONGEST_EXAMINED } from '../calls/text.ts';

/** Offsets in the folded text, for `claim`. */
export type Span = { from: number; to: number };

type Word = { text: string; span: Span };
/** `open`: whatever the word goes on with. */
type Pattern = { text: string; open: boolean };
type Phrase<Key> = { key: Key; patterns: Pattern[] };

/** Words keep their apostrophes ("don't"), and are taken apart at hyphens, so that "follow up" finds "follow-up". */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const PATTERN = new RegExp(`(${WORD.source})(\\*?)`, 'gu');

const plain = (text: string): string => text.toLowerCase().replaceAll('’', "'");

/**
 * Answers for a text where the first phrase of each key stands in it, in the order of the text. Upper and lower case,
 * signs between words and the kind of apostrophe make no difference; `*` at the end of a word stands for any ending.
 */
export function phraseFinder<Key>(phrases: readonly { key: Key; text: string }[]): (text: string) => Map<Key, Span> {
	const whole = new Map<string, Phrase<Key>[]>();
	const open = new Map<string, Phrase<Key>[]>();
	for (const { key, text } of phrases) {
		const patterns = [...text.matchAll(PATTERN)].map(([, word = '', star]) => ({
			text: plain(word),
			open: star === '*',
		}));
		const [first] = patterns;
		if (!first) continue;
		const place = first.open ? open : whole;
		place.set(first.text, [...(place.get(first.text) ?? []), { key, patterns }]);
	}
	const openLengths = [...new Set([...open.keys()].map(({ length }) => length))];

	return (text) => {
		const found = new Map<Key, Span>();
		const words = wordsOf(text);
		for (const [at, { text: word, span }] of words.entries()) {
			const candidates = [
				...(whole.get(word) ?? []),
				...openLengths.flatMap((length) => (word.length < length ? [] : (open.get(word.slice(0, length)) ?? []))),
			];
			for (const { key, patterns } of candidates) {
				const last = words[at + patterns.length - 1];
				if (!last || found.has(key) || !patterns.every((pattern, after) => fits(words[at + after], pattern))) continue;
				found.set(key, { from: span.from, to: last.span.to });
			}
		}
		return found;
	};
}

function wordsOf(text: string): Word[] {
	const start = text.length > LONGEST_EXAMINED ? text.slice(0, LONGEST_EXAMINED) : text;
	return [...foldWhitespace(start).matchAll(WORD)].map(({ 0: word, index }) => ({
		text: plain(word),
		span: { from: index, to: index + word.length },
	}));
}

function fits(word: Word | undefined, { text, open }: Pattern): boolean {
	return word !== undefined && (open ? word.text.startsWith(text) : word.text === text);
}
