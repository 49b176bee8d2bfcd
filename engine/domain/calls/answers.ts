/** Whether and by whom a question was answered. */
import type { Sentence } from '../../contract/call.ts';
import { asks, heard, onceEach, subjectOf } from './heard.ts';
import { promisedIn } from './promises.ts';
import { type Reply, replyIn } from './reply.ts';
import { isCustomer, type Speaker } from './speakers.ts';
import { sharedStems } from './stems.ts';
import { countWords } from './text.ts';
import type { Turn } from './turns.ts';
import { ANOTHER_SUBJECT, ANSWERS_ITSELF, DEFERRAL, LATER_ON_THIS_CALL, SHORT_ANSWER } from './words/questions.ts';

export type Answer = {
	/** The turn that answered. */
	turn?: Turn;
	/** Position of the turn that put the answer off or went past the question. */
	passedOverIn?: number;
};

/** So many turns of others may pass, each a question or a back-channel, before the answer. */
const PATIENCE_TURNS = 4;
/** An asker who says this much after a reply has gone on to something else. */
const MOVED_ON_WORDS = 40;
/** How far the rest of a call is searched for an answer that was left for later. */
const LATER_TURNS = 100;
/** So soon one word of the question is enough to have come back to it. */
const SOON_TURNS = 8;
const SEARCHED_SENTENCES = 30;
/** So far the words of the one who asked are searched for an answer in the same voice. */
const OWN_SENTENCES = 6;

/** What answers the sentence at `place` of the turn at `position`. */
export function answerIn(turns: Turn[], position: number, place: number): Answer {
	const turn = turns[position];
	const question = turn?.sentences[place];
	if (!turn || !question) return {};
	if (answersItself(turn, place)) return { turn };
	return answerTo({ turns, question, position });
}

type Asked = {
	turns: Turn[];
	question: Sentence;
	position: number;
};

/** Whether the voice that asked goes on with an answer, in the first sentences from that place on. */
function answersItself(turn: Turn, place: number): boolean {
	return turn.sentences.slice(place, place + OWN_SENTENCES).some((said) => ANSWERS_ITSELF.test(heard(said)));
}

function answerTo(asked: Asked): Answer {
	const { turns, position } = asked;
	const asker = turns[position]?.speaker;
	let others = 0;
	let diverted = false;
	for (let at = position + 1; at <= position + 2 * PATIENCE_TURNS; at += 1) {
		const turn = turns[at];
		if (!turn || !asker) return {};
		if (turn.speaker.id === asker.id) {
			if (answersItself(turn, 0)) return { turn };
			if (others > 0 && turn.words > MOVED_ON_WORDS) return {};
			continue;
		}
		// What a colleague of the asker says after a question back answers that one.
		if (diverted && isCustomer(turn.speaker) === isCustomer(asker) && !takesUp(asked, turn)) continue;
		others += 1;
		if (others > PATIENCE_TURNS) return {};
		const reply = replyIn(turn);
		if (reply.unintelligible) return { turn };
		if (reply.leavesForLater) return comesBack(asked, at, 1) ?? { passedOverIn: at };
		if (reply.putsOff) return comesBack(asked, at, 2) ?? { passedOverIn: at };
		if (passesOver(asked, turn, reply, diverted)) return comesBack(asked, at, 1) ?? { passedOverIn: at };
		if (reply.onlyAsks || reply.refers || (reply.evades && asksAnother(asked, turn, true))) {
			diverted = true;
			continue;
		}
		if (reply.opensAnswer || reply.says) return { turn };
	}
	return {};
}

/** Whether a turn goes past the question to something else. */
function passesOver(asked: Asked, turn: Turn, reply: Reply, diverted: boolean): boolean {
	if (takesUp(asked, turn)) return false;
	if (reply.interrupts) return true;
	if (reply.changesSubject || talksOver(asked, turn)) return true;
	if (reply.opensAnswer) return false;
	if (reply.endsElsewhere) return true;
	if (reply.evades && reply.asksBack && asksAnother(asked, turn, false)) return true;
	// After a question back, one more question is no answer either.
	return diverted && reply.says && reply.asksBack;
}

/** So many turns on, the other side may still answer the one whose colleague spoke in between. */
const ANSWER_BEHIND = 3;

/** "Huh?" asks for nothing else. */
const SHORTEST_QUESTION_WORDS = 4;

