/** Days on which both sides settle. */
import type { Sentence } from '../../contract/call.ts';
import { acceptanceIn } from './agreement.ts';
import type { DueWords } from './due-words.ts';
import { asks, dueIn, heard } from './heard.ts';
import { promisedIn } from './promises.ts';
import { dateAfter, dateBefore } from './same-day.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { countWords } from './text.ts';
import type { Turn } from './turns.ts';
import { TIME_ACCEPTED } from './words/agreement.ts';
import { DAY_NAMES, NO_DAY, TIME_OF_DAY } from './words/dates.ts';
import { HYPOTHETICAL, VAGUE } from './words/meant.ts';
import {
	COME_THEN,
	MEETING,
	NEXT_STEP_NAMED,
	PROPOSAL,
	SETTLED,
	TAKEN_BACK_DAY,
	TIME_ASKED,
} from './words/next-steps.ts';

export type Appointment = {
	/** Position of its turn. */
	turn: number;
	speaker: Speaker;
	sentence: Sentence;
	due: string;
	/** The sentence of the other side that agreed. */
	acceptance?: Sentence;
	/** Where the date of its weekday was named. */
	dated?: Sentence;
	/** Whether the words say that it is a meeting, and not only a day that both name. */
	sure: boolean;
	/** Whether they only confirm what the other side said before. */
	confirms: boolean;
};

/** A reply that only names the day again is short. */
const ECHO_WORDS = 12;
/** So many turns on the other side may still agree, after a word about the hour. */
const REPLY_TURNS = 3;
/** "Tuesday the fifth, then." */
const SHORT_DAY_WORDS = 7;
/** Until then one side has something to do. */
const DEADLINE = /^(?:by|before|until|no later)\b/i;
/** "See you Monday" settles it, but a longer sentence says what for. */
const TELLING_WORDS = 7;

/**
 * Every day for which something is proposed and accepted, named by both sides, or said as settled, in the order of the
 * call. What only one side will do by a day is a promise, and none of these.
 */
export function appointmentsOf(turns: Turn[]): Appointment[] {
	return turns.flatMap((turn, position) =>
		turn.sentences.flatMap((sentence) => appointmentOf(sentence, turns, position) ?? []),
	);
}

/** The last that stands; of what was said of it in one exchange the words that say most. */
export function standing(appointments: Appointment[]): Appointment | undefined {
	const last = appointments.findLast(({ sure }) => sure) ?? appointments.at(-1);
	if (!last) return undefined;
	const exchange = appointments.filter(
		({ sure, turn }) => sure === last.sure && Math.abs(last.turn - turn) <= REPLY_TURNS,
	);
	return (
		exchange.findLast(({ sentence, confirms }) => !confirms && countWords(sentence.text) >= TELLING_WORDS) ??
		exchange.findLast(({ confirms }) => !confirms) ??
		last
	);
}

function appointmentOf(sentence: Sentence, turns: Turn[], position: number): Appointment | undefined {
	const turn = turns[position];
	const text = heard(sentence);
	const due = dueIn(sentence);
	if (!turn || !due || NO_DAY.test(due.words) || (DEADLINE.test(due.words) && !MEETING.test(text))) return undefined;
	if (HYPOTHETICAL.test(text) || takenBack(text, due) || promisesAlone(sentence)) return undefined;
	const question = asks(sentence);
	const named = namesTime(sentence, turns, position);
	const meets = named || MEETING.test(text) || (countWords(text) <= SHORT_DAY_WORDS && !DEADLINE.test(due.words));
	const reply = agreedTo(turns, position, text);
	const agreed = reply ?? confirmed(turns, position, text);
	const next = turn.sentences[turn.sentences.indexOf(sentence) + 1];
	const dated = dateAfter(due.words, [next, agreed?.sentence]) ?? dateBefore(due.words, sentence, turns, position);
	const found = {
		...{ turn: position, speaker: turn.speaker, sentence },
		due: dated?.words ?? due.words,
		dated: dated?.sentence,
		confirms: !reply && agreed !== undefined,
	};
	if (agreed && (question ? agreed.echo || PROPOSAL.test(text) : meets))
		return { ...found, acceptance: agreed.sentence, sure: meets || agreed.works || agreed.echo };
	if (question || VAGUE.test(text)) return undefined;
	if (named || (MEETING.test(text) && SETTLED.test(text)) || NEXT_STEP_NAMED.test(text))
		return { ...found, sure: true };
	return agreed?.names ? { ...found, acceptance: agreed.sentence, sure: agreed.works } : undefined;
}

