/** Where each term was said on a call, and how far apart in words. */
import type { Sentence } from '../../contract/call.ts';
import type { NamesRival } from './rivals.ts';
import { type TermOf, termReader, wordsOf } from './terms.ts';

/** The sentences that hold a term, by position, and how often each does. */
export type Posting = { at: number[]; count: number[] };

export type TalkIndex = {
	/** In the order in which they were said. */
	sentences: readonly Sentence[];
	/** Words of each sentence. */
	words: number[];
	/** How many words were said before the middle of each sentence. */
	middle: number[];
	/** Words of the whole call. */
	total: number;
	postings: Map<string, Posting>;
	termOf: TermOf;
};

/** What somebody looks for who asks about competitors. */
const RIVAL = 'competitor';

/** `sentences` in the order in which they were said; one that names a rival counts as if it said "competitor". */
export function indexTalk(sentences: readonly Sentence[], namesRival: NamesRival = () => false): TalkIndex {
	const termOf = termReader();
	const rival = termOf(RIVAL) ?? RIVAL;
	const postings = new Map<string, Posting>();
	const words: number[] = [];
	const middle: number[] = [];
	let total = 0;
	for (const [position, { text }] of sentences.entries()) {
		const said = wordsOf(text);
		for (const word of said) {
			const term = termOf(word);
			if (term !== undefined) note(postings, term, position);
		}
		if (namesRival(text)) note(postings, rival, position);
		words.push(said.length);
		middle.push(total + said.length / 2);
		total += said.length;
	}
	return { sentences, words, middle, total, postings, termOf };
}

function note(postings: Map<string, Posting>, term: string, position: number): void {
	const posting = postings.get(term);
	if (!posting) {
		postings.set(term, { at: [position], count: [1] });
		return;
	}
	const last = posting.at.length - 1;
	if (posting.at[last] === position) posting.count[last] = (posting.count[last] ?? 0) + 1;
	else {
		posting.at.push(position);
		posting.count.push(1);
	}
}
