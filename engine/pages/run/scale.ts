/** Where a moment stands in a drawing of work over time: long waits are drawn short, so that the work is seen. */

export type Span = { from: number; to: number };

/** A wait that is drawn shorter than it was. */
export type Squeezed = Span & { at: number; width: number };

export type Scale = {
	/** Percent from the left, 0 to 100. `ms`: since 1970, within the drawing. */
	place(ms: number): number;
	squeezed: readonly Squeezed[];
};

/** Shorter ones are drawn as they were, ms. */
const SHORTEST_WAIT_MS = 10_000;

/** Of all the work: waits that are longer than this share are drawn as long as the other. */
const LONG = 0.5;
const DRAWN = 0.2;

/** `work`: when somebody worked; what lies between are waits. */
export function scaleOf(work: readonly Span[], { from, to }: Span): Scale {
	const busy = joined(work);
	const workedMs = busy.reduce((sum, span) => sum + span.to - span.from, 0);
	const longest = Math.max(SHORTEST_WAIT_MS, workedMs * LONG);
	const edges = [from, ...busy.flatMap((span) => [span.from, span.to]), to];
	const waits = edges.flatMap((end, at): Span[] => {
		const next = edges[at + 1];
		return at % 2 === 0 && next !== undefined && next - end > longest && workedMs > 0 ? [{ from: end, to: next }] : [];
	});
	const drawnMs = Math.max(1, workedMs * DRAWN);
	const drawn = (ms: number) =>
		waits.reduce((sum, wait) => {
			const within = Math.min(Math.max(ms - wait.from, 0), wait.to - wait.from);
			return sum - within + (within / (wait.to - wait.from)) * drawnMs;
		}, ms - from);
	const whole = Math.max(1, drawn(to));
	const place = (ms: number) => Math.round((drawn(Math.min(to, Math.max(from, ms))) / whole) * 100_000) / 1_000;
	const squeezed = waits.map((wait) => {
		const at = place(wait.from);
		return { ...wait, at, width: place(wait.to) - at };
	});
	return { place, squeezed };
}

/** In order, and those that overlap as one. */
function joined(spans: readonly Span[]): Span[] {
	const all: Span[] = [];
	for (const span of spans.toSorted((one, other) => one.from - other.from)) {
		const last = all.at(-1);
		if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
		else all.push({ ...span });
	}
	return all;
}
