/** Divides a span of time among the parts of what was said in it. */

/**
 * Borders, in whole ms, at which the parts of a text begin, and the end of the last: each part has the share of the time
 * that its length in characters has of the whole. Law: the first is the start, the last the end, none before its
 * predecessor.
 */
export function shares({ startMs, endMs }: { startMs: number; endMs: number }, lengths: readonly number[]): number[] {
	const whole = lengths.reduce((sum, length) => sum + length, 0);
	let until = 0;
	return [
		startMs,
		...lengths.map((length) => {
			until += length;
			return whole === 0 ? endMs : startMs + Math.round(((endMs - startMs) * until) / whole);
		}),
	];
}
