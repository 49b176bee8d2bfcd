/** The lanes of the timeline: who spoke when. */
import type { Sentence } from '../../contract/call.ts';
import type { ShownSpeaker, Side } from './speakers.ts';

export type Span = { startMs: number; endMs: number };

export type Lane = {
	name: string;
	side: Side;
	speakerIds: readonly string[];
	/** By time; pauses too short to be seen are closed. */
	spans: Span[];
	speechMs: number;
};

/** Those who spoke least share the last lane, so that a webinar still fits on a screen. */
export const MOST_LANES = 8;

/** Pauses shorter than this share of the call cannot be seen: a third of a pixel on a wide screen. */
const SMALLEST_SHARE = 1 / 3_600;

const ORDER: Side[] = ['rep', 'colleague', 'customer'];

/** The rep's lane first, then colleagues, then customers, each by how much they spoke. */
export function lanesOf(
	sentences: readonly Sentence[],
	speakers: (speakerId: string) => ShownSpeaker,
	lengthMs: number,
): Lane[] {
	const bySpeaker = new Map<string, Span[]>();
	for (const sentence of sentences) {
		const spans = bySpeaker.get(sentence.speakerId);
		if (spans) spans.push(spanOf(sentence));
		else bySpeaker.set(sentence.speakerId, [spanOf(sentence)]);
	}
	const lanes = [...bySpeaker]
		.map(([id, spans]): Lane => ({ ...laneOf(speakers(id), spans, lengthMs), speakerIds: [id] }))
		.sort((one, other) => other.speechMs - one.speechMs);
	const own = lanes.length > MOST_LANES ? lanes.slice(0, MOST_LANES - 1) : lanes;
	const rest = lanes.slice(own.length);
	const sorted = own.sort((one, other) => ORDER.indexOf(one.side) - ORDER.indexOf(other.side));
	if (rest.length === 0) return sorted;
	const together = {
		...laneOf({ name: `${rest.length} others`, side: 'customer' }, [...rest.flatMap(({ spans }) => spans)], lengthMs),
		speakerIds: rest.flatMap(({ speakerIds }) => speakerIds),
	};
	return [...sorted, together];
}

/** Spans in which nobody speaks for at least `leastMs`, from the first word to the last. */
export function silencesOf(lanes: readonly Lane[], leastMs: number): Span[] {
	const spoken = closed(
		lanes.flatMap(({ spans }) => spans),
		0,
	);
	return spoken.slice(1).flatMap((span, position) => {
		const silence = { startMs: (spoken[position] as Span).endMs, endMs: span.startMs };
		return silence.endMs - silence.startMs >= leastMs ? [silence] : [];
	});
}

/** Never negative, never running backward. */
export function spanOf({ startMs, endMs }: Span): Span {
	const start = Number.isFinite(startMs) ? Math.max(0, startMs) : 0;
	return { startMs: start, endMs: Number.isFinite(endMs) ? Math.max(start, endMs) : start };
}

function laneOf({ name, side }: Pick<Lane, 'name' | 'side'>, spans: Span[], lengthMs: number) {
	const speechMs = closed(spans, 0).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
	return { name, side, speechMs, spans: closed(spans, lengthMs * SMALLEST_SHARE) };
}

/** The spans in order, those joined that overlap or lie closer than `pauseMs`. */
function closed(spans: readonly Span[], pauseMs: number): Span[] {
	const apart: Span[] = [];
	for (const { startMs, endMs } of spans.toSorted((one, other) => one.startMs - other.startMs)) {
		const last = apart.at(-1);
		if (last && startMs - last.endMs <= pauseMs) last.endMs = Math.max(last.endMs, endMs);
		else apart.push({ startMs, endMs });
	}
	return apart;
}
