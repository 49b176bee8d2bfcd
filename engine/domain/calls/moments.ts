/** Coachable moments of the rep: what went well, and habits to work on. */
import type { Sentence, TalkStatistics } from '../../contract/call.ts';
import {
	HIGH_TALK_RATIO,
	INTERRUPTION_OVERLAP_MS,
	INTERRUPTION_WORDS,
	INTERRUPTION_YIELD_MS,
	LITTLE_TALK_RATIO,
	LONG_ANSWER_MS,
	LONG_ANSWER_WORDS,
	LONG_MONOLOGUE_MS,
	LOW_TALK_RATIO,
	MANY_OPEN_QUESTIONS,
	MOST_CUSTOMERS,
	SHORT_CALL_MS,
} from './benchmarks.ts';
import type { Commitment } from './commitments.ts';
import { claim, type Draft, type MomentFacts } from './draft.ts';
import { longestMonologue } from './monologue.ts';
import type { NextStep } from './next-step.ts';
import type { Objection } from './objections.ts';
import type { Question } from './questions.ts';
import { isCustomer } from './speakers.ts';
import { repShare } from './talk.ts';
import { countWords, examined, spanOfWords } from './text.ts';
import { spanOf, type Turn } from './turns.ts';
import { CLOSED_OPENING, OPEN_WORDS } from './words/questions.ts';
import { RECAP } from './words.ts';

export type CallFindings = {
	turns: Turn[];
	talk: TalkStatistics;
	questions: Question[];
	commitments: Commitment[];
	objections: Objection[];
	nextStep: NextStep | undefined;
};

/** Only calls with a customer on them can be coached: moments need somebody on the other side. */
export function momentDrafts(findings: CallFindings): Draft[] {
	if (!findings.turns.some((turn) => isCustomer(turn.speaker))) return [];
	return [...wentWell(findings), ...habits(findings)];
}

function wentWell(findings: CallFindings): Draft[] {
	return [
		...openingQuestions(findings),
		...curiosity(findings),
		...acknowledged(findings),
		...recaps(findings),
		...agreedNextStep(findings),
		...datedPromise(findings),
		...listening(findings),
	];
}

function habits(findings: CallFindings): Draft[] {
	return [
		...interruptions(findings),
		...unanswered(findings),
		...monologue(findings),
		...talkRatio(findings),
		...looseEnd(findings),
	];
}

type Moment = {
	tone: 'well' | 'habit';
	label: string;
	weight: number;
	text: string;
	/** The first is what a message quotes. */
	sentences: (Sentence | undefined)[];
	party?: string;
	due?: string;
	facts?: MomentFacts;
};

function moment({ sentences, ...said }: Moment): Draft {
	const claims = sentences
		.filter((sentence) => sentence !== undefined)
		.map((sentence) => claim(sentence, spanOfWords(sentence.text, said.due)));
	return { kind: 'coachable-moment', ...said, claims };
}

/** A question that yes or no does not answer. */
function isOpen({ text }: Sentence): boolean {
	const said = examined(text);
	return OPEN_WORDS.test(said) && !CLOSED_OPENING.test(said);
}

/** A question of substance that brought an answer of substance. */
function yieldOf({ sentence, answer }: Question): number {
	return 2 * Math.min(16, countWords(sentence.text)) + Math.min(40, answer?.words ?? 0);
}

/** What a stretch of talk begins with. */
const OPENING_SENTENCES = 20;

/** The first sentence that says something by itself; greetings are short. */
function opening(sentences: Sentence[]): Sentence | undefined {
	return (
		sentences
			.slice(0, OPENING_SENTENCES)
			.find(
				({ text }) => countWords(text) >= 8 && !/^(?:hi|hello|good (?:morning|afternoon)|welcome|thank)/i.test(text),
			) ?? sentences[0]
	);
}

/** Whole seconds, for sentences about spans of time. */
function seconds(ms: number): number {
	return Math.round(ms / 1000);
}

