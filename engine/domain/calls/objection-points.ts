/** How clearly the words of a turn, and those around it, speak against a deal. */
import type { Sentence } from '../../contract/call.ts';
import { asks, heard } from './heard.ts';
import { promisedIn } from './promises.ts';
import { isCustomer, type Speaker } from './speakers.ts';
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

export type Acknowledgment = { speaker: Speaker; sentence: Sentence };

/** So near the end of a turn a sentence is what the reply takes seriously. */
const LAST_SENTENCES = 4;

export type Weighed = { sentence: Sentence; label: ObjectionLabel; points: number; sure: boolean };

/** The sentence of a turn that speaks most clearly against the deal, if any does. */
export function weightiest(turn: Turn, before: Turn | undefined, reply: Turn | undefined): Weighed | undefined {
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

/** The words with which the other side takes it seriously, where its reply begins with such. */
export function acknowledgmentIn(reply: Turn | undefined): Acknowledgment | undefined {
	if (!reply || isCustomer(reply.speaker)) return undefined;
	const sentence = reply.sentences.slice(0, 3).find((said) => ACKNOWLEDGMENT.test(heard(said)));
	return sentence && { speaker: reply.speaker, sentence };
}
