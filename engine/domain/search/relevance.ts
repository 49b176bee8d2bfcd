/** How much each sentence of a call has to do with a question. */
import type { Speakers } from '../calls/speakers.ts';
import { spread } from './nearness.ts';
import type { Question } from './question.ts';
import type { TalkIndex } from './talk-index.ts';

/** Words within which people stay with a subject; a minute of speech has some 150. */
const STRETCH_WORDS = 250;
/** Words within which things are said together. */
const TOGETHER_WORDS = 100;
/** How soon more of the same word counts less, as BM25's k1. */
const SATURATION = 2;
/** A variant of a word is worth less than the word. */
const VARIANT_WEIGHT = 0.5;
/** A stretch in which only those talk who are asked about counts so much more. */
const SPEAKER_WEIGHT = 2;
/** Words within which it matters who talks. */
const SPEAKER_WORDS = 100;

export type Relevance = {
	/** By sentence, 0 to 1: how much of the question is talked about around here. */
	stretch: Float64Array;
	/** By sentence, 0 to 1: how much of it in this sentence and those beside it. */
	nearby: Float64Array;
	/** By sentence, 0 to 1: how much of it in this sentence alone. */
	own: Float64Array;
	/** By sentence, 0 to 1: the share of the question's words that are said together here, each counting the same. */
	covered: Float64Array;
};

/**
 * BM25 over soft windows: for each term t of the question and each sentence i
 *   near(t, i) = Σ over sentences j of count(t, j) × exp(−distance(i, j) / reach)     (see nearness.ts)
 *   relevance(i) = Σ over t of idf(t) × near / (near + k1), over Σ over t of idf(t),
 * once with a reach of 250 words and once with one of 100. A term that was never said has the greatest idf. Where the question
 * asks what somebody said, the first is weighted with the share of the words around that are theirs. No length is
 * normalized: distance in words has done that.
 */
export function relevanceOf(index: TalkIndex, question: Question, speakers: Speakers): Relevance {
	const size = index.sentences.length;
	const [stretch, nearby, own, covered] = [0, 1, 2, 3].map(() => new Float64Array(size)) as [
		Float64Array,
		Float64Array,
		Float64Array,
		Float64Array,
	];
	let weights = 0;
	for (const { variants, weight: share } of question.terms) {
		const { said, sentences } = countsOf(index, variants);
		const weight = inverseDocumentFrequency(sentences, size);
		weights += weight;
		if (sentences === 0) continue;
		add(stretch, spread(said, index.middle, STRETCH_WORDS), (near) => (weight * near) / (near + SATURATION));
		const together = spread(said, index.middle, TOGETHER_WORDS);
		add(nearby, together, (near) => (weight * near) / (near + SATURATION));
		add(own, said, (count) => (count > 0 ? weight : 0));
		add(covered, together, (near) => share * Math.min(1, (2 * near) / (near + 1)));
	}
	if (weights === 0) return { stretch, nearby, own, covered };
	for (const values of [stretch, nearby, own]) scale(values, () => 1 / weights);
	scale(covered, () => 1 / question.terms.reduce((sum, { weight }) => sum + weight, 0));
	if (question.asksOfSomebody) {
		const share = shareOfAsked(index, question, speakers);
		scale(stretch, (at) => (1 + SPEAKER_WEIGHT * (share[at] ?? 0)) / (1 + SPEAKER_WEIGHT));
	}
	return { stretch, nearby, own, covered };
}

/** BM25's, which is never negative. `among` sentences hold the term, of `all`. */
export function inverseDocumentFrequency(among: number, all: number): number {
	return Math.log(1 + (all - among + 0.5) / (among + 0.5));
}

function countsOf(index: TalkIndex, variants: string[]): { said: Float64Array; sentences: number } {
	const said = new Float64Array(index.sentences.length);
	let sentences = 0;
	for (const [place, term] of variants.entries()) {
		const posting = index.postings.get(term);
		for (const [at, position] of (posting?.at ?? []).entries()) {
			if (said[position] === 0) sentences += 1;
			said[position] = (said[position] ?? 0) + (posting?.count[at] ?? 0) * (place === 0 ? 1 : VARIANT_WEIGHT);
		}
	}
	return { said, sentences };
}

/** Around each sentence, the share of the words that those say who are asked about. */
function shareOfAsked(index: TalkIndex, question: Question, speakers: Speakers): Float64Array {
	const theirs = index.sentences.map(({ speakerId }, at) =>
		question.asksOf(speakers(speakerId)) ? (index.words[at] ?? 0) : 0,
	);
	const share = spread(theirs, index.middle, SPEAKER_WORDS);
	const all = spread(index.words, index.middle, SPEAKER_WORDS);
	scale(share, (at) => (all[at] ? 1 / (all[at] ?? 1) : 0));
	return share;
}

function add(sum: Float64Array, values: Float64Array, worth: (value: number) => number): void {
	for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + worth(values[at] ?? 0);
}

function scale(values: Float64Array, factor: (at: number) => number): void {
	for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) * factor(at);
}
