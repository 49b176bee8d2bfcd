/** Numbers what a model knows of the words of sentences, so that they are looked up once, wherever they count. */
import type { Sentence } from '../../../contract/call.ts';
import { onceEach } from '../heard.ts';
import { END, START, stem, wordsOf } from './tokens.ts';

export type Vocabulary = {
	/** How many grams are known; their numbers are below it. */
	size: number;
	/** The number of a gram; undefined for one that is unknown. */
	numberOf: (gram: string) => number | undefined;
	/** The numbers of the grams of a sentence in the order of `gramsOf`, `UNKNOWN` where there is none. */
	numbersOf: (sentence: Sentence) => Int32Array;
};

export const UNKNOWN = -1;

/** Knows these grams: the stems and the pairs of words that stand among them. */
export function vocabularyOf(grams: Iterable<string>): Vocabulary {
	const stems = new Map<string, number>();
	const words = new Map<string, number>();
	const pairs: { first: number; second: number; gram: number }[] = [];
	const numbered = (word: string) => {
		const number = words.get(word) ?? words.size;
		words.set(word, number);
		return number;
	};
	const numbers = new Map([...new Set(grams)].map((gram, number) => [gram, number]));
	for (const [name, gram] of numbers) {
		const [first = '', second] = name.split(' ');
		if (second === undefined) stems.set(name, gram);
		else pairs.push({ first: numbered(first), second: numbered(second), gram });
	}
	const keyOf = (first: number, second: number) => first * words.size + second;
	const byPair = new Map(pairs.map(({ first, second, gram }) => [keyOf(first, second), gram]));
	const pairOf = (first: number, second: number) =>
		first === UNKNOWN || second === UNKNOWN ? UNKNOWN : (byPair.get(keyOf(first, second)) ?? UNKNOWN);
	const [start, end] = [words.get(START) ?? UNKNOWN, words.get(END) ?? UNKNOWN];
	// Most words are known: their stems are looked up beforehand.
	const known = new Map([...words].map(([word, number]) => [word, { number, stem: stems.get(stem(word)) ?? UNKNOWN }]));

	return {
		size: numbers.size,
		numberOf: (gram) => numbers.get(gram),
		numbersOf: onceEach((sentence) => {
			const said = wordsOf(sentence);
			const found = new Int32Array(2 * said.length + 1);
			let before = start;
			for (let at = 0; at < said.length; at += 1) {
				const word = said[at] as string;
				const one = known.get(word);
				const number = one ? one.number : UNKNOWN;
				found[2 * at] = one ? one.stem : (stems.get(stem(word)) ?? UNKNOWN);
				found[2 * at + 1] = pairOf(before, number);
				before = number;
			}
			found[2 * said.length] = pairOf(before, end);
			return found;
		}),
	};
}
