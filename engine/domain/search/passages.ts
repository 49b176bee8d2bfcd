/** The passages of a call that answer a question best. */
import { endsAsQuestion } from '../calls/text.ts';
import { saysNothing } from '../calls/turns.ts';
import { byRelevance, mostRelevant } from './most-relevant.ts';
import type { Question } from './question.ts';
import type { Relevance } from './relevance.ts';
import type { TalkIndex } from './talk-index.ts';

export type Passage = {
	/** Positions of its first and its last sentence. */
	first: number;
	last: number;
	/** The sentence around which it was made. */
	core: number;
	/** 0 to 1. */
	score: number;
};

/**
 * Said is what covers more than this share of the question's telling words: of one word it, of two both, of three two.
 * Chosen on the meetings of even number, see docs/ask.md.
 */
export const SAID_COVERAGE = 0.5;

/** Passages are taken from the part of the call that has most to do with the question: so much of its words, at least so many. */
const SEARCHED_SHARE = 0.1;
const FEWEST_SEARCHED = 500;

/** An answer longer than a paragraph is not read. */
const MOST_WORDS = 80;
const MOST_SENTENCES = 6;
/** "The price?" is no core of a passage while more is said of it elsewhere. */
const FEWEST_WORDS = 3;
/** A shorter passage takes up what is said next. */
const SHORT_WORDS = 30;
/** A passage this much weaker than the best of the call is not shown beside it. */
const WEAKEST_SHARE = 0.4;
/** A sentence that holds a number where "how much" was asked is worth so much more. */
const EXPECTED_WEIGHT = 1.25;

/** At most `most`, best first, none twice. None where nothing covers the question. */
export function passagesOf(index: TalkIndex, question: Question, relevance: Relevance, most: number): Passage[] {
	const long = scoresOf(index, question, relevance, FEWEST_WORDS);
	// "No budget." answers as well, where nothing else does.
	const scores = long.some((score) => score > 0) ? long : scoresOf(index, question, relevance, 1);
	const part = searchedPart(index, relevance.stretch);
	const taken = new Set<number>();
	const passages: Passage[] = [];
	for (const core of byRelevance(scores)) {
		const score = scores[core] ?? 0;
		if (passages.length === most || score < WEAKEST_SHARE * (passages[0]?.score ?? 0)) break;
		if (taken.has(core) || !part.has(core)) continue;
		const { first, last } = trimmed(index, grown(index, relevance.own, core, taken), core);
		for (let at = first; at <= last; at += 1) taken.add(at);
		passages.push({ first, last, core, score });
	}
	return passages;
}

/** With the best sentence, also where it alone is longer than all that is looked at. */
function searchedPart(index: TalkIndex, stretch: Float64Array): Set<number> {
	const part = new Set(mostRelevant(index, stretch, Math.max(FEWEST_SEARCHED, SEARCHED_SHARE * index.total)));
	const best = stretch.reduce((high, value, at) => (value > (stretch[high] ?? 0) ? at : high), 0);
	return part.add(best);
}

/** Of sentences that hold a word of the question: where people stay with the subject, and say more of it beside. */
function scoresOf(
	index: TalkIndex,
	{ holds }: Question,
	{ stretch, nearby, own, covered }: Relevance,
	fewestWords: number,
): Float64Array {
	return stretch.map((around, at) => {
		const inIt = own[at] ?? 0;
		if (inIt === 0 || (covered[at] ?? 0) <= SAID_COVERAGE || (index.words[at] ?? 0) < fewestWords) return 0;
		const score = (around * ((nearby[at] ?? 0) + inIt)) / 2;
		const expected = holds?.test(index.sentences[at]?.text ?? '') ?? false;
		return expected ? Math.min(1, score * EXPECTED_WEIGHT) : score;
	});
}

/**
 * Takes up what belongs to the core: neighbors that hold a word of the question, the answer to a question, the question of
 * another speaker that it answers, and what is said next while the passage is short; as long as it fits.
 */
function grown(
	{ sentences, words }: TalkIndex,
	own: Float64Array,
	core: number,
	taken: ReadonlySet<number>,
): { first: number; last: number } {
	let [first, last] = [core, core];
	let left = MOST_WORDS - (words[core] ?? 0);
	const fits = (at: number): boolean => {
		if (taken.has(at) || last - first + 1 === MOST_SENTENCES) return false;
		return sentences[at] !== undefined && (words[at] ?? 0) <= left;
	};
	const asks = (at: number): boolean => endsAsQuestion(sentences[at]?.text ?? '');
	const goesOn = (at: number): boolean => (own[at] ?? 0) > 0 || asks(at - 1) || left > MOST_WORDS - SHORT_WORDS;
	const leadsUp = (at: number): boolean =>
		(own[at] ?? 0) > 0 || (asks(at) && sentences[at]?.speakerId !== sentences[at + 1]?.speakerId);
	while (fits(last + 1) && goesOn(last + 1)) {
		last += 1;
		left -= words[last] ?? 0;
	}
	while (fits(first - 1) && leadsUp(first - 1)) {
		first -= 1;
		left -= words[first] ?? 0;
	}
	return { first, last };
}

/** "Mm-hmm." at either end is no part of an answer. */
function trimmed(index: TalkIndex, { first, last }: { first: number; last: number }, core: number) {
	const empty = (at: number): boolean => saysNothing(index.sentences[at]?.text ?? '');
	let [from, to] = [first, last];
	while (from < core && empty(from)) from += 1;
	while (to > core && empty(to)) to -= 1;
	return { first: from, last: to };
}
