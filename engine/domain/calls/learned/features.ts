/** What the learned parts of the analysis see of a sentence: its words and those around it. */
import type { Sentence } from '../../../contract/call.ts';
import { asks, dueIn } from '../heard.ts';
import { promisedIn } from '../promises.ts';
import { isCustomer } from '../speakers.ts';
import type { Turn } from '../turns.ts';
import { triplesOf, wordsOf } from './tokens.ts';

/** Takes features: where they were seen, and how much each counts. */
export type Take = {
	names: (where: string, names: readonly string[], value: number) => void;
	/** The words of a sentence and their pairs (`gramsOf`); with `most` the first of them only. */
	grams: (where: string, sentence: Sentence, value: number, most?: number) => void;
};

/** What is said around a sentence says less than its own words. */
const REPLY = 0.5;
const BEFORE = 0.4;
const BEHIND = 0.3;
const AROUND = 0.3;
/** So many sentences around an objection say what it is about. */
const NEAR = 3;
/** Of the sentences around it the first words count. */
const REPLY_WORDS = 10;
const BEFORE_WORDS = 10;
/** So near the end of a turn a sentence is what the reply is to. */
const LAST_SENTENCES = 3;
const SHORTEST = 5;
const SHORT = 9;
const LONG = 20;
const USUAL = 12;

/** All features of the sentence at `place` of the turn at `position`. */
export function sentenceFeatures(turns: Turn[], position: number, place: number, take: Take): void {
	const turn = turns[position];
	const sentence = turn?.sentences[place];
	if (!turn || !sentence) return;
	wordFeatures(turn, sentence, take);
	furtherFeatures(turns, position, place, take);
}

/** Features of the words of a sentence, said by the speaker of the turn: quickly had, and most of what there is to know. */
export function wordFeatures({ speaker }: Turn, sentence: Sentence, take: Take): void {
	const length = wordsOf(sentence).length;
	take.grams('own', sentence, shareOf(length));
	facts('fact', take, {
		shortest: length < SHORTEST,
		short: length < SHORT,
		long: length > LONG,
		customer: isCustomer(speaker),
	});
}

/** To what a sentence objects often stands around it: in the rest of the turn, in what was said before, in the reply. */
export function objectionFeatures(turns: Turn[], position: number, place: number, take: Take): void {
	sentenceFeatures(turns, position, place, take);
	const { sentences = [] } = turns[position] ?? {};
	const near = sentences.slice(Math.max(0, place - NEAR), place + NEAR + 1);
	for (const said of near) if (said !== sentences[place]) take.grams('turn', said, AROUND);
	for (const said of turns[position + 1]?.sentences.slice(0, NEAR) ?? []) take.grams('whole reply', said, AROUND);
	for (const said of turns[position - 1]?.sentences.slice(-NEAR) ?? []) take.grams('whole turn before', said, AROUND);
}

/** What each word counts: in a long sentence less, because signs gather there by chance. */
function shareOf(length: number): number {
	return 1 / Math.max(1, length / USUAL);
}

/** Features of what rules see in the sentence at `place` of the turn at `position`, and of what is said around it. */
export function furtherFeatures(turns: Turn[], position: number, place: number, take: Take): void {
	const sentence = turns[position]?.sentences[place];
	if (!sentence) return;
	take.names('own', triplesOf(sentence), shareOf(wordsOf(sentence).length));
	const due = dueIn(sentence) !== undefined;
	const promise = promisedIn(sentence) !== undefined;
	facts('fact', take, { due, promise: promise && !due, 'promise with a date': promise && due });
	contextFeatures(turns, position, place, take);
}

function contextFeatures(turns: Turn[], position: number, place: number, take: Take): void {
	const turn = turns[position];
	if (!turn) return;
	const next = turn.sentences[place + 1];
	if (next) take.grams('own next', next, BEHIND, 2 * REPLY_WORDS);
	replyFeatures(turns, position, turn.sentences.length - 1 - place, take);
	const own = turn.sentences[place - 1];
	const before = own ? turn : turns[position - 1];
	const said = own ?? before?.sentences.at(-1);
	if (!before || !said) return;
	const who = own ? 'own' : isCustomer(before.speaker) ? 'customer' : 'vendor';
	facts('before', take, { [who]: true, [`${who} asked`]: asks(said) });
	take.grams(own ? 'own before' : 'before', said, BEFORE, 2 * BEFORE_WORDS);
}

function replyFeatures(turns: Turn[], position: number, fromEnd: number, take: Take): void {
	const reply = turns[position + 1];
	const [first, second] = reply?.sentences ?? [];
	facts('reply is', take, {
		next: fromEnd === 0,
		none: !reply,
		customer: reply !== undefined && isCustomer(reply.speaker),
		vendor: reply !== undefined && !isCustomer(reply.speaker),
	});
	if (fromEnd >= LAST_SENTENCES || !first) return;
	take.grams('reply', first, REPLY, 2 * REPLY_WORDS);
	const promises = [first, second].some((said) => said && promisedIn(said));
	facts('reply is', take, { question: asks(first), promise: promises });
}

/** Takes the names of what holds. */
export function facts(where: string, take: Take, held: Record<string, boolean>): void {
	const names = Object.keys(held).filter((name) => held[name]);
	if (names.length > 0) take.names(where, names, 1);
}
