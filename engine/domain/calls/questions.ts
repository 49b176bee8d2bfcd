/** Questions of a call, and whether an answer followed. */
import type { Sentence } from '../../contract/call.ts';
import { answerIn } from './answers.ts';
import { claim, type Draft } from './draft.ts';
import { asks, heard, subjectOf } from './heard.ts';
import { type Reading, readingOf } from './learned/reading.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { sharedStems } from './stems.ts';
import { countWords, foldWhitespace } from './text.ts';
import type { Turn } from './turns.ts';
import { ASKED_DEED } from './words/deeds.ts';
import { follows } from './words/pattern.ts';
import {
	ASKS_LEAVE,
	BREAKS_OFF,
	EMPTY_QUESTIONS,
	OPENS_SUBJECT,
	RHETORICAL,
	TAG,
	TRAILING,
} from './words/questions.ts';
import { REQUEST } from './words/requests.ts';

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

/** An asker who goes on for this long after the question did not ask for an answer. */
const RHETORICAL_WORDS = 120;

/**
 * From this chance on a question counts as open: three of four are, in ordinary practice calls of writers
 * unknown to the model, and six of seven in others (docs/insights.md).
 */
const OPEN_CHANCE = 0.75;
/** The same where rules, too, see no answer. */
const PLAIN_CHANCE = 0.2;

/**
 * Finds the questions of a call: sentences that end with a question mark, or break off with a choice to follow, and ask
 * for something to know (no tags, sound checks, courtesies, rhetorical ones, and no requests). Whether one was answered is
 * judged by its words, by what follows it, and by what rules make of that (answers.ts, learned/question-features.ts).
 * When in doubt a question counts as answered: a rep who is told of an open question that was none stops reading.
 */
export function questionsOf(turns: Turn[], reading: Reading = readingOf(turns)): Question[] {
	const questions: Question[] = [];
	for (const [position, turn] of turns.entries()) {
		const wordsAfter = wordsAfterEach(turn);
		for (const [place, sentence] of turn.sentences.entries()) {
			if (!asksForSomething(sentence) || (wordsAfter[place] ?? 0) > RHETORICAL_WORDS) continue;
			const next = turn.sentences[place + 1];
			if (next && OPENS_SUBJECT.test(heard(sentence)) && asksForSomething(next)) continue;
			const answer = answerIn(turns, position, place);
			const chance = reading.open({ position, place, answer });
			const open = answer.turn ? chance >= OPEN_CHANCE : chance >= PLAIN_CHANCE || !anotherSpeaks(turns, position);
			const answeredIn = answer.turn ?? turns[position + 1];
			questions.push({
				...{ sentence, asker: turn.speaker, turn: position, answered: !open },
				...(open ? { passedOverIn: answer.passedOverIn } : { answer: answeredIn }),
			});
		}
	}
	return askedAgain(questions);
}

/** What is asked behind the last words of others, as in the last e-mail of a thread, nobody has answered. */
function anotherSpeaks(turns: Turn[], position: number): boolean {
	const asker = turns[position]?.speaker.id;
	return turns.slice(position + 1, position + 1 + FOLLOWING).some(({ speaker }) => speaker.id !== asker);
}

const FOLLOWING = 3;

/** So soon a question that shares most of its words with one before is the same, asked again. */
const AGAIN_TURNS = 8;
const COMPARED = 20;
const SAME_SHARE = 0.6;

/** A question that was answered when it was asked again was answered. */
function askedAgain(questions: Question[]): Question[] {
	return questions.map((question, position) => {
		if (question.answered) return question;
		const subject = subjectOf(question.sentence);
		const again = questions
			.slice(position + 1, position + 1 + COMPARED)
			.find(
				({ asker, turn, answered, sentence }) =>
					answered &&
					asker.id === question.asker.id &&
					turn - question.turn <= AGAIN_TURNS &&
					subject.size > 0 &&
					sharedStems(subject, subjectOf(sentence)) >= SAME_SHARE * subject.size,
			);
		return again ? { ...question, answered: true, answer: again.answer } : question;
	});
}

/** Drafts: open questions weigh more, those of customers most. */
export function questionDrafts(questions: Question[]): Draft[] {
	return questions.map(({ sentence, asker, answered, answer }) => ({
		kind: 'question',
		text: answered ? `${asker.name} asked a question that was answered.` : `${asker.name}'s question stayed open.`,
		party: asker.name,
		affiliation: asker.affiliation,
		answered,
		answeredBy: answer?.speaker.name,
		weight: (answered ? 0 : 2) + (isCustomer(asker) ? 1 : 0),
		claims: [claim(sentence)],
	}));
}

export function asksForSomething(sentence: Sentence): boolean {
	const said = heard(sentence);
	if (!asks(sentence) && !breaksOff(said)) return false;
	const bare = foldWhitespace(said.toLowerCase().replace(/[?.!,"“”…]/g, ' '));
	if (EMPTY.has(bare) || ASKS_LEAVE.test(said) || RHETORICAL.test(said)) return false;
	if (follows(said, REQUEST, ASKED_DEED)) return false;
	const last = bare.split(' ').slice(-3).join(' ');
	// "We are on time, right?" is a tag, whatever stands before it.
	if (asks(sentence) && (TRAILING.test(last) || TAG.test(said))) return false;
	return countWords(bare) >= 3;
}

function breaksOff(said: string): boolean {
	return (said.endsWith('...') || said.endsWith('…')) && BREAKS_OFF.test(said);
}

/** For each sentence of a turn, how many words of the same turn follow that are no questions. */
function wordsAfterEach(turn: Turn): number[] {
	const after: number[] = [];
	let words = 0;
	for (const sentence of turn.sentences.toReversed()) {
		after.push(words);
		if (!asks(sentence)) words += countWords(sentence.text);
	}
	return after.reverse();
}