/** A question of the rep that a customer answered at length. Weighs more the longer the answer. */
function openingQuestions({ questions }: CallFindings): Draft[] {
	return questions.flatMap(({ asker, answer, sentence }) => {
		if (!asker.rep || !answer || !isCustomer(answer.speaker) || !isOpen(sentence)) return [];
		const length = answer.endMs - answer.startMs;
		// Without times nobody knows how long it took.
		if (length === 0) return [];
		if (length < LONG_ANSWER_MS && answer.words < LONG_ANSWER_WORDS) return [];
		return moment({
			tone: 'well',
			label: 'discovery-question',
			weight: 60 + Math.min(30, answer.words / 10),
			text: `The question got ${answer.speaker.name} talking for ${seconds(length)} seconds.`,
			sentences: [sentence, opening(answer.sentences)],
			party: answer.speaker.name,
			facts: { seconds: seconds(length) },
		});
	});
}

/** Many open questions, and a customer who did most of the talking; proven by the one that brought most. */
function curiosity({ questions, talk }: CallFindings): Draft[] {
	const open = questions.filter(
		({ asker, answer, sentence }) => asker.rep && answer && isCustomer(answer.speaker) && isOpen(sentence),
	);
	if (open.length < MANY_OPEN_QUESTIONS || talk.repTalkRatio > HIGH_TALK_RATIO) return [];
	const best = open.reduce((one, other) => (yieldOf(other) > yieldOf(one) ? other : one));
	return [
		moment({
			tone: 'well',
			label: 'curiosity',
			weight: 50 + Math.min(20, open.length),
			text: `The rep asked ${open.length} open questions that were answered.`,
			sentences: [best.sentence, best.answer && opening(best.answer.sentences)],
			party: best.answer?.speaker.name,
			facts: { times: open.length },
		}),
	];
}

function acknowledged({ objections }: CallFindings): Draft[] {
	return objections.flatMap(({ acknowledgment, sentence, label, speaker }) => {
		if (!acknowledgment?.speaker.rep) return [];
		// "Fair point." proves little by itself: then the concern is quoted.
		const short = countWords(acknowledgment.sentence.text) < 5;
		return moment({
			tone: 'well',
			label: 'acknowledged-concern',
			weight: 70,
			text: `${speaker.name}'s concern about ${label} was taken seriously.`,
			sentences: short ? [sentence, acknowledgment.sentence] : [acknowledgment.sentence, sentence],
			party: speaker.name,
			facts: { subject: label },
		});
	});
}

function recaps({ turns }: CallFindings): Draft[] {
	return turns.flatMap((turn, position) => {
		const before = turns[position - 1];
		if (!turn.speaker.rep || !before || !isCustomer(before.speaker)) return [];
		const sentence = turn.sentences.slice(0, 4).find(({ text }) => RECAP.test(examined(text)));
		if (!sentence) return [];
		return moment({
			tone: 'well',
			label: 'recap',
			weight: 65,
			text: `What ${before.speaker.name} had said was said back.`,
			sentences: [sentence],
			party: before.speaker.name,
		});
	});
}

function agreedNextStep({ nextStep, talk }: CallFindings): Draft[] {
	if (nextStep?.outcome !== 'agreed' || repShare(talk) < LITTLE_TALK_RATIO) return [];
	const { sentence, acceptance, due } = nextStep;
	return [
		moment({
			tone: 'well',
			label: 'next-step-agreed',
			weight: 55,
			text: `The call ended with a next step and a date: ${due}.`,
			sentences: [sentence, acceptance],
			due,
		}),
	];
}

function datedPromise({ commitments }: CallFindings): Draft[] {
	const promise = commitments.find(({ owner, due }) => owner.rep && due !== undefined);
	if (!promise) return [];
	return [
		moment({
			tone: 'well',
			label: 'dated-promise',
			weight: 40,
			text: `The promise had a date: ${promise.due}.`,
			sentences: [promise.sentence, promise.second],
			due: promise.due,
		}),
	];
}

/** The customer had the room; proven by the start of the longest customer story. */
function listening({ turns, talk }: CallFindings): Draft[] {
	if (totalSpeech(talk) < SHORT_CALL_MS) return [];
	if (talk.repTalkRatio < LOW_TALK_RATIO || talk.internalTalkRatio > 0.5) return [];
	const story = longestMonologue(turns, (turn) => isCustomer(turn.speaker));
	if (!story || story.endMs - story.startMs < LONG_ANSWER_MS) return [];
	const percent = Math.round((1 - talk.internalTalkRatio) * 100);
	const length = seconds(story.endMs - story.startMs);
	return [
		moment({
			tone: 'well',
			label: 'listening',
			weight: 50,
			text: `The customer had ${percent} % of the talk, and ${length} seconds in one go.`,
			sentences: [opening(story.sentences)],
			party: turns.find((turn) => turn.speaker.id === story.speakerId)?.speaker.name,
			facts: { seconds: length, percent },
		}),
	];
}

