/** What customers say against a deal, and whether the other side met it. */
import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import { subjectOf } from './heard.ts';
import { type Acknowledgment, acknowledgmentIn, type Weighed, weightiest } from './objection-points.ts';
import { meetingReply } from './objection-reply.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { sharedStems } from './stems.ts';
import type { Turn } from './turns.ts';
import type { ObjectionLabel } from './words/objections.ts';

export type Objection = {
	speaker: Speaker;
	sentence: Sentence;
	label: ObjectionLabel;
	/** Whether words say it by which nothing else can be meant. */
	certain: boolean;
	/** Position of its turn. */
	turn: number;
	/** The words with which the other side took it seriously. */
	acknowledgment?: Acknowledgment;
	/** The words with which the other side met it, with something to say on it or to ask about it. */
	reply?: Sentence;
};

/**
 * Finds what speaks against buying, going on or renewing, said by a customer: by words that do so by themselves, or by
 * signs that do so together: what it is about, how it is said ("to be honest"), and how the other side takes it ("I hear
 * you"). See words/objection-signs.ts for their points. What is said of it in one go is one objection. It is met when the
 * other side replies with something of substance before the talk goes on to something else.
 */
export function objectionsOf(turns: Turn[]): Objection[] {
	const objections: Objection[] = [];
	for (const [position, turn] of turns.entries()) {
		if (!isCustomer(turn.speaker)) continue;
		const reply = turns.slice(position + 1, position + 3).find(({ speaker }) => !isCustomer(speaker));
		const acknowledgment = acknowledgmentIn(reply);
		const found = weightiest(turn, turns[position - 1], reply);
		if (!found || continues(objections, found, turns, position)) continue;
		objections.push({
			...{
				speaker: turn.speaker,
				sentence: found.sentence,
				label: found.label,
				certain: found.sure,
				turn: position,
				acknowledgment,
			},
			reply: meetingReply(turns, position),
		});
	}
	return objections;
}

export function objectionDrafts(objections: Objection[]): Draft[] {
	return objections.map(({ speaker, sentence, label, reply }) => ({
		kind: 'objection',
		text: `${speaker.name} had a concern about ${SUBJECTS[label]}${reply ? '' : ', and nobody took it up'}.`,
		party: speaker.name,
		affiliation: speaker.affiliation,
		label,
		met: reply !== undefined,
		weight: reply ? 1 : 2,
		claims: reply ? [claim(sentence), claim(reply)] : [claim(sentence)],
	}));
}

const SUBJECTS: Record<ObjectionLabel, string> = {
	price: 'the price',
	timing: 'the timing',
	need: 'the need for it',
	trust: 'whether it can be relied on',
	competitor: 'another vendor',
};

/** So many turns on, somebody who objects in the same way goes on with the same objection. */
const SAME_OBJECTION_TURNS = 4;
/** So many objections back are looked at. */
const LOOKED_BACK = 12;

/** Whether the speaker only goes on with an objection from before, or comes back to it with one of its words. */
function continues(
	objections: Objection[],
	{ label, sentence, sure }: Weighed,
	turns: Turn[],
	position: number,
): boolean {
	const subject = subjectOf(sentence);
	return objections.slice(-LOOKED_BACK).some((before) => {
		if (before.speaker.id !== turns[position]?.speaker.id) return false;
		if (position - before.turn <= SAME_OBJECTION_TURNS && (before.label === label || !sure)) return true;
		if (before.label !== label) return false;
		const said = turns[before.turn]?.sentences.slice(-SEARCHED_SENTENCES) ?? [];
		return said.some((one) => sharedStems(subject, subjectOf(one)) > 0);
	});
}

const SEARCHED_SENTENCES = 10;
