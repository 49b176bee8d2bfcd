/** Spreads what stands at single sentences over their neighborhood. */

/**
 * For each sentence the sum over all sentences of value × exp(−distance / reach), distance in words between their
 * middles: what is said next to it counts in full, what is `reach` words away counts 37 %. One pass forth and one back,
 * so it takes time in proportion to the call, however wide the reach.
 */
export function spread(values: ArrayLike<number>, middle: readonly number[], reach: number): Float64Array {
	const size = middle.length;
	const near = new Float64Array(size);
	let heard = 0;
	for (let at = 0; at < size; at += 1) {
		if (at > 0) heard *= fading(middle, at, reach);
		heard += values[at] ?? 0;
		near[at] = heard;
	}
	heard = 0;
	for (let at = size - 1; at >= 0; at -= 1) {
		if (at < size - 1) heard *= fading(middle, at + 1, reach);
		near[at] = (near[at] ?? 0) + heard;
		heard += values[at] ?? 0;
	}
	return near;
}

/** From the sentence before `at` to it. */
function fading(middle: readonly number[], at: number, reach: number): number {
	return Math.exp(((middle[at - 1] ?? 0) - (middle[at] ?? 0)) / reach);
}
