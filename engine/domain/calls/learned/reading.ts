/** What the learned models make of the sentences of a call, each looked at once. */
import type { Answer } from '../answers.ts';
import { isCustomer } from '../speakers.ts';
import type { Turn } from '../turns.ts';
import { closingPosition, endingFeatures } from './ending-features.ts';
import { furtherFeatures, objectionFeatures, sentenceFeatures, wordFeatures } from './features.ts';
import { chancesOf, type Head, MODEL, type Model, Tally } from './model.ts';
import { questionFeatures } from './question-features.ts';

export type Chances<Name extends 'sentence' | 'objection' | 'commitment' | 'ending'> = Record<Head<Name>, number>;

/** Chances from 0 to 1; sentences by the position of their turn and their place in it. */
export type Reading = {
	sentence: (position: number, place: number) => Chances<'sentence'>;
	/** To what a sentence objects, where it does. */
	objection: (position: number, place: number) => Chances<'objection'>;
	/** Whether the speaker is to do what a sentence promises or asks for, where it does. */
	own: (position: number, place: number) => number;
	/** Whether a question stayed open. */
	open: (question: { position: number; place: number; answer: Answer }) => number;
	/** How the call ended; `rules` is the outcome that the rules see. */
	ending: (rules: string) => Chances<'ending'>;
};

/**
 * A sentence whose own words leave every chance that matters below this (log-odds, hundredths: one in 120) is nothing: what
 * is said around it hardly ever adds that much, and most sentences end here, in half of the time.
 */
const HOPELESS = -480;

export function readingOf(turns: Turn[], model: Model = MODEL): Reading {
	const known: Chances<'sentence'>[][] = turns.map(() => []);
	const closing = closingPosition(turns);
	const read = (position: number, place: number): Chances<'sentence'> => {
		const turn = turns[position];
		const sentence = turn?.sentences[place];
		const tally = new Tally(model, 'sentence');
		if (!turn || !sentence) return tally.chances();
		wordFeatures(turn, sentence, tally);
		const [objection = 0, commitment = 0, nextStep = 0] = tally.sums;
		// Only customers object, and only the last sentences say how a call ends.
		const hope = Math.max(
			commitment,
			isCustomer(turn.speaker) ? objection : HOPELESS - 1,
			position >= closing ? nextStep : HOPELESS - 1,
		);
		if (hope >= HOPELESS) furtherFeatures(turns, position, place, tally);
		return tally.chances();
	};
	const sentence = (position: number, place: number): Chances<'sentence'> => {
		const row = known[position] ?? [];
		const chances = row[place] ?? read(position, place);
		row[place] = chances;
		return chances;
	};
	return {
		sentence,
		objection: (position, place) =>
			chancesOf(model, 'objection', (take) => objectionFeatures(turns, position, place, take)),
		own: (position, place) =>
			chancesOf(model, 'commitment', (take) => sentenceFeatures(turns, position, place, take)).own,
		open: (question) => chancesOf(model, 'question', (take) => questionFeatures({ turns, ...question }, take)).open,
		ending: (rules) => {
			const chanceOf = (position: number, place: number) => sentence(position, place)['next-step'];
			return chancesOf(model, 'ending', (take) => endingFeatures(turns, chanceOf, rules, take));
		},
	};
}
