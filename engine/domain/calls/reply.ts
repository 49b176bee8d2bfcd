/** What a turn says in reply, whatever the question was. */
import type { Sentence } from '../../contract/call.ts';
import { asks, heard, onceEach } from './heard.ts';
import { countWords } from './text.ts';
import { saysNothing, type Turn } from './turns.ts';
import {
	CHANGE_OF_SUBJECT,
	DEFERRAL,
	EVASIVE,
	INTERRUPTS,
	LATER_ON_THIS_CALL,
	ONLY_REACTS,
	REFERRAL,
	RESOLVED,
	SAID_BEFORE,
	SHORT_ANSWER,
	UNINTELLIGIBLE,
} from './words/questions.ts';

export type Reply = {
	/** Nothing but questions, or words that only signal listening. */
	onlyAsks: boolean;
	/** Ends by asking something. */
	asksBack: boolean;
	/** Nobody can tell what was said: it may well have been the answer. */
	unintelligible: boolean;
	/** "We will get to pricing at the end." */
	leavesForLater: boolean;
	/** "I'd have to check." */
	putsOff: boolean;
	/** "Let me show you the board." */
	changesSubject: boolean;
	/** Its last words are such. */
	endsElsewhere: boolean;
	/** "Sorry, one second." */
	interrupts: boolean;
	/** "Every one of them is a bit different …" */
	evades: boolean;
	/** "Ann, you know that better than I do." */
	refers: boolean;
	/** "Yes." "About forty." */
	opensAnswer: boolean;
	/** Says something that may answer. */
	says: boolean;
};

/** A longer reply is an answer, even if somewhere in it something is not known. */
const LONGEST_DEFERRAL_WORDS = 70;
/** A shorter sentence does not show what a reply is about. */
const TELLING_WORDS = 4;
/** "Hm?" is no question yet. */
const SHORTEST_TELLING = 8;
/** So many sentences of a reply are looked at for what it does with the question. */
const OPENING = 5;

/** What a turn does with a question before it; read once, because a turn may hold thousands of questions. */
export const replyIn = onceEach((turn: Turn): Reply => {
	const statements = turn.sentences.filter((one) => !asks(one) && !saysNothing(one.text));
	const some = (pattern: RegExp, sentences: Sentence[]): boolean => sentences.some((said) => pattern.test(heard(said)));
	const first = turn.sentences.slice(0, 2).filter((one) => !asks(one) || one.text.length < SHORTEST_TELLING);
	const last = turn.sentences.at(-1);
	return {
		onlyAsks: statements.length === 0 && !some(SHORT_ANSWER, turn.sentences.slice(0, 2)),
		asksBack: last !== undefined && asks(last),
		unintelligible: statements.length > 0 && statements.every((said) => UNINTELLIGIBLE.test(heard(said))),
		leavesForLater: some(LATER_ON_THIS_CALL, statements.slice(0, 2)),
		putsOff: turn.words <= LONGEST_DEFERRAL_WORDS && turn.sentences.slice(0, OPENING).some(putsOff),
		changesSubject: some(CHANGE_OF_SUBJECT, firstOfSubstance(statements)),
		endsElsewhere: some(CHANGE_OF_SUBJECT, statements.slice(-1)),
		interrupts: some(INTERRUPTS, first),
		evades: statements.length > 0 && statements.every((said) => countWords(said.text) < 3 || EVASIVE.test(heard(said))),
		refers: turn.words <= 20 && some(REFERRAL, turn.sentences),
		opensAnswer: some(SHORT_ANSWER, turn.sentences.filter((one) => !asks(one)).slice(0, 2)),
		says: statements.some((said) => !ONLY_REACTS.test(heard(said))),
	};
});

/** "I don't have it here, but it's about forty" is an answer. */
function putsOff(sentence: Sentence): boolean {
	const said = heard(sentence);
	const match = DEFERRAL.exec(said);
	if (!match || (match[0].startsWith(',') && SAID_BEFORE.test(said.slice(0, match.index)))) return false;
	return !RESOLVED.test(said.slice(match.index + match[0].length));
}

/** "Good point." is no reply yet. */
function firstOfSubstance(statements: Sentence[]): Sentence[] {
	return statements
		.slice(0, 2)
		.filter(({ text }) => countWords(text) >= TELLING_WORDS)
		.slice(0, 1);
}
