/** Who promised what, and until when. */
import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import type { DayOf } from './due.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { endsAsQuestion, examined } from './text.ts';
import type { Turn } from './turns.ts';
import {
	ACCEPTANCE,
	DUE,
	HYPOTHETICAL,
	LET_ME,
	ON_THE_SPOT,
	PROMISE,
	PROMISE_IF_DATED,
	REFUSAL,
	REQUEST,
	REQUEST_IF_DATED,
	TIME_ACCEPTED,
	VAGUE,
} from './words.ts';

export type Commitment = {
	owner: Speaker;
	sentence: Sentence;
	/** Where the promise stands in the folded sentence. */
	span: { from: number; to: number };
	/** The words of the date, as spoken. */
	due?: string;
	/** Position of its turn. */
	turn: number;
	/** For "can you …? – sure": the sentence that agreed. */
	acceptance?: Sentence;
};

/** An acceptance that goes on longer than this is the answer itself, not a promise of one. */
const LONGEST_ACCEPTANCE_WORDS = 25;

/** Characters between a verb and the date that belongs to it. */
const LONGEST_DISTANCE = 100;

/**
 * Finds promises: "I'll send …", "we will get back to you …", and requests that the next speaker agrees to. The owner is
 * who promised. What is done on the spot ("I'll share my screen"), thought aloud ("if we can send …") or asked is none.
 */
export function commitmentsOf(turns: Turn[]): Commitment[] {
	const commitments: Commitment[] = [];
	for (const [position, turn] of turns.entries()) {
		for (const sentence of turn.sentences) {
			const found = endsAsQuestion(sentence.text)
				? requested(sentence, turns[position + 1], position)
				: promised(sentence, turn.speaker, position);
			if (found) commitments.push(found);
		}
	}
	return commitments;
}

/** The words of a date, as spoken; undefined where none is named. */
export function dueWords(text: string): { words: string; from: number; to: number } | undefined {
	const match = DUE.exec(text);
	if (!match) return undefined;
	return { words: match[0], from: match.index, to: match.index + match[0].length };
}

/** Drafts: dated promises weigh more. */
export function commitmentDrafts(commitments: Commitment[], dayOf: DayOf): Draft[] {
	return commitments.map(({ owner, sentence, span, due, acceptance }) => ({
		kind: 'commitment',
		text: due ? `${owner.name} made a promise with a date: ${due}.` : `${owner.name} made a promise without a date.`,
		party: owner.name,
		affiliation: owner.affiliation,
		due,
		dueDate: due && dayOf(due),
		label: acceptance ? 'agreed-to' : 'promised',
		weight: (due ? 2 : 0) + (isCustomer(owner) ? 0 : 1),
		claims: acceptance ? [claim(sentence, span), claim(acceptance)] : [claim(sentence, span)],
	}));
}

function promised(sentence: Sentence, owner: Speaker, turn: number): Commitment | undefined {
	const text = examined(sentence.text);
	const certain = PROMISE.exec(text) ?? LET_ME.exec(text);
	const match = certain ?? PROMISE_IF_DATED.exec(text);
	if (!match || HYPOTHETICAL.test(text) || ON_THE_SPOT.test(text)) return undefined;
	if (VAGUE.test(text.slice(0, match.index + match[0].length))) return undefined;
	const due = dueWords(text);
	if (!certain && !isBeside(match, due)) return undefined;
	return { owner, sentence, turn, due: due?.words, span: spanning(match, due) };
}

function requested(sentence: Sentence, reply: Turn | undefined, turn: number): Commitment | undefined {
	const text = examined(sentence.text);
	const certain = REQUEST.exec(text);
	const match = certain ?? REQUEST_IF_DATED.exec(text);
	if (!match || !reply || reply.words > LONGEST_ACCEPTANCE_WORDS || ON_THE_SPOT.test(text)) return undefined;
	const due = dueWords(text);
	const acceptance = acceptanceIn(reply);
	if (!acceptance || (!certain && !isBeside(match, due))) return undefined;
	// A reply that promises in words of its own is found as that promise.
	if (reply.sentences.some((said) => promised(said, reply.speaker, turn))) return undefined;
	return { owner: reply.speaker, sentence, turn, due: due?.words, span: spanning(match, due), acceptance };
}

/** The sentence in which a reply agrees; undefined where it does not, or takes it back. */
export function acceptanceIn(reply: Turn): Sentence | undefined {
	const [first] = reply.sentences;
	if (!first || !agrees(examined(first.text))) return undefined;
	if (reply.sentences.slice(0, 3).some((sentence) => REFUSAL.test(examined(sentence.text)))) return undefined;
	return first;
}

function agrees(text: string): boolean {
	return ACCEPTANCE.test(text) || TIME_ACCEPTED.test(text);
}

/** For a verb that promises only with a date: the date follows it, or stands just before it. */
function isBeside(match: RegExpExecArray, due: { from: number; to: number } | undefined): boolean {
	if (!due) return false;
	const distance = due.from >= match.index ? due.from - (match.index + match[0].length) : 2 * (match.index - due.to);
	return distance <= LONGEST_DISTANCE;
}

function spanning(match: RegExpExecArray, due: { from: number; to: number } | undefined): { from: number; to: number } {
	const to = match.index + match[0].length;
	return { from: Math.min(match.index, due?.from ?? match.index), to: Math.max(to, due?.to ?? to) };
}
