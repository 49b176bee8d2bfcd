/** Spans of time on the clock of a call: joined, measured, overlapped. */

/** In ms; it never runs backward. */
export type Span = { startMs: number; endMs: number };

/** The same time in spans that do not overlap, in order. */
export function joined(spans: readonly Span[]): Span[] {
	const apart: Span[] = [];
	for (const { startMs, endMs } of spans.toSorted((one, other) => one.startMs - other.startMs)) {
		const last = apart.at(-1);
		if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
		else apart.push({ startMs, endMs });
	}
	return apart;
}

/** Sum of their lengths, ms. */
export function totalLength(spans: readonly Span[]): number {
	return spans.reduce((total, { startMs, endMs }) => total + endMs - startMs, 0);
}

/** From the first start to the last end, ms; 0 for none. */
export function reach(spans: readonly Span[]): number {
	let [first, last] = [Number.POSITIVE_INFINITY, 0];
	for (const { startMs, endMs } of spans) {
		first = Math.min(first, startMs);
		last = Math.max(last, endMs);
	}
	return Math.max(0, last - first);
}

/** Time that at least two of the spans cover, ms; time that three cover counts once. */
export function coveredTwice(spans: readonly Span[]): number {
	const borders = spans
		.filter(({ startMs, endMs }) => endMs > startMs)
		.flatMap(({ startMs, endMs }) => [
			{ at: startMs, change: 1 },
			{ at: endMs, change: -1 },
		])
		.sort((one, other) => one.at - other.at || one.change - other.change);
	let [open, since, twice] = [0, 0, 0];
	for (const { at, change } of borders) {
		if (open >= 2) twice += at - since;
		open += change;
		since = at;
	}
	return twice;
}
