/**
 * TextTiling, the baseline of `topics`: M. Hearst, TextTiling: segmenting text into multi-paragraph subtopic passages,
 * Computational Linguistics 23 (1997). Blocks are compared by the cosine of their counts; turns take the place of paragraphs.
 */
import { stem } from '../../../engine/domain/search/stem.ts';
import { wordsOf } from '../../../engine/domain/search/terms.ts';
import { STOP_WORDS } from '../../../engine/domain/search/word-lists.ts';

export type TilingOptions = {
	/** Words of a token sequence; 20 in the paper. */
	sequence: number;
	/** Sequences of a block; 10 in the paper. */
	block: number;
	/** Borders are deeper than the mean depth minus so many standard deviations: 1 and 0.5 in the paper. */
	cutoff: number;
};

/** Borders closer than so many sequences are one, as in the paper. */
const APART = 3;

/** Positions of turns before which a segment begins. */
export function textTiling(turns: string[], { sequence, block, cutoff }: TilingOptions): number[] {
	const words = turns.flatMap((text, turn) => wordsOf(text).map((word) => ({ word, turn })));
	const sequences = Array.from({ length: Math.ceil(words.length / sequence) }, (_, place) =>
		words
			.slice(place * sequence, (place + 1) * sequence)
			.flatMap(({ word }) => (STOP_WORDS.has(word) ? [] : stem(word))),
	);
	const similarities = smoothed(
		sequences.slice(1).map((_, gap) => {
			const size = Math.min(block, gap + 1, sequences.length - gap - 1);
			return cosine(sequences.slice(gap + 1 - size, gap + 1).flat(), sequences.slice(gap + 1, gap + 1 + size).flat());
		}),
	);
	const depths = similarities.map((_, gap) => depthAt(similarities, gap));
	const mean = depths.reduce((sum, depth) => sum + depth, 0) / depths.length;
	const deviation = Math.sqrt(depths.reduce((sum, depth) => sum + (depth - mean) ** 2, 0) / depths.length);
	const chosen: number[] = [];
	for (const gap of [...depths.keys()].sort((one, other) => (depths[other] ?? 0) - (depths[one] ?? 0) || one - other)) {
		if ((depths[gap] ?? 0) <= Math.max(0, mean - cutoff * deviation)) break;
		if (chosen.every((other) => Math.abs(other - gap) > APART)) chosen.push(gap);
	}
	const borders = new Set(chosen.map((gap) => nearestTurn(words, (gap + 1) * sequence)));
	return [...borders].filter((turn) => turn > 0).sort((one, other) => one - other);
}

function cosine(one: string[], other: string[]): number {
	const [a, b] = [countsOf(one), countsOf(other)];
	const dot = [...a].reduce((sum, [term, count]) => sum + count * (b.get(term) ?? 0), 0);
	const norm = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count ** 2, 0);
	return dot === 0 ? 0 : dot / Math.sqrt(norm(a) * norm(b));
}

function countsOf(terms: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
	return counts;
}

/** Mean of each value and its neighbors. */
function smoothed(values: number[]): number[] {
	return values.map((_, at) => {
		const near = values.slice(Math.max(0, at - 1), at + 2);
		return near.reduce((sum, value) => sum + value, 0) / near.length;
	});
}

/** How far the similarity rises on both sides before it falls. */
function depthAt(similarities: number[], gap: number): number {
	const here = similarities[gap] ?? 0;
	const peak = (step: 1 | -1): number => {
		let high = here;
		for (let at = gap + step; (similarities[at] ?? Number.NEGATIVE_INFINITY) >= high; at += step) {
			high = similarities[at] ?? high;
		}
		return high;
	};
	return peak(-1) + peak(1) - 2 * here;
}

/** The turn whose begin lies nearest to a position among the words. */
function nearestTurn(words: { turn: number }[], position: number): number {
	const turn = words[position]?.turn ?? 0;
	const begin = words.findIndex((one) => one.turn === turn);
	const next = words.findIndex((one) => one.turn > turn);
	return next >= 0 && next - position < position - begin ? (words[next]?.turn ?? turn) : turn;
}
