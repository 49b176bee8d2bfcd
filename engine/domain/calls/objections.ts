/** What customers say against a deal, and whether the other side met it. */

import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import { asks, heard, subjectOf } from './heard.ts';
import { meetingReply } from './objection-reply.ts';
import { promisedIn } from './promises.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { sharedStems } from './stems.ts';
import { countWords } from './text.ts';
import type { Turn } from './turns.ts';
import {
	ACKNOWLEDGED,
	BUSY,
	ENOUGH,
	FEAR,
	HEARD,
	HEARD_IT,
	IN_ANSWER,
	LAST_WORDS,
	MONEY,
	PROMISED,
	RIVAL,
	SCALE,
	SHOCK,
	SIGNS,
	STATUS_QUO,
	SURE_WORDS,
} from './words/objection-signs.ts';
import { ACKNOWLEDGMENT, OBJECTIONS, type ObjectionLabel, SCHEDULING, SOBER_QUESTION } from './words/objections.ts';

export type Objection = {
	speaker: Speaker;
	sentence: Sentence;
	label: ObjectionLabel;
	/** Whether words say it by which nothing else can be meant. */
	certain: boolean;
	/** Position of its turn. */
	turn: number;
	/** The words with which the other side took it seriously. */
	acknowledgment?: { speaker: Speaker; sentence: Sentence };
	/** The words with which the other side met it, with something to say on it or to ask about it. */
	reply?: Sentence;
};

/** So near the end of a turn a sentence is what the reply takes seriously. */
const LAST_SENTENCES = 4;

/**
 * Finds what speaks against buying, going on or renewing, said by a customer: by words that surely do, or by words that
 * perhaps do where the speaker says that it is hard to say ("to be honest", "the thing is") or the other side takes it
 * seriously ("I hear you"). What is said of it in one go is one objection. It is met when the other side replies with
 * something of substance before the talk goes on to something else.
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

type Weighed = { sentence: Sentence; label: ObjectionLabel; points: number; sure: boolean };

/** The sentence of a turn that speaks most clearly against the deal, if any does. */
function weightiest(turn: Turn, before: Turn | undefined, reply: Turn | undefined): Weighed | undefined {
	let most: Weighed | undefined;
	const acknowledged = acknowledgmentIn(reply) !== undefined;
	const around = pointsAround(before, reply, acknowledged);
	for (const [place, sentence] of turn.sentences.entries()) {
		const text = heard(sentence);
		if ((asks(sentence) && !SOBER_QUESTION.test(text)) || SCHEDULING.test(text)) continue;
		const fromEnd = turn.sentences.length - 1 - place;
		const said = pointsOf(sentence, text, acknowledged && fromEnd < LAST_SENTENCES);
		if (said <= 0) continue;
		const points = said + (fromEnd < LAST_SENTENCES ? around : 0) + (fromEnd === 0 ? LAST_WORDS : 0);
		if (points >= ENOUGH && points > (most?.points ?? 0))
			most = { sentence, label: labelOf(text), points, sure: isSure(text) };
	}
	return most;
}

/** Signs gather in long sentences by chance: beyond this length each so many words cost a point. */
const LONG_WORDS = 30;
const WORDS_A_POINT = 5;

/** A sign of so many points says what something is about. */
const TELLING_POINTS = 2;

/**
 * Points of the words of a sentence; 0 where they are about nothing in particular or say nothing against it, and nobody
 * takes them seriously either.
 */
function pointsOf(sentence: Sentence, text: string, acknowledged: boolean): number {
	const sure = isSure(text);
	let [points, against, about] = [sure ? SURE_WORDS : 0, sure || acknowledged, sure || acknowledged];
	for (const sign of AGAINST) {
		if ((sure && sign.unless === 'sure') || !sign.pattern.test(text)) continue;
		points += sign.points;
		against ||= sign.points > 0;
		about ||= sign.points >= TELLING_POINTS && !sign.manner;
	}
	if (!against) return 0;
	for (const sign of NEUTRAL) {
		if (!sign.pattern.test(text)) continue;
		points += sign.points;
		about ||= sign.points >= TELLING_POINTS;
	}
	if (!about) return 0;
	const tooLong = Math.max(0, Math.ceil((countWords(text) - LONG_WORDS) / WORDS_A_POINT));
	return points - tooLong + (promisedIn(sentence) ? PROMISED : 0);
}

const AGAINST = SIGNS.filter(({ neutral }) => !neutral);
const NEUTRAL = SIGNS.filter(({ neutral }) => neutral);

function isSure(text: string): boolean {
	return OBJECTIONS.some(({ surely }) => surely.test(text));
}

/** What the turns before and after say of it. */
function pointsAround(before: Turn | undefined, reply: Turn | undefined, acknowledged: boolean): number {
	const asked = before && !isCustomer(before.speaker) && before.sentences.slice(-1).some(asks);
	const noticed = reply?.sentences.slice(0, 1).some((said) => HEARD_IT.test(heard(said))) ? HEARD : 0;
	return (asked ? IN_ANSWER : 0) + (acknowledged ? ACKNOWLEDGED : noticed);
}

/** What it is about: the first of the words that surely say so, else of the signs; whom to trust where nothing tells. */
function labelOf(text: string): ObjectionLabel {
	const sure = OBJECTIONS.find(({ surely }) => surely.test(text))?.label;
	return sure ?? BY_SIGN.find(([, pattern]) => pattern.test(text))?.[0] ?? 'trust';
}

const BY_SIGN: [ObjectionLabel, RegExp][] = [
	['competitor', RIVAL],
	['price', MONEY],
	['timing', BUSY],
	['need', STATUS_QUO],
	['need', SCALE],
	['trust', FEAR],
	['price', SHOCK],
];

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

function acknowledgmentIn(reply: Turn | undefined): Objection['acknowledgment'] {
	if (!reply || isCustomer(reply.speaker)) return undefined;
	const sentence = reply.sentences.slice(0, 3).find((said) => ACKNOWLEDGMENT.test(heard(said)));
	return sentence && { speaker: reply.speaker, sentence };
}
