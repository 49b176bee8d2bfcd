/** How a call ended: with a next step that has a date, with one that has none, or without. */
import type { Sentence } from '../../contract/call.ts';
import { acceptanceIn } from './agreement.ts';
import { CLOSING_SENTENCES, CLOSING_SHARE } from './benchmarks.ts';
import type { Commitment } from './commitments.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import { dueWords } from './due-words.ts';
import type { Speaker } from './speakers.ts';
import { countWords, endsAsQuestion, examined, spanOfWords } from './text.ts';
import type { Turn } from './turns.ts';
import { HYPOTHETICAL, VAGUE } from './words/meant.ts';
import { FAREWELL, MEETING, NEXT_STEP_NAMED, PROPOSAL, SETTLED, TIME_ASKED } from './words.ts';

export type NextStep = {
	/** `agreed`: with a date; `undated`: something is to follow, nobody said when; `missing`. */
	outcome: 'agreed' | 'undated' | 'missing';
	speaker: Speaker;
	sentence: Sentence;
	due?: string;
	/** For a proposal: the sentence that agreed. */
	acceptance?: Sentence;
};

/** As far back as this the words of a call are its last ones. */
const LAST_SENTENCES = 10;

/** "See you Monday" settles it, but a longer sentence says what for. */
const TELLING_WORDS = 7;

/**
 * Looks at the last third of a call (at least 20 sentences). Agreed: a meeting is settled for a named time, or proposed
 * and accepted, or something is promised with a date; the last of these counts. Undefined where nobody spoke.
 */
export function nextStepOf(turns: Turn[], commitments: Commitment[]): NextStep | undefined {
	const first = closingTurn(turns);
	const promises = commitments.filter(({ turn }) => turn >= first);
	const dated = promises.findLast(({ due }) => due !== undefined);
	return (
		meetingIn(turns, first) ??
		(dated && {
			outcome: 'agreed',
			speaker: dated.owner,
			sentence: dated.sentence,
			due: dated.due,
			acceptance: dated.second,
		}) ??
		undatedIn(turns, first, promises) ??
		missing(turns)
	);
}

/** One draft; a missing next step is proven by the words that closed the call. */
export function nextStepDrafts(step: NextStep | undefined, dayOf: DayOf): Draft[] {
	if (!step) return [];
	const said = claim(step.sentence, spanOfWords(step.sentence.text, step.due));
	const texts = {
		agreed: `A next step was agreed: ${step.due}.`,
		undated: 'A next step was named, without a date.',
		missing: 'The call ended without a next step.',
	};
	return [
		{
			kind: 'next-step',
			text: texts[step.outcome],
			party: step.speaker.name,
			affiliation: step.speaker.affiliation,
			due: step.due,
			dueDate: step.due && dayOf(step.due),
			label: step.outcome,
			weight: 1,
			claims: step.acceptance ? [said, claim(step.acceptance)] : [said],
		},
	];
}

/** Position of the turn with which the last part of the call begins. */
function closingTurn(turns: Turn[]): number {
	const sentences = turns.reduce((total, turn) => total + turn.sentences.length, 0);
	let left = Math.max(CLOSING_SENTENCES, Math.ceil(sentences * CLOSING_SHARE));
	for (let position = turns.length - 1; position >= 0; position -= 1) {
		left -= turns[position]?.sentences.length ?? 0;
		if (left <= 0) return position;
	}
	return 0;
}

/** The last meeting that was settled, or proposed and accepted, for a named time; one that says what for, if any. */
function meetingIn(turns: Turn[], first: number): NextStep | undefined {
	let brief: NextStep | undefined;
	for (let position = turns.length - 1; position >= first; position -= 1) {
		for (const sentence of turns[position]?.sentences.toReversed() ?? []) {
			const meeting = meetingOf(sentence, turns, position);
			if (meeting && countWords(sentence.text) >= TELLING_WORDS) return meeting;
			brief ??= meeting;
		}
	}
	return brief;
}

function meetingOf(sentence: Sentence, turns: Turn[], position: number): NextStep | undefined {
	const speaker = turns[position]?.speaker;
	const text = examined(sentence.text);
	const due = dueWords(text)?.words;
	if (!speaker || !due || HYPOTHETICAL.test(text)) return undefined;
	if (endsAsQuestion(sentence.text)) {
		const reply = turns[position + 1];
		const acceptance = reply && PROPOSAL.test(text) ? acceptanceIn(reply) : undefined;
		return acceptance && { outcome: 'agreed', speaker, sentence, due, acceptance };
	}
	if (VAGUE.test(text)) return undefined;
	const settled =
		namesTime(sentence, turns, position) || (MEETING.test(text) && SETTLED.test(text)) || NEXT_STEP_NAMED.test(text);
	return settled ? { outcome: 'agreed', speaker, sentence, due } : undefined;
}

/** "Which time works?" – "Half past nine, next week." */
function namesTime(sentence: Sentence, turns: Turn[], position: number): boolean {
	const asked = turns[position - 1]?.sentences.slice(-2) ?? [];
	return sentence === turns[position]?.sentences[0] && asked.some(({ text }) => TIME_ASKED.test(examined(text)));
}

function undatedIn(turns: Turn[], first: number, promises: Commitment[]): NextStep | undefined {
	const promise = promises.at(-1);
	if (promise)
		return { outcome: 'undated', speaker: promise.owner, sentence: promise.sentence, acceptance: promise.second };
	for (const turn of turns.slice(first).reverse()) {
		const sentence = turn.sentences.findLast(({ text }) => NEXT_STEP_NAMED.test(examined(text)));
		if (sentence) return { outcome: 'undated', speaker: turn.speaker, sentence };
	}
	return undefined;
}

/** The words that closed the call: the last ones that say something, before the goodbye where there are any. */
function missing(turns: Turn[]): NextStep | undefined {
	const last = turns
		.slice(-LAST_SENTENCES)
		.flatMap(({ speaker, sentences }) => sentences.map((sentence) => ({ speaker, sentence })))
		.slice(-LAST_SENTENCES)
		.reverse();
	const said = last.find(({ sentence: { text } }) => countWords(text) >= 4 && !FAREWELL.test(examined(text)));
	const found = said ?? last.find(({ sentence: { text } }) => countWords(text) >= 3) ?? last[0];
	return found && { outcome: 'missing', ...found };
}
