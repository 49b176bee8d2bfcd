/** What the learned part of the analysis sees of the end of a call. */
import { dueIn } from '../heard.ts';
import type { Turn } from '../turns.ts';
import { facts, type Take } from './features.ts';

/** So many of the last sentences are looked at; those from the last on that close the call, more closely. */
const LAST_SENTENCES = 40;
const CLOSING = 6;
const CLOSING_VALUE = 0.1;
const MOST_WORDS = 25;
const LIKELY = 0.5;
const POSSIBLE = 0.15;

export type Place = { position: number; place: number; chance: number };

/** Position of the first of the turns that hold the last sentences. */
export function closingPosition(turns: Turn[]): number {
	let sentences = 0;
	for (let position = turns.length - 1; position > 0; position -= 1) {
		sentences += turns[position]?.sentences.length ?? 0;
		if (sentences >= LAST_SENTENCES) return position;
	}
	return 0;
}

/** The places of the last sentences, those that most likely state a next step first. */
export function endingPlaces(turns: Turn[], chanceOf: (position: number, place: number) => number): Place[] {
	const closing = closingPosition(turns);
	const places = turns
		.slice(closing)
		.flatMap(({ sentences }, at) =>
			sentences.map((_, place) => ({ position: closing + at, place, chance: chanceOf(closing + at, place) })),
		);
	return places.toReversed().sort((one, other) => other.chance - one.chance);
}

/** Features of a call's end; `rules` is the outcome that the rules see. */
export function endingFeatures(
	turns: Turn[],
	chanceOf: (position: number, place: number) => number,
	rules: string,
	take: Take,
): void {
	const places = endingPlaces(turns, chanceOf);
	const best = places[0]?.chance ?? 0;
	take.names('chance', ['best'], best);
	take.names('chance', ['odds'], Math.min(4, Math.max(-4, Math.log((best + 1e-4) / (1 - best + 1e-4)))) / 2);
	let dated = false;
	for (const [rank, { position, place, chance }] of places.slice(0, 3).entries()) {
		const turn = turns[position];
		const sentence = turn?.sentences[place];
		if (!turn || !sentence) continue;
		take.grams(rank === 0 ? 'best' : 'second', sentence, chance, 2 * MOST_WORDS);
		const reply = turn.sentences[place + 1] ?? turns[position + 1]?.sentences[0];
		if (rank === 0 && reply) take.grams('reply', reply, chance / 2, 2 * MOST_WORDS);
		dated ||= dueIn(sentence) !== undefined && chance >= POSSIBLE;
		if (rank === 0) take.names('chance', [dueIn(sentence) ? 'dated' : 'undated'], chance);
	}
	facts('fact', take, {
		[`rules: ${rules}`]: true,
		several: places.filter(({ chance }) => chance >= LIKELY).length > 1,
		none: best < POSSIBLE,
		dated,
	});
	const closing = turns.flatMap(({ sentences }) => sentences.slice(-CLOSING)).slice(-CLOSING);
	for (const sentence of closing) take.grams('closing', sentence, CLOSING_VALUE, 2 * MOST_WORDS);
}