/** The rep began while a customer spoke, said more than a back-channel, and the customer fell silent. */
function interruptions({ turns }: CallFindings): Draft[] {
	const found = turns.flatMap((turn, position) => {
		const before = turns[position - 1];
		if (!turn.speaker.rep || !before || !isCustomer(before.speaker)) return [];
		const overlap = before.endMs - turn.startMs;
		if (overlap < INTERRUPTION_OVERLAP_MS || overlap > INTERRUPTION_YIELD_MS || turn.words < INTERRUPTION_WORDS)
			return [];
		const cut = before.sentences.findLast((sentence) => spanOf(sentence).endMs > turn.startMs);
		return cut ? [{ cut, began: turn.sentences[0], name: before.speaker.name }] : [];
	});
	const times = found.length;
	return found.map(({ cut, began, name }) =>
		moment({
			tone: 'habit',
			label: 'interrupted-customer',
			weight: 70 + Math.min(20, 5 * times),
			text: `${name} was still speaking when the rep began${times > 1 ? `; it happened ${times} times on this call` : ''}.`,
			sentences: [cut, began],
			party: name,
			facts: { times },
		}),
	);
}

/** A question that was put off with a dated promise is in good hands, and no habit. */
function unanswered({ questions, commitments }: CallFindings): Draft[] {
	const promisedIn = new Set(commitments.filter(({ due }) => due !== undefined).map(({ turn }) => turn));
	return questions
		.filter(({ answered, asker }) => !answered && isCustomer(asker))
		.filter(({ passedOverIn }) => passedOverIn === undefined || !promisedIn.has(passedOverIn))
		.map(({ sentence, asker }) =>
			moment({
				tone: 'habit',
				label: 'unanswered-question',
				weight: 75,
				text: `${asker.name}'s question stayed open.`,
				sentences: [sentence],
				party: asker.name,
			}),
		);
}

function monologue({ turns }: CallFindings): Draft[] {
	const longest = longestMonologue(turns, (turn) => turn.speaker.rep);
	if (!longest || longest.endMs - longest.startMs < LONG_MONOLOGUE_MS) return [];
	const length = seconds(longest.endMs - longest.startMs);
	return [
		moment({
			tone: 'habit',
			label: 'monologue',
			weight: 60 + Math.min(25, (length - seconds(LONG_MONOLOGUE_MS)) / 10),
			text: `The rep spoke for ${length} seconds in one go.`,
			sentences: [opening(longest.sentences)],
			facts: { seconds: length },
		}),
	];
}

function talkRatio({ turns, talk }: CallFindings): Draft[] {
	if (talk.repTalkRatio <= HIGH_TALK_RATIO || totalSpeech(talk) < SHORT_CALL_MS) return [];
	const longest = longestMonologue(turns, (turn) => turn.speaker.rep);
	if (!longest) return [];
	const percent = Math.round(talk.repTalkRatio * 100);
	return [
		moment({
			tone: 'habit',
			label: 'talk-ratio',
			weight: 50 + percent - 100 * HIGH_TALK_RATIO,
			text: `The rep had ${percent} % of the talk.`,
			sentences: [opening(longest.sentences)],
			facts: { percent, seconds: seconds(longest.endMs - longest.startMs) },
		}),
	];
}

function looseEnd({ nextStep, turns, talk }: CallFindings): Draft[] {
	if (!nextStep || nextStep.outcome === 'agreed' || repShare(talk) < LITTLE_TALK_RATIO) return [];
	const customers = new Set(turns.flatMap(({ speaker }) => (isCustomer(speaker) ? [speaker.id] : [])));
	if (customers.size > MOST_CUSTOMERS) return [];
	const undated = nextStep.outcome === 'undated';
	return [
		moment({
			tone: 'habit',
			label: undated ? 'undated-next-step' : 'no-next-step',
			weight: undated ? 45 : 68,
			text: undated ? 'What comes next was named without a date.' : 'The call ended without a next step.',
			sentences: [nextStep.sentence],
			party: nextStep.speaker.name,
		}),
	];
}

function totalSpeech(talk: TalkStatistics): number {
	return Object.values(talk.speechMs).reduce((total, ms) => total + ms, 0);
}
