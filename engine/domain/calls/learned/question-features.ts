/** What the learned part of the analysis sees of a question and of what follows it. */
import type { Sentence } from '../../../contract/call.ts';
import type { Answer } from '../answers.ts';
import { asks, heard, onceEach, subjectOf } from '../heard.ts';
import { replyIn } from '../reply.ts';
import { isCustomer } from '../speakers.ts';
import { sharedStems } from '../stems.ts';
import type { Turn } from '../turns.ts';
import { NAMES, NUMBERS, PEOPLE, QUESTION_KINDS, TIMES, YES_NO } from '../words/replies.ts';
import { facts, type Take } from './features.ts';
import { wordsOf } from './tokens.ts';

/** What a sentence counts, by how near it is to the answer that is looked for. */
const QUESTION = 0.5;
const REPLY = 1;
const REPLY_GOES_ON = 0.5;
const LATER = 0.4;
const LATEST = 0.2;
const MOST_GRAMS = 32;
/** So many turns behind the question are looked at. */
const FOLLOWING = 5;
/** As far as this words of the question are looked for. */
const LATER_TURNS = 40;
const LATER_SENTENCES = 30;
const SHORT_REPLY_WORDS = 4;
const LONG_REPLY_WORDS = 25;

export type AskedQuestion = {
	turns: Turn[];
	/** Position of its turn, and its place in it. */
	position: number;
	place: number;
	/** What the rules make of it. */
	answer: Answer;
};

export function questionFeatures({ turns, position, place, answer }: AskedQuestion, take: Take): void {
	const turn = turns[position];
	const question = turn?.sentences[place];
	if (!turn || !question) return;
	const kind = QUESTION_KINDS.find(({ pattern }) => pattern.test(heard(question)))?.kind ?? 'other';
	take.grams('question', question, QUESTION);
	facts('fact', take, {
		[kind]: true,
		'customer asks': isCustomer(turn.speaker),
		'asked before': turn.sentences.slice(Math.max(0, place - 1), place).some(asks),
		'rules: answered': answer.turn !== undefined,
		'rules: answered by the asker': answer.turn === turn,
		'rules: passed over': answer.passedOverIn !== undefined,
	});
	sameTurn(turn.sentences.slice(place + 1), take);
	followingTurns({ turns, position, turn, question, kind }, take);
	comesBack(turns, position, question, take);
}

function sameTurn(own: Sentence[], take: Take): void {
	for (const [at, sentence] of own.slice(0, 2).entries()) {
		facts('fact', take, { [asks(sentence) ? `asks on, ${at}` : `says on, ${at}`]: true });
		take.grams('goes on', sentence, LATER, MOST_GRAMS);
	}
	facts('fact', take, { 'says much on': own.length > 2 });
}

type Following = Pick<AskedQuestion, 'turns' | 'position'> & {
	turn: Turn;
	question: Sentence;
	kind: string;
};

function followingTurns(asked: Following, take: Take): void {
	const { turns, position, turn } = asked;
	const following = turns.slice(position + 1, position + 1 + FOLLOWING);
	const others = following.filter(({ speaker }) => speaker.id !== turn.speaker.id);
	const firstReply = others[0];
	facts('fact', take, { 'nobody replies': !firstReply });
	if (firstReply) replyFeatures(asked, firstReply, take);
	const again = following.findIndex(
		(later, at) => later.speaker.id === turn.speaker.id && at > following.indexOf(firstReply ?? later),
	);
	const asker = following[again];
	if (asker) askerAgain(asker, asked.question, take);
	for (const later of others.slice(1)) {
		const where = again >= 0 && following.indexOf(later) > again ? 'after the asker' : 'second reply';
		laterReply(where, asked.question, later, take);
	}
}

function replyFeatures({ turn, question, kind }: Following, reply: Turn, take: Take): void {
	const [first, second, third] = reply.sentences;
	if (first) take.grams('reply', first, REPLY, MOST_GRAMS);
	for (const sentence of [second, third])
		if (sentence) take.grams('reply goes on', sentence, REPLY_GOES_ON, MOST_GRAMS);
	const opening = reply.sentences.slice(0, 3).map(heard).join(' ');
	const seen = {
		number: NUMBERS.test(opening),
		yes: YES_NO.test(opening),
		time: TIMES.test(opening),
		person: PEOPLE.test(opening),
		name: NAMES.test(opening),
		asks: first !== undefined && asks(first),
		short: reply.words < SHORT_REPLY_WORDS,
		long: reply.words > LONG_REPLY_WORDS,
	};
	facts('reply has', take, seen);
	facts(`reply to ${kind} has`, take, seen);
	facts('reply reads', take, replyIn(reply));
	const shared = sharedWith(question, reply);
	const asked = new Set(wordsOf(question).filter((word) => word.length > 2));
	const echoed = reply.sentences
		.slice(0, 2)
		.flatMap(wordsOf)
		.filter((word) => asked.has(word)).length;
	facts('reply is', take, {
		'by a colleague': isCustomer(reply.speaker) === isCustomer(turn.speaker),
		'on the subject': shared === 1,
		'much on the subject': shared > 1,
		'off the subject': shared === 0,
		'an echo': echoed > 0 && echoed <= 2,
		'much of an echo': echoed > 2,
	});
}

function askerAgain({ sentences }: Turn, question: Sentence, take: Take): void {
	const [first, second] = sentences;
	if (first) take.grams('asker', first, LATER, MOST_GRAMS);
	if (second) take.grams('asker goes on', second, LATEST, MOST_GRAMS);
	const subject = subjectOf(question);
	facts('asker is', take, {
		asking: first !== undefined && asks(first),
		'on the subject': sentences.slice(0, LATER_SENTENCES).some((said) => sharedStems(subject, subjectOf(said)) > 0),
	});
}

function laterReply(where: string, question: Sentence, reply: Turn, take: Take): void {
	const [first] = reply.sentences;
	if (!first) return;
	take.grams(where, first, LATER, MOST_GRAMS);
	facts(`${where} has`, take, {
		subject: sharedWith(question, reply) > 0,
		number: reply.sentences.slice(0, LATER_SENTENCES).some((said) => NUMBERS.test(heard(said))),
		yes: YES_NO.test(heard(first)),
	});
}

/** Whether others come back to it, as far as anybody would look. */
function comesBack(turns: Turn[], position: number, question: Sentence, take: Take): void {
	const asker = turns[position]?.speaker.id;
	const later = turns.slice(position + 2, position + 2 + LATER_TURNS).filter(({ speaker }) => speaker.id !== asker);
	const most = later.reduce((best, turn) => Math.max(best, sharedWith(question, turn)), 0);
	facts('fact', take, { 'comes back': most === 1, 'comes back much': most > 1 });
}

/** What the statements of a turn are about, as far as anybody would look. */
const subjectsIn = onceEach(({ sentences }: Turn) =>
	sentences
		.slice(0, LATER_SENTENCES)
		.filter((said) => !asks(said))
		.map(subjectOf)
		.filter(({ size }) => size > 0),
);

/** The most stems that a statement of the turn shares with the question. */
function sharedWith(question: Sentence, turn: Turn): number {
	const subject = subjectOf(question);
	if (subject.size === 0) return 0;
	return subjectsIn(turn).reduce((best, stated) => Math.max(best, sharedStems(subject, stated)), 0);
}
