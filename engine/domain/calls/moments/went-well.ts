/** What went well: praise of the rep. */
import type { Sentence } from '../../../contract/call.ts';
import {
	HIGH_TALK_RATIO,
	LITTLE_TALK_RATIO,
	LONG_ANSWER_MS,
	LONG_ANSWER_WORDS,
	LOW_TALK_RATIO,
	MANY_OPEN_QUESTIONS,
	SHORT_CALL_MS,
} from '../benchmarks.ts';
import type { Draft } from '../draft.ts';
import { heard } from '../heard.ts';
import { longestMonologue } from '../monologue.ts';
import type { Question } from '../questions.ts';
import { isCustomer } from '../speakers.ts';
import { repShare } from '../talk.ts';
import { countWords } from '../text.ts';
import type { Turn } from '../turns.ts';
import { RECAP } from '../words/moments.ts';
import { CLOSED_OPENING, OPEN_WORDS } from '../words/questions.ts';
import { type CallFindings, totalSpeech } from './findings.ts';
import { moment, opening, seconds } from './moment.ts';

export function wentWell(findings: CallFindings): Draft[] {
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

/** A question that yes or no does not answer. */
function isOpen(sentence: Sentence): boolean {
	const said = heard(sentence);
	return OPEN_WORDS.test(said) && !CLOSED_OPENING.test(said);
}

/** A question of substance that brought an answer of substance. */
function yieldOf({ sentence, answer }: Question): number {
	return 2 * Math.min(16, countWords(sentence.text)) + Math.min(40, answer?.words ?? 0);
}

/**
 * A question of the rep that a customer answered at length, of several that one answer followed the best. Weighs more the
 * longer the answer.
 */
function openingQuestions({ questions }: CallFindings): Draft[] {
	const best = new Map<Turn, Question>();
	for (const question of questions) {
		const { asker, answer, sentence } = question;
		if (!asker.rep || !answer || !isCustomer(answer.speaker) || !isOpen(sentence)) continue;
		const other = best.get(answer);
		if (!other || yieldOf(question) > yieldOf(other)) best.set(answer, question);
	}
	return [...best].flatMap(([answer, { sentence }]) => {
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
		const sentence = turn.sentences.slice(0, 4).find((said) => RECAP.test(heard(said)));
		if (!sentence) return [];
		return moment({
			tone: 'well',
			label: 'recap',
			weight: 65,
			text: `What ${before.speaker.name} had said was said back.`,
			sentences: recapped(turn, sentence),
			party: before.speaker.name,
		});
	});
}

/** "Okay, so if I play that back." says less than what follows. */
function recapped({ sentences }: Turn, opening: Sentence): Sentence[] {
	const next = sentences[sentences.indexOf(opening) + 1];
	return next && countWords(opening.text) < TELLING_WORDS ? [next, opening] : [opening];
}

const TELLING_WORDS = 8;

function agreedNextStep({ nextStep, talk }: CallFindings): Draft[] {
	if (nextStep?.outcome !== 'agreed' || repShare(talk) < LITTLE_TALK_RATIO) return [];
	const { sentence, acceptance, due } = nextStep;
	return [
		moment({
			tone: 'well',
			label: 'next-step-agreed',
			weight: 55,
			text: `Both sides settled on a day for what comes next: ${due}.`,
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