/** A colleague of the asker speaks of something else, and so does the other side then. */
function talksOver(asked: Asked, turn: Turn): boolean {
	const { turns, position } = asked;
	const asker = turns[position]?.speaker;
	if (!asker || isCustomer(asker) !== isCustomer(turn.speaker)) return false;
	if (addressed(asked).has(turn.speaker.id)) return false;
	const begins = turn.sentences.slice(0, 2);
	const asksOn = begins.some((one) => asks(one) && countWords(one.text) >= SHORTEST_QUESTION_WORDS);
	const opening = begins[0] ? heard(begins[0]) : '';
	if (begins.some((sentence) => sharedStems(subjectOf(asked.question), subjectOf(sentence)) > 0)) return false;
	if (SHORT_ANSWER.test(opening)) return false;
	if (!asksOn && !ANOTHER_SUBJECT.test(opening) && !speaksToOther(asked, turn)) return false;
	const at = turns.indexOf(turn, position);
	const behind = turns
		.slice(at + 1, at + 1 + ANSWER_BEHIND)
		.find(({ speaker }) => isCustomer(speaker) !== isCustomer(asker));
	return !behind || !takesUp(asked, behind);
}

/** Read once: a turn may hold thousands of questions. */
const wordsSaidIn = onceEach(({ sentences }: Turn) => new Set(sentences.flatMap(wordsOf)));

function wordsOf(sentence: Sentence): string[] {
	return heard(sentence).match(/\p{L}+/gu) ?? [];
}

/** Ids of those whom the question, or what the asker says around it, names. */
function addressed({ turns, position }: Asked): Set<string> {
	const turn = turns[position];
	const words = turn && wordsSaidIn(turn);
	const near = turns.slice(Math.max(0, position - SOON_TURNS), position + SOON_TURNS);
	return new Set(near.flatMap(({ speaker }) => (words?.has(firstName(speaker.name)) ? [speaker.id] : [])));
}

/** Whether a turn ends by asking a third by name: a colleague of its speaker, or somebody of the other side. */
function asksAnother(asked: Asked, turn: Turn, colleague: boolean): boolean {
	return thirdsNamed(asked, turn.sentences.slice(-1)).some(
		(speaker) => (isCustomer(speaker) === isCustomer(turn.speaker)) === colleague && speaker.id !== turn.speaker.id,
	);
}

/** Whether a turn speaks to the one who asked, or to somebody of the other side, by name in its first words. */
function speaksToOther(asked: Asked, turn: Turn): boolean {
	const opening = turn.sentences.slice(0, 1);
	const asker = asked.turns[asked.position]?.speaker.name ?? '';
	if (opening[0]?.text.startsWith(`${firstName(asker)},`)) return true;
	return thirdsNamed(asked, opening).some((speaker) => isCustomer(speaker) !== isCustomer(turn.speaker));
}

/** Those near whom the sentences name, the one who asked left out. */
function thirdsNamed({ turns, position }: Asked, sentences: Sentence[]): Speaker[] {
	const words = new Set(sentences.flatMap(wordsOf));
	const near = turns.slice(Math.max(0, position - SOON_TURNS), position + SOON_TURNS).map(({ speaker }) => speaker);
	const asker = turns[position]?.speaker.id;
	return near.filter(({ id, name }) => id !== asker && words.has(firstName(name)));
}

function firstName(name: string): string {
	return name.split(' ')[0] ?? name;
}

/** Whether a reply has a word of the question, soon enough to be about it. */
function takesUp({ question }: Asked, turn: Turn): boolean {
	const subject = subjectOf(question);
	return turn.sentences
		.slice(0, SEARCHED_SENTENCES)
		.some((sentence) => !asks(sentence) && sharedStems(subject, subjectOf(sentence)) > 0);
}

/** A later turn of somebody else that says something with words of the question. */
function comesBack(asked: Asked, at: number, soon: number): Answer | undefined {
	const { turns, question, position } = asked;
	const subject = subjectOf(question);
	if (subject.size === 0) return undefined;
	const asker = turns[position]?.speaker.id;
	for (const [distance, turn] of turns.slice(at, at + 1 + LATER_TURNS).entries()) {
		if (turn.speaker.id === asker) continue;
		const needed = Math.min(distance <= SOON_TURNS ? soon : 2, subject.size);
		const answer = turn.sentences
			.slice(distance === 0 ? behindDeferral(turn) : 0)
			.slice(0, SEARCHED_SENTENCES)
			.find((sentence) => sharedStems(subject, subjectOf(sentence)) >= needed && states(sentence));
		if (answer) return { turn };
	}
	return undefined;
}

/** Place behind the sentence with which a turn puts off or goes past a question. */
function behindDeferral({ sentences }: Turn): number {
	const place = sentences.slice(0, SEARCHED_SENTENCES).findIndex((sentence) => {
		const said = heard(sentence);
		return DEFERRAL.test(said) || LATER_ON_THIS_CALL.test(said);
	});
	return place < 0 ? sentences.length : place + 1;
}

/** Neither asks, nor promises, nor puts off. */
function states(sentence: Sentence): boolean {
	return !asks(sentence) && !promisedIn(sentence) && !DEFERRAL.test(heard(sentence));
}
