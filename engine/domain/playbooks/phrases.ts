/** Finds phrases in what was said, for many criteria in one go through the words of a sentence. */
import { foldWhitespace, LONGEST_EXAMINED } from '../calls/text.ts';
import { type Pattern, phraseTable } from './phrase-table.ts';

/** Offsets in the folded text, for `claim`. */
export type Span = { from: number; to: number };

type Word = { text: string; span: Span };

/** What finding took: whole numbers of 32 patterns that were compared with a word at once. Tests hold it down. */
export type Effort = { comparisons: number };

/** Words keep their apostrophes ("don't"), and are taken apart at hyphens, so that "follow up" finds "follow-up". */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const PATTERN = new RegExp(`(${WORD.source})(\\*?)`, 'gu');

const plain = (text: string): string => text.toLowerCase().replaceAll('’', "'");

/**
 * Answers for a text where a phrase of each key stands in it, in the order of the text: the one that ends first, of those
 * that end together the longest. Upper and lower case, signs between words and the kind of apostrophe make no difference;
 * `*` at the end of a word stands for any ending.
 *
 * All phrases are followed at once (Shift-And: Baeza-Yates and Gonnet, A new approach to text searching, 1992): a bit for
 * each word of each phrase says whether the phrase stands in the text up to there. So a word of the text costs the same
 * whatever the phrases have in common: what people write as a playbook cannot hold up a worker.
 */
export function phraseFinder<Key>(
	phrases: readonly { key: Key; text: string }[],
	effort: Effort = { comparisons: 0 },
): (text: string) => Map<Key, Span> {
	const table = phraseTable(phrases.map(({ key, text }) => ({ key, patterns: patternsOf(text) })));
	const { size, starts, keys } = table;
	const state = new Int32Array(size);

	return (text) => {
		const found = new Map<Key, Span>();
		const words = wordsOf(text);
		const wanted = table.ends.slice();
		state.fill(0);
		let live = false;
		for (const [at, { text: word, span }] of words.entries()) {
			const fitting = table.fitting(word);
			if (!fitting && !live) continue;
			live = false;
			let ended = false;
			let carried = 0;
			effort.comparisons += size;
			for (let block = 0; block < size; block += 1) {
				const before = state[block] ?? 0;
				const next = ((before << 1) | carried | (starts[block] ?? 0)) & (fitting?.(block) ?? 0);
				carried = before >>> 31;
				state[block] = next;
				if (next !== 0) live = true;
				if ((next & (wanted[block] ?? 0)) !== 0) ended = true;
			}
			if (!ended) continue;
			for (const [key, length] of table.longestEnding(state, wanted)) {
				found.set(key, { from: words[at - length + 1]?.span.from ?? span.from, to: span.to });
				table.forget(key, wanted);
			}
			if (found.size === keys) break;
		}
		return found;
	};
}

function patternsOf(text: string): Pattern[] {
	return [...text.matchAll(PATTERN)].map(([, word = '', star]) => ({ text: plain(word), open: star === '*' }));
}

function wordsOf(text: string): Word[] {
	const start = text.length > LONGEST_EXAMINED ? text.slice(0, LONGEST_EXAMINED) : text;
	return [...foldWhitespace(start).matchAll(WORD)].map(({ 0: word, index }) => ({
		text: plain(word),
		span: { from: index, to: index + word.length },
	}));
}
