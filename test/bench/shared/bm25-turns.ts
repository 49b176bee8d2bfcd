/** The baseline of `evidence`: BM25 on turns, as it stands in the textbooks. It shares the tokens with ours, no code. */
import { stem } from '../../../engine/domain/search/stem.ts';
import { wordsOf } from '../../../engine/domain/search/terms.ts';
import type { Meeting } from './meetings.ts';

export type Bm25Options = { stems: boolean; stopWords: boolean };

const K1 = 1.2;
const B = 0.75;

/** The usual English list, as in NLTK, without contractions: tokens here have none that matter. */
const STOP_WORDS = new Set(
	(
		'i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its ' +
		'itself they them their theirs themselves what which who whom this that these those am is are was were be been being ' +
		'have has had having do does did doing a an the and but if or because as until while of at by for with about against ' +
		'between into through during before after above below to from up down in out on off over under again further then once ' +
		'here there when where why how all any both each few more most other some such no nor not only own same so than too ' +
		'very s t can will just don should now'
	).split(' '),
);

type Indexed = { counts: Map<string, number>[]; lengths: number[]; holding: Map<string, number>; average: number };

/** Ranks the turns of a meeting for a question: all of them, the best first, of equals (also without any hit) the earlier. */
export function bm25Turns(options: Bm25Options): (meeting: Meeting, question: string) => number[] {
	const indexes = new Map<Meeting, Indexed>();
	const tokens = (text: string): string[] =>
		wordsOf(text)
			.filter((word) => !options.stopWords || !STOP_WORDS.has(word))
			.map((word) => (options.stems ? stem(word) : word));
	return (meeting, question) => {
		const index = indexes.get(meeting) ?? indexed(meeting, tokens);
		indexes.set(meeting, index);
		const scores = index.counts.map((_, turn) =>
			tokens(question).reduce((sum, token) => sum + score(index, turn, token), 0),
		);
		return [...scores.keys()].sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other);
	};
}

function indexed({ transcript }: Meeting, tokens: (text: string) => string[]): Indexed {
	const holding = new Map<string, number>();
	const counts = transcript.sentences.map(({ text }) => {
		const count = new Map<string, number>();
		for (const token of tokens(text)) count.set(token, (count.get(token) ?? 0) + 1);
		for (const token of count.keys()) holding.set(token, (holding.get(token) ?? 0) + 1);
		return count;
	});
	const lengths = counts.map((count) => [...count.values()].reduce((sum, one) => sum + one, 0));
	return { counts, lengths, holding, average: lengths.reduce((sum, length) => sum + length, 0) / lengths.length };
}

function score({ counts, lengths, holding, average }: Indexed, turn: number, token: string): number {
	const count = counts[turn]?.get(token) ?? 0;
	if (count === 0) return 0;
	const among = holding.get(token) ?? 0;
	const idf = Math.log(1 + (counts.length - among + 0.5) / (among + 0.5));
	return (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * (lengths[turn] ?? 0)) / average));
}
