/** Talk statistics of a call. */
import type { Sentence, TalkStatistics } from '../../contract/call.ts';
import { MONOLOGUE_PAUSE_MS } from './benchmarks.ts';
import type { Speakers } from './speakers.ts';
import { spanOf, type Turn } from './turns.ts';

type Span = { startMs: number; endMs: number };

export type Monologue = Span & { speakerId: string; sentences: Sentence[] };

/** The record of speech by speaker names this many, those who spoke most; the ratios count everybody. */
export const LISTED_SPEAKERS = 200;

/**
 * All times are milliseconds; `sentences` and `turns` are in time order.
 *
 * - speech(s): length of the union of speaker s's sentences, so that a sentence that overlaps another of the same
 *   speaker counts once. A sentence that ends before it starts has length 0; a negative start counts as 0.
 * - repTalkRatio = speech(rep) / Σ speech(s) over all speakers; 0 where nobody spoke.
 * - internalTalkRatio = Σ speech(s) over internal speakers / Σ speech(s) over all speakers.
 * - overlapMs: length of the time in which at least two speakers speak; each of them keeps it as speech. Where no
 *   three speak at once: Σ speech(s) = time in which anybody speaks + overlapMs.
 * - longest monologue: see `longestMonologue`.
 * - questions: sentences that end with a question mark, whoever asks.
 */
export function talkStatistics(sentences: Sentence[], turns: Turn[], speakers: Speakers): TalkStatistics {
	const speech = speechBySpeaker(sentences);
	const lengths = [...speech].map(([speakerId, spans]) => ({ speakerId, ms: totalLength(spans) }));
	const all = sum(lengths.map(({ ms }) => ms));
	const rep = sum(lengths.filter(({ speakerId }) => speakers(speakerId).rep).map(({ ms }) => ms));
	const internal = sum(
		lengths.filter(({ speakerId }) => speakers(speakerId).affiliation === 'internal').map(({ ms }) => ms),
	);
	const monologue = longestMonologue(turns);
	return {
		repTalkRatio: all === 0 ? 0 : rep / all,
		internalTalkRatio: all === 0 ? 0 : internal / all,
		longestMonologueMs: monologue ? monologue.endMs - monologue.startMs : 0,
		longestMonologueSpeakerId: monologue?.speakerId,
		speechMs: Object.fromEntries(
			lengths
				.toSorted((one, other) => other.ms - one.ms)
				.slice(0, LISTED_SPEAKERS)
				.map(({ speakerId, ms }) => [speakerId, ms]),
		),
		overlapMs: overlapLength([...speech.values()].flat()),
		questions: sentences.filter((sentence) => endsAsQuestion(sentence.text)).length,
	};
}

/** A question mark at the end, before closing quotes. */
export function endsAsQuestion(text: string): boolean {
	return /\?["”’')]*$/.test(text.slice(-40).trimEnd());
}

/**
 * The longest stretch of one speaker (of those for whom `counts` answers true): from the start of a sentence to the end
 * of the last one before another speaker takes a turn or before a silence of 10 s. Back-channels take no turn.
 */
export function longestMonologue(turns: Turn[], counts: (turn: Turn) => boolean = () => true): Monologue | undefined {
	let longest: Monologue | undefined;
	for (const turn of turns) {
		if (!counts(turn)) continue;
		for (const stretch of stretchesOf(turn)) {
			if (!longest || stretch.endMs - stretch.startMs > longest.endMs - longest.startMs) longest = stretch;
		}
	}
	return longest && longest.endMs > longest.startMs ? longest : undefined;
}

function stretchesOf(turn: Turn): Monologue[] {
	const stretches: Monologue[] = [];
	let stretch: Monologue | undefined;
	for (const sentence of turn.sentences) {
		const { startMs, endMs } = spanOf(sentence);
		if (stretch && startMs - stretch.endMs < MONOLOGUE_PAUSE_MS) {
			stretch.endMs = Math.max(stretch.endMs, endMs);
			stretch.sentences.push(sentence);
			continue;
		}
		stretch = { speakerId: turn.speaker.id, startMs, endMs, sentences: [sentence] };
		stretches.push(stretch);
	}
	return stretches;
}

/** For each speaker the spans of speech, joined where they overlap. */
function speechBySpeaker(sentences: Sentence[]): Map<string, Span[]> {
	const speech = new Map<string, Span[]>();
	for (const sentence of sentences) {
		const { startMs, endMs } = spanOf(sentence);
		const spans = speech.get(sentence.speakerId);
		const last = spans?.at(-1);
		if (!spans) speech.set(sentence.speakerId, [{ startMs, endMs }]);
		else if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
		else spans.push({ startMs, endMs });
	}
	return speech;
}

/** Time that is covered at least twice. Each speaker's own spans do not overlap, so twice means two speakers. */
function overlapLength(spans: Span[]): number {
	const borders = spans
		.filter(({ startMs, endMs }) => endMs > startMs)
		.flatMap(({ startMs, endMs }) => [
			{ at: startMs, change: 1 },
			{ at: endMs, change: -1 },
		])
		.sort((one, other) => one.at - other.at || one.change - other.change);
	let speaking = 0;
	let since = 0;
	let overlap = 0;
	for (const { at, change } of borders) {
		if (speaking >= 2) overlap += at - since;
		speaking += change;
		since = at;
	}
	return overlap;
}

function totalLength(spans: Span[]): number {
	return sum(spans.map(({ startMs, endMs }) => endMs - startMs));
}

function sum(numbers: number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