/** "No wait, I'm away on Thursday", but not "no wait, Friday at three". */
function takenBack(text: string, due: DueWords): boolean {
	const match = TAKEN_BACK_DAY.exec(text);
	return (
		match !== null && !(/^(?:no wait|actually)/i.test(match[0]) && due.from - (match.index + match[0].length) <= 2)
	);
}

/** "I'll send it on Friday" is a matter of one side; "I'll call you on Friday" is one of both. */
function promisesAlone(sentence: Sentence): boolean {
	const promise = promisedIn(sentence);
	return promise !== undefined && !/\b(?:call|ring|see|meet|visit|show|come|bring)\b/i.test(promise.words);
}

/** "Which time works?" – "Half past nine, next week." */
function namesTime(sentence: Sentence, turns: Turn[], position: number): boolean {
	const asked = turns[position - 1]?.sentences.slice(-2) ?? [];
	return (
		turns[position]?.sentences.slice(0, 2).includes(sentence) === true &&
		asked.some((said) => TIME_ASKED.test(heard(said)))
	);
}

type Agreed = {
	sentence: Sentence;
	/** Names the day or an hour, or says that it works. */
	echo: boolean;
	names: boolean;
	works: boolean;
};

/** Whether somebody else agrees: by a yes right after, or by naming the day or the hour again. */
function agreedTo(turns: Turn[], position: number, text: string): Agreed | undefined {
	const turn = turns[position];
	const named = daysIn(text);
	for (const reply of turns.slice(position + 1, position + 1 + REPLY_TURNS)) {
		if (!turn || reply.speaker.id === turn.speaker.id || !otherSide(reply.speaker, turn.speaker, turns)) continue;
		for (const sentence of reply.sentences.slice(0, 3)) {
			const said = heard(sentence);
			if (TAKEN_BACK_DAY.test(said) || promisedIn(sentence)) break;
			if (countWords(said) > ECHO_WORDS) continue;
			const works = TIME_ACCEPTED.test(said);
			const names = daysIn(said).some((day) => named.includes(day));
			const echo = names || TIME_OF_DAY.test(said);
			if (works || echo) return { sentence, echo: echo || works, names, works };
		}
		if (reply !== turns[position + 1]) continue;
		const accepted = acceptanceIn(reply) ?? reply.sentences.slice(0, 1).find((one) => COME_THEN.test(heard(one)));
		if (accepted) return { sentence: accepted, echo: false, names: false, works: false };
	}
	return undefined;
}

/** "Friday at three it is", after the other side named that Friday. */
function confirmed(turns: Turn[], position: number, text: string): Agreed | undefined {
	const [turn, before] = [turns[position], turns[position - 1]];
	if (!turn || !before || !otherSide(before.speaker, turn.speaker, turns)) return undefined;
	if (countWords(text) > ECHO_WORDS || !(TIME_ACCEPTED.test(text) || /\bthen(?=[.!,]|$)/.test(text))) return undefined;
	const named = daysIn(text);
	const sentence = before.sentences.slice(-2).find((said) => daysIn(heard(said)).some((day) => named.includes(day)));
	return sentence && { sentence, echo: true, names: true, works: true };
}

/** With one side on the call alone, as among partners, anybody else may agree. */
function otherSide(one: Speaker, other: Speaker, turns: Turn[]): boolean {
	return (
		isCustomer(one) !== isCustomer(other) || !turns.some(({ speaker }) => isCustomer(speaker) !== isCustomer(other))
	);
}

function daysIn(text: string): string[] {
	return (text.match(DAY_NAMES) ?? []).map((day) => day.toLowerCase());
}
