/** Questions of a call, and whether an answer followed. */
import type { Sentence } from '../../contract/call.ts';
import { claim, type Draft } from './draft.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { countWords, endsAsQuestion, examined, foldWhitespace } from './text.ts';
import { saysNothing, type Turn } from './turns.ts';
import {
	ANSWERS_ITSELF,
	CHANGE_OF_SUBJECT,
	DEFERRAL,
	EMPTY_QUESTIONS,
	EVERYDAY_WORDS,
	LATER_ON_THIS_CALL,
	TAG,
	TRAILING,
	UNINTELLIGIBLE,
} from './words.ts';

export type Question = {
	sentence: Sentence;
	asker: Speaker;
	/** Position of its turn. */
	turn: number;
	answered: boolean;
	/** Position of the turn that put the answer off or went past the question. */
	passedOverIn?: number;
	/** The turn that answered it. */
	answer?: Turn;
};

const EMPTY = new Set(EMPTY_QUESTIONS);
const EVERYDAY = new Set(EVERYDAY_WORDS);

/** So many turns of others may pass, each a question or a back-channel, before the answer. */
const PATIENCE_TURNS = 4;
/** An asker who goes on for this long after the question did not ask for an answer. */
const RHETORICAL_WORDS = 120;
/** An asker who says this much after a reply has gone on to something else. */
const MOVED_ON_WORDS = 40;
/** How far the rest of a call is searched for an answer that was left for later. */
const LATER_TURNS = 100;
const SEARCHED_SENTENCES = 30;
/** A longer reply is an answer, even if it begins with "I'd have to check". */
const LONGEST_DEFERRAL_WORDS = 60;
const SHORTEST_ANSWER_WORDS = 3;
/** So far the words of the one who asked are searched for an answer in the same voice. */
const OWN_SENTENCES = 6;

/**
 * Finds the questions of a call: sentences that end with a question mark and ask for something (no tags, sound checks,
 * courtesies). Answered: another party then says something that is neither a question back nor puts the answer off,
 * before four turns of others have passed. A bare "yes" or "no" is an answer, and so is what nobody could understand. When in doubt a question counts as
 * answered: a rep who is told of an open question that was none stops reading.
 */
export function questionsOf(turns: Turn[]): Question[] {
	const questions: Question[] = [];
	const replies = readOnce();
	for (const [position, turn] of turns.entries()) {
		const wordsAfter = wordsAfterEach(turn);
		for (const [place, sentence] of turn.sentences.entries()) {
			if (!asksForSomething(sentence.text)) continue;
			if ((wordsAfter[place] ?? 0) > RHETORICAL_WORDS) continue;
			const { answer, passedOverIn } = answersItself(turn, place)
				? { answer: turn }
				: replyTo(turns, position, sentence, replies);
			const answered = answer !== undefined;
			questions.push({ sentence, asker: turn.speaker, turn: position, answered, answer, passedOverIn });
		}
	}
	return questions;
}

/** Drafts: open questions weigh more, those of customers most. */
export function questionDrafts(questions: Question[]): Draft[] {
	return questions.map(({ sentence, asker, answered }) => ({
		kind: 'question',
		text: answered ? `${asker.name} asked a question that was answered.` : `${asker.name}'s question stayed open.`,
		party: asker.name,
		affiliation: asker.affiliation,
		answered,
		weight: (answered ? 0 : 2) + (isCustomer(asker) ? 1 : 0),
		claims: [claim(sentence)],
	}));
}

