/** What customers say against a deal, and whether the other side met it. */
import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import { asks, heard, subjectOf } from './heard.ts';
import { type Reading, readingOf } from './learned/reading.ts';
import { type Acknowledgment, acknowledgmentIn, meetingReply } from './objection-reply.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { sharedStems } from './stems.ts';
import { countWords } from './text.ts';
import type { Turn } from './turns.ts';
import { NOT_MEANT, OBJECTION_LABELS, type ObjectionLabel, PLAIN_OBJECTIONS } from './words/objections.ts';

export type Objection = {
	speaker: Speaker;
	sentence: Sentence;
	label: ObjectionLabel;
	/** Position of its turn. */
	turn: number;
	/** The words with which the other side took it seriously. */
	acknowledgment?: Acknowledgment;
	/** The words with which the other side met it, with something to say on it or to ask about it. */
	reply?: Sentence;
};

/**
 * From this chance on a sentence counts as an objection. In calm calls, in which hardly anybody objects, a lower one takes
 * too much for an objection that is none (docs/insights.md).
 */
const OBJECTION_CHANCE = 0.8;

/**
 * Finds what speaks against buying, going on or renewing, said by a customer: the likeliest sentence of a turn, by its
 * words and those around it (learned/features.ts). What is said of it in one go is one objection. It is met when the
 * other side replies with something of substance before the talk goes on to something else.
 */
export function objectionsOf(turns: Turn[], reading: Reading = readingOf(turns)): Objection[] {
	const objections: Objection[] = [];
	for (const [position, turn] of turns.entries()) {
		if (!isCustomer(turn.speaker)) continue;
		const found = likeliest(turn, position, reading);
		if (!found || continues(objections, found, turns, position)) continue;
		const answering = turns.slice(position + 1, position + 3).find(({ speaker }) => !isCustomer(speaker));
		objections.push({
			speaker: turn.speaker,
			sentence: found.sentence,
			label: found.label,
			turn: position,
			acknowledgment: acknowledgmentIn(answering),
			reply: meetingReply(turns, position),
		});
	}
	return objections;
}

type Likely = { sentence: Sentence; label: ObjectionLabel; chance: number };

function likeliest(turn: Turn, position: number, reading: Reading): Likely | undefined {
	let most: Likely | undefined;
	for (const [place, sentence] of turn.sentences.entries()) {
		const chance = reading.sentence(position, place).objection;
		if (chance <= (most?.chance ?? -1)) continue;
		const plain = plainly(sentence);
		if (chance < OBJECTION_CHANCE && !plain) continue;
		const labels = reading.objection(position, place);
		const likely = OBJECTION_LABELS.reduce((best, one) => (labels[one] > labels[best] ? one : best));
		most = { sentence, chance, label: plain ?? likely };
	}
	return most;
}

/** In a longer sentence such words stand by chance. */
const PLAIN_WORDS = 20;

/** What a sentence objects to in words by which hardly anything else can be meant. */
function plainly(sentence: Sentence): ObjectionLabel | undefined {
	const text = heard(sentence);
	if (asks(sentence) || countWords(text) > PLAIN_WORDS || NOT_MEANT.test(text)) return undefined;
	return PLAIN_OBJECTIONS.find(({ pattern }) => pattern.test(text))?.label;
}

export function objectionDrafts(objections: Objection[]): Draft[] {
	return objections.map(({ speaker, sentence, label, reply }) => ({
		kind: 'objection',
		text: `${speaker.name} had a concern about ${OBJECTION_SUBJECTS[label]}${reply ? '' : ', and nobody took it up'}.`,
		party: speaker.name,
		affiliation: speaker.affiliation,
		label,
		met: reply !== undefined,
		weight: reply ? 1 : 2,
		claims: reply ? [claim(sentence), claim(reply)] : [claim(sentence)],
	}));
}

export const OBJECTION_SUBJECTS: Record<ObjectionLabel, string> = {
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
function continues(objections: Objection[], { label, sentence }: Likely, turns: Turn[], position: number): boolean {
	const subject = subjectOf(sentence);
	return objections.slice(-LOOKED_BACK).some((before) => {
		if (before.speaker.id !== turns[position]?.speaker.id || before.label !== label) return false;
		if (position - before.turn <= SAME_OBJECTION_TURNS) return true;
		const said = turns[before.turn]?.sentences.slice(-SEARCHED_SENTENCES) ?? [];
		return said.some((one) => sharedStems(subject, subjectOf(one)) > 0);
	});
}

const SEARCHED_SENTENCES = 10;
