/** Talk statistics of a call. */
import type { Call, PartyTalk, Sentence, TalkStatistics } from '../../contract/call.ts';
import { pausesOfRep, sideChanges } from './exchange.ts';
import { median } from './median.ts';
import { lengthOf, longestBySpeaker, longestMonologue } from './monologue.ts';
import { coveredTwice, joined, reach, type Span, totalLength } from './spans.ts';
import { isCustomer, type Speakers } from './speakers.ts';
import { countWords, endsAsQuestion } from './text.ts';
import { saysNothing, spanOf, type Turn } from './turns.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** The record of speech by speaker names this many, those who spoke most; the ratios count everybody. */
export const LISTED_SPEAKERS = 200;

/** What one speaker said. */
type Speech = {
	speakerId: string;
	/** Joined where they overlap. */
	spans: Span[];
	/** The same without sentences that only signal listening. */
	told: Span[];
	ms: number;
	words: number;
	questions: number;
};

/**
 * All times are milliseconds; `sentences` and `turns` are in time order. docs/talk-statistics.md says the same for people.
 *
 * - speech(s): length of the union of speaker s's sentences, so that a sentence that overlaps another of the same
 *   speaker counts once. A sentence that ends before it starts has length 0; a negative start counts as 0; one without
 *   words is no speech.
 * - times: `none` where nobody's speech has a length. Then everything in ms, every ratio and every rate is 0, and
 *   patience is left out: only words and questions are counted. `starts` where the ends are estimated (`times` of the
 *   call): what depends on when somebody stopped to the second (overlap, silence, patience, speaking rates) is not given.
 * - repTalkRatio = speech(rep) / Σ speech(s) over all speakers; 0 where nobody spoke.
 * - internalTalkRatio = Σ speech(s) over those who are no customers (`isCustomer`) / Σ speech(s) over all speakers: never
 *   below repTalkRatio, and the customers have the rest.
 * - overlapMs: length of the time in which at least two speakers speak, sentences that only signal listening ("mm-hmm")
 *   left out; each of them keeps it as speech.
 * - backChannelOverlapMs: what counting these sentences too adds to it. Where no three speak at once: Σ speech(s) = time
 *   in which anybody speaks + overlapMs + backChannelOverlapMs.
 * - silenceMs = (end of the last speech − start of the first) − time in which anybody speaks.
 * - longest monologue: see `longestMonologue`; longest story: the longest monologue of a customer.
 * - interactivity: how often a turn of one side follows one of the other (`isCustomer`), over the minutes between the
 *   first word and the last.
 * - patienceMs: median of `pausesOfRep`, of an even number the mean of the middle two.
 * - questions: sentences that end with a question mark, whoever asks; questionRate: those of the rep over the hours
 *   between the first word and the last.
 * - wordsPerMinute = words(s) / minutes of speech(s).
 */
export function talkStatistics(
	sentences: Sentence[],
	turns: Turn[],
	speakers: Speakers,
	known?: Call['times'],
): TalkStatistics {
	const speech = speechOf(sentences).sort((one, other) => other.ms - one.ms);
	const sum = (counts: (one: Speech) => number): number => speech.reduce((total, one) => total + counts(one), 0);
	const ofRep = (count: number, { speakerId }: Speech): number => (speakers(speakerId).rep ? count : 0);
	const totalMs = sum(({ ms }) => ms);
	const spans = speech.flatMap((one) => one.spans);
	const callMs = reach(spans);
	const overlapMs = coveredTwice(speech.flatMap(({ told }) => told));
	const monologue = longestMonologue(turns);
	const story = longestMonologue(turns, ({ speaker }) => isCustomer(speaker));
	const times = totalMs === 0 ? 'none' : (known ?? 'measured');
	const timed = times !== 'none';
	const measured = times === 'measured';
	return {
		times,
		repTalkRatio: ratio(
			sum((one) => ofRep(one.ms, one)),
			totalMs,
		),
		internalTalkRatio: ratio(
			sum((one) => (isCustomer(speakers(one.speakerId)) ? 0 : one.ms)),
			totalMs,
		),
		longestMonologueMs: monologue ? lengthOf(monologue) : 0,
		longestMonologueSpeakerId: monologue?.speakerId,
		speechMs: Object.fromEntries(speech.slice(0, LISTED_SPEAKERS).map(({ speakerId, ms }) => [speakerId, ms])),
		overlapMs: measured ? overlapMs : 0,
		backChannelOverlapMs: measured ? coveredTwice(spans) - overlapMs : 0,
		silenceMs: measured ? callMs - totalLength(joined(spans)) : 0,
		questions: sum((one) => one.questions),
		parties: partiesOf(speech, totalMs, turns, speakers, measured),
		longestStoryMs: story ? lengthOf(story) : 0,
		longestStorySpeakerId: story?.speakerId,
		interactivity: timed ? ratio(sideChanges(turns), callMs / MINUTE_MS) : 0,
		patienceMs: measured ? median(pausesOfRep(turns)) : undefined,
		questionRate: timed
			? ratio(
					sum((one) => ofRep(one.questions, one)),
					callMs / HOUR_MS,
				)
			: 0,
	};
}

/** The rep's share of the talk, 0 to 1: of its time, without times of its words. */
export function repShare({ times, repTalkRatio, parties }: TalkStatistics): number {
	if (times !== 'none') return repTalkRatio;
	const words = (counted: readonly PartyTalk[]): number => counted.reduce((total, party) => total + party.words, 0);
	return ratio(words(parties.filter(({ rep }) => rep)), words(parties));
}

/** In the order in which they first speak. */
function speechOf(sentences: Sentence[]): Speech[] {
	const speech = new Map<string, Speech>();
	for (const sentence of sentences) {
		const { speakerId, text } = sentence;
		const words = countWords(text);
		if (words === 0) continue;
		const one = speech.get(speakerId) ?? { speakerId, spans: [], told: [], ms: 0, words: 0, questions: 0 };
		speech.set(speakerId, one);
		const span = spanOf(sentence);
		one.spans.push(span);
		if (!saysNothing(text)) one.told.push(span);
		one.words += words;
		if (endsAsQuestion(text)) one.questions += 1;
	}
	return [...speech.values()].map((one) => {
		const spans = joined(one.spans);
		return { ...one, spans, told: joined(one.told), ms: totalLength(spans) };
	});
}

function partiesOf(
	speech: Speech[],
	totalMs: number,
	turns: Turn[],
	speakers: Speakers,
	measured: boolean,
): PartyTalk[] {
	const longest = longestBySpeaker(turns);
	return speech.slice(0, LISTED_SPEAKERS).map(({ speakerId, ms, words, questions }) => {
		const { name, affiliation, rep } = speakers(speakerId);
		return {
			...{ speakerId, name, affiliation, rep, speechMs: ms, words, questions },
			talkRatio: ratio(ms, totalMs),
			wordsPerMinute: measured ? ratio(words, ms / MINUTE_MS) : 0,
			longestMonologueMs: longest.get(speakerId) ?? 0,
		};
	});
}

/** 0 where there is nothing to divide by. */
function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}
