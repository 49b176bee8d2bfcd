/** Whether a sentence promises something. */
import type { Sentence } from '../../contract/call.ts';
import { clauseAround } from './clause.ts';
import type { DueWords } from './due-words.ts';
import { asks, datesIn, heard, onceEach } from './heard.ts';
import { DATED_DEED, DEED } from './words/deeds.ts';
import {
	CONDITION_AFTER,
	CONDITION_BEFORE,
	HABITUAL,
	HYPOTHETICAL,
	ON_THE_SPOT,
	TAKEN_BACK,
	TOLD,
	VAGUE,
} from './words/meant.ts';
import { NO_DEED } from './words/on-the-call.ts';
import { type Found, follows } from './words/pattern.ts';
import {
	ABLE,
	ANY_VERB,
	LET_ME,
	LET_ME_DEED,
	MYSELF,
	OURSELVES,
	SOMEBODY,
	TAKES_ON,
	YOU_WILL_HAVE,
	YOU_WILL_HAVE_SURELY,
} from './words/promises.ts';

export type Promised = {
	/** The words that promise, in the examined text. */
	words: string;
	due: DueWords | undefined;
	/** Who takes it on, where the sentence names somebody else than its speaker. */
	name?: string;
};

/** Characters between a verb and the date that belongs to it. */
const LONGEST_DISTANCE = 100;

/** Conjunctions with which another thought begins. */
const NEXT_THOUGHT = / (?:and|but|so|because|since|although) |; |\. /;

/** What every promise has one of. */
const PROMISING =
	/'ll\b|\bwill\b|\bgoing to\b|\bgonna\b|\bshall\b|let me|better|\bleave\b|\bowe\b|'d |\bcan\b|could|should|need to|have to|must|action|mine|on me|on it|consider|note to|happy to/i;

/** What the sentence promises, whoever says it; undefined for a thought, a condition, a habit, a joke about the present. */
export const promisedIn = onceEach(promised);

function promised(sentence: Sentence): Promised | undefined {
	const text = heard(sentence);
	if (!PROMISING.test(text) || TAKEN_BACK.test(text)) return undefined;
	const dates = datesIn(sentence);
	if (asks(sentence)) return besideQuestion(text, dates);
	const found =
		follows(text, MYSELF, DEED) ??
		follows(text, OURSELVES, DEED) ??
		ownDeed(text) ??
		follows(text, LET_ME, LET_ME_DEED) ??
		whole(TAKES_ON, text) ??
		follows(text, SOMEBODY, DEED) ??
		dated(follows(text, ABLE, DATED_DEED), dates) ??
		youWillHave(text, dates);
	if (!found || !isMeant(text, found)) return undefined;
	return { words: found.words, due: dueOf(found, dates), name: found.group };
}

/** "I'll show it to you both on Friday, or is that too soon?" promises before it asks. */
function besideQuestion(text: string, dates: DueWords[]): Promised | undefined {
	const found = follows(text, MYSELF, DEED) ?? ownDeed(text) ?? dated(follows(text, MYSELF, DATED_DEED), dates);
	if (!found || !isMeant(text, found) || clauseAround(text, found).to === text.length) return undefined;
	return { words: found.words, due: dueOf(found, dates) };
}

/** "I'm going to write it up" is one; "I'm going to Rome" is none. */
function ownDeed(text: string): Found | undefined {
	const found = follows(text, MYSELF, ANY_VERB, NO_DEED);
	return found && !/ [A-Z]\S*$/.test(found.words) ? found : undefined;
}

function youWillHave(text: string, dates: DueWords[]): Found | undefined {
	const found = whole(YOU_WILL_HAVE, text);
	if (!found || YOU_WILL_HAVE_SURELY.test(text.slice(found.from))) return found;
	return dated(
		found,
		dates.filter(({ from }) => from >= found.from),
	);
}

export function whole(pattern: RegExp, text: string): Found | undefined {
	const match = pattern.exec(text);
	return match ? { from: match.index, to: match.index + match[0].length, words: match[0] } : undefined;
}

/** The date that belongs to a promise: of "we met on Monday, I'll send it by Friday" the first behind it, else the last before. */
function dueOf({ from }: Found, dates: DueWords[]): DueWords | undefined {
	return dates.find((due) => due.from >= from) ?? dates.at(-1);
}

/** For a verb that promises only with a date: the date follows it, or stands just before it. */
export function dated(found: Found | undefined, dates: DueWords[]): Found | undefined {
	const due = found && dueOf(found, dates);
	if (!found || !due) return undefined;
	const distance = due.from >= found.from ? due.from - found.to : 2 * (found.from - due.to);
	return distance <= LONGEST_DISTANCE ? found : undefined;
}

/** Whether nothing around the words takes from them that they are meant, and meant for later. */
function isMeant(text: string, found: Found): boolean {
	const clause = clauseAround(text, found);
	const before = text.slice(0, found.from);
	const opening = text.slice(clause.from, found.to);
	if (HYPOTHETICAL.test(opening) || VAGUE.test(opening) || CONDITION_BEFORE.test(before)) return false;
	if (TOLD.test(before.replace(/\b(?:as|like) I (?:said|mentioned),?/i, ''))) return false;
	if (CONDITION_AFTER.test(text.slice(found.to).split(NEXT_THOUGHT)[0] ?? '')) return false;
	return !ON_THE_SPOT.test(text.slice(clause.from, clause.to)) && !HABITUAL.test(text);
}
