/** The part of a call that has most to do with a question, at a given length. */
import type { TalkIndex } from './talk-index.ts';

/**
 * Positions of sentences, the most relevant first (of equal relevance the earlier), that together have at most `words`
 * words. One that no longer fits is passed over. Sentences without words or without relevance are none of them.
 */
export function mostRelevant(index: TalkIndex, relevance: Float64Array, words: number): number[] {
	const chosen: number[] = [];
	let left = words;
	for (const at of byRelevance(relevance)) {
		const length = index.words[at] ?? 0;
		if (length === 0 || length > left) continue;
		chosen.push(at);
		left -= length;
	}
	return chosen;
}

/** Positions of what is above 0, the greatest first, of equals the earlier. */
export function byRelevance(relevance: Float64Array): number[] {
	const positions: number[] = [];
	for (const [at, value] of relevance.entries()) if (value > 0) positions.push(at);
	return positions.sort((one, other) => (relevance[other] ?? 0) - (relevance[one] ?? 0) || one - other);
}
