/** How a call ended: with a next step that has a day, with one that has none, or without. */
import type { Sentence } from '../../contract/call.ts';
import { acceptanceIn } from './agreement.ts';
import { appointmentsOf, standing } from './appointments.ts';
import { CLOSING_SENTENCES, CLOSING_SHARE } from './benchmarks.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import { asks, dueIn, heard } from './heard.ts';
import { endingPlaces } from './learned/ending-features.ts';
import { type Reading, readingOf } from './learned/reading.ts';
import { dateBefore } from './same-day.ts';
import type { Speaker } from './speakers.ts';
import { countWords, spanOfWords } from './text.ts';
import type { Turn } from './turns.ts';
import { ACCEPTANCE } from './words/agreement.ts';
import { CONDITION_BEFORE, TOLD, VAGUE } from './words/meant.ts';
import { CALL_ME, DECLINED, FAREWELL, NEXT_STEP_NAMED, SOMETIME, TALK_AGAIN, TOGETHER } from './words/next-steps.ts';
import { follows } from './words/pattern.ts';

export type NextStep = {
	/** `agreed`: both sides settled on a day; `undated`: something is to follow, nobody said when; `missing`. */
	outcome: 'agreed' | 'undated' | 'missing';
	speaker: Speaker;
	sentence: Sentence;
	due?: string;
	/** The sentence that agreed, where one did. */
	acceptance?: Sentence;
	/** Where the date of its weekday was named. */
	dated?: Sentence;
};

/** As far back as this the words of a call are its last ones. */
const LAST_SENTENCES = 10;

/**
 * Judged by the words of the last sentences, the likeliest first, and by what rules see: agreed, where both sides settle on
 * a day for something between them; undated, where they name what follows and no day. What one side sends by a day is a
 * promise and no next step. Undefined where nobody spoke.
 */
export function nextStepOf(turns: Turn[], reading: Reading = readingOf(turns)): NextStep | undefined {
	const rules = byRules(turns);
	if (!rules) return undefined;
	const chances = reading.ending(rules.outcome);
	const outcome = OUTCOMES.reduce((best, one) => (chances[one] > chances[best] ? one : best));
	if (outcome === 'missing') return chances[rules.outcome] >= NOT_RULED_OUT ? rules : missing(turns);
	const [best, ...others] = endingPlaces(turns, (position, place) => reading.sentence(position, place)['next-step']);
	const said = best && turns[best.position]?.sentences[best.place];
	const speaker = best && turns[best.position]?.speaker;
	if (!said || !speaker) return undefined;
	if (WISHED.test(heard(said))) return missing(turns);
	const second = others.find((one) => Math.abs(one.position - best.position) <= NEAR_TURNS && one.chance >= LIKELY);
	const other = second && turns[second.position]?.sentences[second.place];
	const words = outcome === 'agreed' ? [said, other].flatMap((one) => (one && dueIn(one)?.words) ?? [])[0] : undefined;
	const dated = words ? dateBefore(words, said, turns, best.position) : undefined;
	const due = dated?.words ?? words;
	return {
		outcome,
		speaker,
		sentence: said,
		due: due ?? (outcome === 'agreed' && rules.outcome === 'agreed' ? rules.due : undefined),
		acceptance: other,
		dated: dated?.sentence,
	};
}

/** "Let's hope we meet again next quarter" settles nothing. */
const WISHED = /\b(?:let'?s hope|hope to|hoping to|hopefully|I wish|who knows)\b/i;
const OUTCOMES = ['agreed', 'undated', 'missing'] as const;
/** From this chance on a next step that rules see is one. */
const NOT_RULED_OUT = 0.15;
const NEAR_TURNS = 3;
const LIKELY = 0.5;

/** What rules see: the last day on which both sides settle in the last part of the call; or that the two will talk again. */
export function byRules(turns: Turn[]): NextStep | undefined {
	const last = turns.slice(closingTurn(turns));
	const agreed = standing(appointmentsOf(last));
	if (agreed) return { outcome: 'agreed', ...agreed };
	return undatedIn(turns) ?? missing(turns);
}

/** One draft; a missing next step is proven by the words that closed the call. */
export function nextStepDrafts(step: NextStep | undefined, dayOf: DayOf): Draft[] {
	if (!step) return [];
	const said = claim(step.sentence, spanOfWords(step.sentence.text, step.due));
	const others = new Set([step.acceptance, step.dated].filter((sentence) => sentence !== undefined));
	const texts = {
		agreed: step.due ? `A next step was agreed: ${step.due}.` : 'A next step was agreed.',
		undated: 'A next step was named, without a day.',
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
			claims: [said, ...[...others].map((sentence) => claim(sentence))],
		},
	];
}

/** Position of the turn with which the last part of the call begins. */
export function closingTurn(turns: Turn[]): number {
	const sentences = turns.reduce((total, turn) => total + turn.sentences.length, 0);
	let left = Math.max(CLOSING_SENTENCES, Math.ceil(sentences * CLOSING_SHARE));
	for (let position = turns.length - 1; position >= 0; position -= 1) {
		left -= turns[position]?.sentences.length ?? 0;
		if (left <= 0) return position;
	}
	return 0;
}

/** The last words by which the two will talk again, or that name the next step. */
function undatedIn(turns: Turn[]): NextStep | undefined {
	const first = closingTurn(turns);
	for (let position = turns.length - 1; position >= first; position -= 1) {
		const turn = turns[position];
		const sentence = turn?.sentences.findLast((said) => followsUp(said, turns[position + 1]));
		if (turn && sentence) return { outcome: 'undated', speaker: turn.speaker, sentence };
	}
	return undefined;
}

function followsUp(sentence: Sentence, reply: Turn | undefined): boolean {
	const text = heard(sentence);
	if (VAGUE.test(text) || (CONDITION_BEFORE.test(text) && !/\bif (?:that|it) (?:works|suits)/i.test(text)))
		return false;
	const found = follows(text, TOGETHER, TALK_AGAIN);
	const again = CALL_ME.test(text) || (found !== undefined && !TOLD.test(text.slice(0, found.from)));
	if (asks(sentence)) return again && reply !== undefined && acceptanceIn(reply) !== undefined;
	if (reply && declines(reply)) return false;
	return NEXT_STEP_NAMED.test(text) || (again && SOMETIME.test(text));
}

function declines(reply: Turn): boolean {
	const opening = reply.sentences.slice(0, 2).map((said) => heard(said));
	return !ACCEPTANCE.test(opening[0] ?? '') && opening.some((text) => DECLINED.test(text));
}

/** The words that closed the call: the last ones that say something, before the goodbye where there are any. */
function missing(turns: Turn[]): NextStep | undefined {
	const last = turns
		.slice(-LAST_SENTENCES)
		.flatMap(({ speaker, sentences }) => sentences.map((sentence) => ({ speaker, sentence })))
		.slice(-LAST_SENTENCES)
		.reverse();
	const said = last.find(({ sentence }) => countWords(sentence.text) >= 4 && !FAREWELL.test(heard(sentence)));
	const found = said ?? last.find(({ sentence: { text } }) => countWords(text) >= 3) ?? last[0];
	return found && { outcome: 'missing', ...found };
}
