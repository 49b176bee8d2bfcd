/** The coaching message: what a rep reads in the morning. */
import type { Call, Evidence, Insight } from '../../contract/call.ts';
import type { CoachingMessage, CoachingPoint } from '../../contract/coaching.ts';
import { LITTLE_TALK_RATIO } from '../calls/benchmarks.ts';
import { repShare } from '../calls/talk.ts';
import { telling } from '../calls/telling.ts';
import { spanOfWords } from '../calls/text.ts';
import { type ChosenMoment, type CoachedCall, chooseMoments } from './moment-choice.ts';
import { PHRASES } from './phrases.ts';
import { trendSentence } from './trend-sentence.ts';
import { callTime, firstName, isUnknown, spokenDays, variant } from './wording.ts';

export type MessageOccasion =
	/** The calls of a window. */
	| { kind: 'window' }
	/** One call whose transcript came in after its window. */
	| { kind: 'late' }
	/** One call that somebody asked to have coached. */
	| { kind: 'call' };

export type MessageRequest = {
	rep: Call['rep'];
	/** All of that rep; at least one. */
	calls: CoachedCall[];
	occasion: MessageOccasion;
	/** Days of the window, as `daysOf` writes them. */
	heading: string;
	zone: string;
	/** Address of a moment (ms) of a call on its page; without it the message has none. */
	pageOf?: (callId: string, startMs: number) => string | undefined;
	/** Address of the page on which the rep says that an insight is not right; without it the message has none. */
	disagreeAt?: (callId: string, insight: Insight) => string | undefined;
};

/** Longer quotes are cut at a clause border: this is read on a phone. */
const LONGEST_QUOTE = 220;

/** A point, what it was made of, and the sentence about the calls before, which stands at the end of its text. */
export type DraftedPoint = { moment: ChosenMoment; point: CoachingPoint; name: string; said: string; usual?: string };

/** A message with what it was made of, for whoever puts its points in other words. */
export type DraftedMessage = {
	message: CoachingMessage;
	well?: DraftedPoint;
	habit?: DraftedPoint;
	opening: string;
	closing?: string;
};

/** See `draftMessage`. */
export function coachingMessage(request: MessageRequest): CoachingMessage {
	return draftMessage(request).message;
}

/**
 * One message: at most one thing that went well and one habit, each with its quote, the time in the call (mm:ss) and
 * the call's address. Without either it says so in a line. Where the rep's calls before say whether it was once or is
 * usual, one of the two has one sentence more. The same calls and trends always give the same words.
 */
export function draftMessage({ rep, calls, occasion, heading, zone, ...addresses }: MessageRequest): DraftedMessage {
	const seed = `${rep.id} ${heading}`;
	const chosen = chooseMoments(calls, seed);
	const usual = chosen.habit && trendSentence(chosen.habit);
	const habit = chosen.habit && point(chosen.habit, seed, addresses, usual);
	const well = chosen.well && point(chosen.well, seed, addresses, usual ? undefined : trendSentence(chosen.well));
	const around = {
		opening: `Hi ${isUnknown(rep.name) ? 'there' : firstName(rep.name)}, ${opening(calls, occasion, zone)}`,
		closing: closing(calls, seed, well, habit),
	};
	const bare = { rep, heading, calls: calls.length, well: well?.point, habit: habit?.point };
	return { message: { ...bare, text: textOf(bare, around) }, well, habit, ...around };
}

/** The words of a point; everything else of it stays. */
export type PointWords = Pick<CoachingPoint, 'title' | 'text'>;

/** The message with other words for its points; what is said of the calls before stays at the end of theirs. */
export function withPointWords(
	{ message, opening, closing, ...points }: DraftedMessage,
	words: { well?: PointWords; habit?: PointWords },
): CoachingMessage {
	const reworded = (drafted: DraftedPoint | undefined, { title, text }: Partial<PointWords> = {}) =>
		drafted && title && text
			? { ...drafted.point, title, text: drafted.usual ? `${text} ${drafted.usual}` : text }
			: drafted?.point;
	const bare = { ...message, well: reworded(points.well, words.well), habit: reworded(points.habit, words.habit) };
	return { ...bare, text: textOf(bare, { opening, closing }) };
}

