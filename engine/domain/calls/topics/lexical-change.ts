/** How much the vocabulary changes at each place of a call. */
import type { Unit, Units } from './units.ts';

/**
 * For each unit, 1 − cosine of the vocabulary of the `reach` words before it and of the `reach` words from it on, in whole
 * units. A term weighs ln(1 + count) × ln(1 + units / units that hold it). 1 at both ends, where one side is empty.
 *
 * M. Hearst, TextTiling, Computational Linguistics 23 (1997), with idf weights and windows in words. Both windows slide, so
 * each word is counted in and out once: time in proportion to the call.
 */
export function lexicalChange({ list, vocabulary }: Units, reach: number): Float64Array {
	const weight = termWeights(list, vocabulary);
	const before = new Int32Array(vocabulary);
	const after = new Int32Array(vocabulary);
	let [dot, normBefore, normAfter] = [0, 0, 0];

	const move = (unit: Unit, side: Int32Array, other: Int32Array, by: 1 | -1): number => {
		let norm = 0;
		for (const term of unit.terms) {
			const count = side[term] ?? 0;
			const [was, is] = [logarithm(count), logarithm(count + by)];
			side[term] = count + by;
			const square = (weight[term] ?? 0) ** 2;
			norm += square * (is * is - was * was);
			dot += square * (is - was) * logarithm(other[term] ?? 0);
		}
		return norm;
	};

	const change = new Float64Array(list.length);
	let [from, to, wordsBefore, wordsAfter] = [0, 0, 0, 0];
	for (const at of list.keys()) {
		const passed = list[at - 1];
		if (passed) {
			normAfter += move(passed, after, before, -1);
			wordsAfter -= passed.words;
			normBefore += move(passed, before, after, 1);
			wordsBefore += passed.words;
		}
		for (let next = list[to]; next && wordsAfter < reach; next = list[to]) {
			normAfter += move(next, after, before, 1);
			wordsAfter += next.words;
			to += 1;
		}
		for (let oldest = list[from]; oldest && from < at && wordsBefore - oldest.words >= reach; oldest = list[from]) {
			normBefore += move(oldest, before, after, -1);
			wordsBefore -= oldest.words;
			from += 1;
		}
		change[at] = 1 - (normBefore > 0 && normAfter > 0 ? dot / Math.sqrt(normBefore * normAfter) : 0);
	}
	return change;
}

/** ln(1 + count), looked up: it is asked for millions of times. */
const LOGARITHMS = Float64Array.from({ length: 4096 }, (_, count) => Math.log1p(count));

function logarithm(count: number): number {
	return LOGARITHMS[count] ?? Math.log1p(count);
}

/** A term that only one unit holds tells nothing about what units have in common. */
function termWeights(list: readonly Unit[], vocabulary: number): Float64Array {
	const holds = new Int32Array(vocabulary);
	const seen = new Int32Array(vocabulary).fill(-1);
	for (const [at, { terms }] of list.entries()) {
		for (const term of terms) {
			if (seen[term] === at) continue;
			seen[term] = at;
			holds[term] = (holds[term] ?? 0) + 1;
		}
	}
	return Float64Array.from(holds, (count) => (count > 1 ? Math.log(1 + list.length / count) : 0));
}
