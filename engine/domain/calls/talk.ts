/** Talk statistics of a call. */
import type { PartyTalk, Sentence, TalkStatistics } from '../../contract/call.ts';
import { MONOLOGUE_PAUSE_MS } from './benchmarks.ts';
import { isCustomer, type Speakers } from './speakers.ts';
import { countWords } from './text.ts';
import { saysNothing, spanOf, type Turn } from './turns.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

type SpeechLength = { speakerId: string; ms: number };

const byLength = (one: SpeechLength, other: SpeechLength): number => other.ms - one.ms;

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
 * - overlapMs: length of the time in which at least two speakers speak, sentences that only signal listening ("mm-hmm")
 *   left out; each of them keeps it as speech.
 * - backChannelOverlapMs: what counting these sentences too adds to it. Where no three speak at once: Σ speech(s) = time
 *   in which anybody speaks + overlapMs + backChannelOverlapMs.
 * - silenceMs = (end of the last speech − start of the first) − time in which anybody speaks.
 * - longest monologue: see `longestMonologue`; longest story: the longest monologue of a customer.
 * - interactivity: how often a turn of one side follows one of the other (internal, customer), over the minutes between
 *   the first word and the last; 0 for a call without length.
 * - patienceMs: median of the pauses max(0, start of the rep's turn − end of the customer's turn before it), over the
 *   rep's turns that follow a customer's; of an even number the mean of the middle two.
 * - questions: sentences that end with a question mark, whoever asks; questionRate: those of the rep over the hours
 *   between the first word and the last.
 * - wordsPerMinute = words(s) / minutes of speech(s), 0 where speech(s) is 0.
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
	const story = longestMonologue(turns, ({ speaker }) => isCustomer(speaker));
	const said = sentences.filter(({ text }) => !saysNothing(text));
	const overlapMs = overlapLength([...speechBySpeaker(said).values()].flat());
	const spokenMs = totalLength(joined([...speech.values()].flat()));
	const lengthMs = lengthOf(speech);
	const parties = partiesOf(lengths.toSorted(byLength), all, sentences, turns, speakers);
	const repQuestions = sentences.filter(
		({ speakerId, text }) => speakers(speakerId).rep && endsAsQuestion(text),
	).length;
	return {
		repTalkRatio: all === 0 ? 0 : rep / all,
		internalTalkRatio: all === 0 ? 0 : internal / all,
		longestMonologueMs: monologue ? monologue.endMs - monologue.startMs : 0,
		longestMonologueSpeakerId: monologue?.speakerId,
		speechMs: Object.fromEntries(
			lengths
				.toSorted(byLength)
				.slice(0, LISTED_SPEAKERS)
				.map(({ speakerId, ms }) => [speakerId, ms]),
		),
		overlapMs,
		backChannelOverlapMs: overlapLength([...speech.values()].flat()) - overlapMs,
		silenceMs: lengthMs - spokenMs,
		parties,
		longestStoryMs: story ? story.endMs - story.startMs : 0,
		longestStorySpeakerId: story?.speakerId,
		interactivity: lengthMs === 0 ? 0 : sideChanges(turns) / (lengthMs / MINUTE_MS),
		patienceMs: patience(turns),
		questionRate: lengthMs === 0 ? 0 : repQuestions / (lengthMs / HOUR_MS),
		questions: sentences.filter((sentence) => endsAsQuestion(sentence.text)).length,
	};
}

function partiesOf(
	lengths: SpeechLength[],
	all: number,
	sentences: Sentence[],
	turns: Turn[],
	speakers: Speakers,
): PartyTalk[] {
	const counts = new Map<string, { words: number; questions: number }>();
	for (const { speakerId, text } of sentences) {
		const count = counts.get(speakerId) ?? { words: 0, questions: 0 };
		count.words += countWords(text);
		if (endsAsQuestion(text)) count.questions += 1;
		counts.set(speakerId, count);
	}
	const longest = longestBySpeaker(turns);
	return lengths.slice(0, LISTED_SPEAKERS).map(({ speakerId, ms }) => {
		const { name, affiliation, rep } = speakers(speakerId);
		const { words = 0, questions = 0 } = counts.get(speakerId) ?? {};
		return {
			...{ speakerId, name, affiliation, rep, speechMs: ms, words, questions },
			talkRatio: all === 0 ? 0 : ms / all,
			wordsPerMinute: ms === 0 ? 0 : words / (ms / MINUTE_MS),
			longestMonologueMs: longest.get(speakerId) ?? 0,
		};
	});
}

function longestBySpeaker(turns: Turn[]): Map<string, number> {
	const longest = new Map<string, number>();
	for (const { speakerId, startMs, endMs } of turns.flatMap(stretchesOf)) {
		longest.set(speakerId, Math.max(longest.get(speakerId) ?? 0, endMs - startMs));
	}
	return longest;
}

function sideChanges(turns: Turn[]): number {
	return turns.filter(({ speaker }, position) => {
		const before = turns[position - 1]?.speaker;
		return before !== undefined && isCustomer(before) !== isCustomer(speaker);
	}).length;
}

function patience(turns: Turn[]): number | undefined {
	const pauses = turns
		.flatMap(({ speaker, startMs }, position) => {
			const before = turns[position - 1];
			return speaker.rep && before && isCustomer(before.speaker) ? [Math.max(0, startMs - before.endMs)] : [];
		})
		.sort((one, other) => one - other);
	const middle = pauses.length / 2;
	if (pauses.length === 0) return undefined;
	return ((pauses[Math.ceil(middle) - 1] ?? 0) + (pauses[Math.floor(middle)] ?? 0)) / 2;
}

/** From the first word to the last. */
function lengthOf(speech: Map<string, Span[]>): number {
	let [first, last] = [Number.POSITIVE_INFINITY, 0];
	for (const { startMs, endMs } of [...speech.values()].flat()) {
		first = Math.min(first, startMs);
		last = Math.max(last, endMs);
	}
	return Math.max(0, last - first);
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

/** The same time in spans that do not overlap. */
function joined(spans: Span[]): Span[] {
	const apart: Span[] = [];
	for (const { startMs, endMs } of spans.toSorted((one, other) => one.startMs - other.startMs)) {
		const last = apart.at(-1);
		if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
		else apart.push({ startMs, endMs });
	}
	return apart;
}

/** For each speaker the spans of speech, joined where they overlap. */
function speechBySpeaker(sentences: Sentence[]): Map<string, Span[]> {
	const speech = new Map<string, Span[]>();
	for (const sentence of sentences) {
		const spans = speech.get(sentence.speakerId);
		if (spans) spans.push(spanOf(sentence));
		else speech.set(sentence.speakerId, [spanOf(sentence)]);
	}
	for (const [speakerId, spans] of speech) speech.set(speakerId, joined(spans));
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