function textOf(
	{ rep, well, habit }: Omit<CoachingMessage, 'text'>,
	{ opening, closing }: Pick<DraftedMessage, 'opening' | 'closing'>,
): string {
	const points = [well && paragraph('What went well', well, rep), habit && paragraph('One thing to try', habit, rep)];
	return [opening, ...points, closing].filter((text) => text !== undefined).join('\n\n');
}

function opening(calls: CoachedCall[], occasion: MessageOccasion, zone: string): string {
	const [first] = calls;
	if (occasion.kind === 'call') return `a look at your call “${first?.call.title}”.`;
	const days = spokenDays(
		calls.map(({ call }) => call.started),
		zone,
	);
	if (occasion.kind === 'late')
		return `the transcript of “${first?.call.title}” (${days}) came in late. Here is what stood out.`;
	return calls.length === 1
		? `you had one call ${days}: “${first?.call.title}”.`
		: `you had ${calls.length} calls ${days}.`;
}

const SAID_LITTLE = [
	'You said very little this time, so there is nothing to pick out: this one was for the others.',
	'Others did nearly all of the talking this time, so there is nothing to say about yours.',
	'You were there mostly to listen, and one thing that you said would prove little. Nothing to work on today.',
];

function closing(calls: CoachedCall[], seed: string, well?: DraftedPoint, habit?: DraftedPoint): string | undefined {
	if (habit) return undefined;
	if (well) return 'Nothing stood out that needs changing.';
	if (calls.every(({ analysis }) => repShare(analysis.talk) < LITTLE_TALK_RATIO))
		return SAID_LITTLE[variant(seed, SAID_LITTLE.length)];
	return 'Nothing stood out this time, for better or worse, so there is nothing to work on today.';
}

function point(
	moment: ChosenMoment,
	seed: string,
	{ pageOf, disagreeAt }: Pick<MessageRequest, 'pageOf' | 'disagreeAt'>,
	usual: string | undefined,
): DraftedPoint | undefined {
	const { call, insight, facts } = moment;
	const [evidence] = insight.evidence;
	const phrases = PHRASES[insight.label ?? ''];
	if (!evidence || !phrases) return undefined;
	const phrase = phrases[variant(`${seed} ${call.id}`, phrases.length)];
	if (!phrase) return undefined;
	const page = pageOf?.(call.id, evidence.startMs);
	const disagree = disagreeAt?.(call.id, insight);
	const name = insight.party ? firstName(insight.party) : 'the customer';
	const said = phrase.text({ ...facts, name, due: insight.due });
	const shown = {
		title: phrase.title,
		text: usual ? `${said} ${usual}` : said,
		evidence: { ...evidence, quote: telling(evidence.quote, LONGEST_QUOTE, spanOfWords(evidence.quote, insight.due)) },
		callTitle: call.title,
		url: call.url,
		...(page ? { page } : {}),
		...(disagree ? { disagree } : {}),
	};
	return { moment, point: shown, name, said, ...(usual ? { usual } : {}) };
}

function paragraph(label: string, shown: CoachingPoint, rep: Call['rep']): string {
	const { title, text, evidence, callTitle, url, page, disagree } = shown;
	const source = `${speakerOf(evidence, rep)} at ${callTime(evidence.startMs)} in “${callTitle}”: ${url}`;
	return `${label}: ${title}\n“${evidence.quote}”\n– ${source}\n${text}${page ? `\nSee it on the call: ${page}` : ''}${disagree ? `\nNot right? Tell us: ${disagree}` : ''}`;
}

function speakerOf(evidence: Evidence, rep: Call['rep']): string {
	return evidence.speaker === rep.name ? 'you' : evidence.speaker;
}