function asksForSomething(text: string): boolean {
	if (!endsAsQuestion(text)) return false;
	const bare = foldWhitespace(
		examined(text)
			.toLowerCase()
			.replace(/[?.!,"“”]/g, ' '),
	);
	if (EMPTY.has(bare)) return false;
	const last = bare.split(' ').slice(-3).join(' ');
	// "We are on time, right?" is a tag, whatever stands before it.
	if (TRAILING.test(last) || TAG.test(bare)) return false;
	return countWords(bare) >= 3;
}

/** For each sentence of a turn, how many words of the same turn follow that are no questions. */
function wordsAfterEach(turn: Turn): number[] {
	const after: number[] = [];
	let words = 0;
	for (const sentence of turn.sentences.toReversed()) {
		after.push(words);
		if (!endsAsQuestion(sentence.text)) words += countWords(sentence.text);
	}
	return after.reverse();
}

/** Whether the voice that asked goes on with an answer, in the first sentences from that place on. */
function answersItself(turn: Turn, place: number): boolean {
	return turn.sentences.slice(place, place + OWN_SENTENCES).some(({ text }) => ANSWERS_ITSELF.test(examined(text)));
}

type Reply = Pick<Question, 'answer' | 'passedOverIn'>;

function replyTo(turns: Turn[], position: number, question: Sentence, replies: (turn: Turn) => Said): Reply {
	const asker = turns[position]?.speaker.id;
	let others = 0;
	for (let at = position + 1; at <= position + 2 * PATIENCE_TURNS; at += 1) {
		const turn = turns[at];
		if (!turn) return {};
		if (turn.speaker.id === asker) {
			if (answersItself(turn, 0)) return { answer: turn };
			if (others > 0 && turn.words > MOVED_ON_WORDS) return {};
			continue;
		}
		others += 1;
		if (others > PATIENCE_TURNS) return {};
		const said = replies(turn);
		if (said.onlyAsks) continue;
		// Nobody can tell what was said: it may well have been the answer.
		if (said.unintelligible) return { answer: turn };
		if (said.leavesForLater) return comesBackTo(turns, at, question) ?? { passedOverIn: at };
		if (said.putsOff) return { passedOverIn: at };
		if (said.changesSubject && !takesUp(turn, question)) return { passedOverIn: at };
		if (said.answers) return { answer: turn };
	}
	return {};
}

/** What a turn says in reply, whatever the question was. */
type Said = {
	onlyAsks: boolean;
	unintelligible: boolean;
	/** "We will get to pricing at the end." */
	leavesForLater: boolean;
	/** "I'd have to check and get back to you." */
	putsOff: boolean;
	/** "Let me show you the board." */
	changesSubject: boolean;
	answers: boolean;
};

/** Reads each turn once: a turn may hold thousands of questions, and so may the reply. */
function readOnce(): (turn: Turn) => Said {
	const known = new Map<Turn, Said>();
	return (turn) => {
		const said = known.get(turn) ?? readReply(turn);
		known.set(turn, said);
		return said;
	};
}

/** "Good point." is no reply yet. */
function firstOfSubstance(statements: Sentence[]): string {
	return statements.slice(0, 2).find(({ text }) => countWords(text) > SHORTEST_ANSWER_WORDS)?.text ?? '';
}

function readReply(turn: Turn): Said {
	const statements = turn.sentences.filter(({ text }) => !endsAsQuestion(text));
	const opens = (pattern: RegExp, within: number): boolean =>
		statements.slice(0, within).some(({ text }) => pattern.test(examined(text)));
	return {
		onlyAsks: statements.length === 0,
		unintelligible: statements.length > 0 && statements.every(({ text }) => UNINTELLIGIBLE.test(examined(text))),
		leavesForLater: opens(LATER_ON_THIS_CALL, 2),
		putsOff: turn.words <= LONGEST_DEFERRAL_WORDS && opens(DEFERRAL, 3),
		changesSubject: CHANGE_OF_SUBJECT.test(examined(firstOfSubstance(statements))),
		answers: isShortAnswer(statements) || countSaid(statements) >= SHORTEST_ANSWER_WORDS,
	};
}

/** A later turn of the one who left it for later that takes up two words of the question. */
function comesBackTo(turns: Turn[], at: number, question: Sentence): Reply | undefined {
	const asked = stems(question.text);
	const speaker = turns[at]?.speaker.id;
	const answer = turns.slice(at + 1, at + 1 + LATER_TURNS).find((turn) => {
		if (turn.speaker.id !== speaker) return false;
		return turn.sentences.slice(0, SEARCHED_SENTENCES).some(({ text }) => {
			const shared = [...stems(text)].filter((stem) => asked.has(stem));
			return shared.length >= Math.min(2, asked.size);
		});
	});
	return answer && { answer };
}

/** Whether a reply has a word of the question, soon enough to be about it. */
function takesUp(turn: Turn, question: Sentence): boolean {
	const asked = stems(question.text);
	return turn.sentences
		.slice(0, SEARCHED_SENTENCES)
		.some(({ text }) => [...stems(text)].some((stem) => asked.has(stem)));
}

/** The first letters of the longer words, which tell subjects apart well enough. */
function stems(text: string): Set<string> {
	const words =
		examined(text)
			.toLowerCase()
			.match(/[\p{L}\p{N}]{4,}/gu) ?? [];
	return new Set(words.filter((word) => !EVERYDAY.has(word)).map((word) => word.slice(0, 5)));
}

function countSaid(sentences: Sentence[]): number {
	return sentences
		.filter((sentence) => !saysNothing(sentence.text))
		.reduce((words, sentence) => words + countWords(sentence.text), 0);
}

function isShortAnswer(sentences: Sentence[]): boolean {
	return sentences.some((sentence) =>
		/^\W*(?:yes|yeah|yep|yup|no|nope|nah|correct|exactly|sure|absolutely|definitely|right|never|always|\d)/i.test(
			sentence.text.trimStart(),
		),
	);
}
