/** How far a segmentation is from another. */

/**
 * WindowDiff: the share of windows of k units that hold another number of borders in the one than in the other. A border b
 * stands before unit b, 0 < b < `units`; a window at i holds those with i < b ≤ i + k. k is half the mean segment of the
 * reference, rounded. 0: the same; no border at all gets about (m − 1) / 2m for m segments.
 *
 * L. Pevzner and M. Hearst, A critique and improvement of an evaluation metric for text segmentation, Computational
 * Linguistics 28 (2002).
 */
export function windowDiff(reference: readonly number[], given: readonly number[], units: number): number {
	const k = Math.max(1, Math.round(units / (reference.length + 1) / 2));
	const [expected, found] = [upTo(reference, units), upTo(given, units)];
	let wrong = 0;
	for (let at = 0; at + k < units; at += 1) {
		const held = (counts: number[]) => (counts[at + k] ?? 0) - (counts[at] ?? 0);
		if (held(expected) !== held(found)) wrong += 1;
	}
	return wrong / (units - k);
}

/** For each unit, how many borders stand before it or earlier. */
function upTo(borders: readonly number[], units: number): number[] {
	const counts = new Array<number>(units).fill(0);
	for (const border of new Set(borders)) if (border > 0 && border < units) counts[border] = 1;
	for (let at = 1; at < units; at += 1) counts[at] = (counts[at] ?? 0) + (counts[at - 1] ?? 0);
	return counts;
}
