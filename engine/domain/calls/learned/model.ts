/** Linear models whose weights were learned from practice calls: `node test/planted/train.ts` writes them. */
import type { Sentence } from '../../../contract/call.ts';
import type { Take } from './features.ts';
import { UNKNOWN, type Vocabulary, vocabularyOf } from './vocabulary.ts';
import learned from './weights.json' with { type: 'json' };

/** What each model tells apart: one chance for each head. */
export const HEADS = {
	sentence: ['objection', 'commitment', 'next-step'],
	/** Of a sentence that objects: to what. */
	objection: ['price', 'timing', 'need', 'trust', 'competitor'],
	/** Of a sentence that promises, asks for or offers something: whether its speaker is to do it. */
	commitment: ['own'],
	question: ['open'],
	ending: ['agreed', 'undated', 'missing'],
} as const;

export type ModelName = keyof typeof HEADS;
export type Head<Name extends ModelName> = (typeof HEADS)[Name][number];

/** By where features were seen and their names: log-odds in hundredths, one for each head. */
export type FeatureWeights = Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;

/** Log-odds in hundredths, one for each head: those of anything, and what each feature adds. */
export type Weights = { intercepts: readonly number[]; grams: FeatureWeights; names: FeatureWeights };

type Known = {
	intercepts: readonly number[];
	/** By where it was seen: of each gram of the vocabulary, where its weights begin in `weights`. */
	grams: ReadonlyMap<string, Int32Array>;
	/** The same of what has a name. */
	names: ReadonlyMap<string, ReadonlyMap<string, number>>;
	weights: Int16Array;
};
export type Model = Readonly<Record<ModelName, Known>> & { readonly vocabulary: Vocabulary };

const NO_ROW = -1;

export function modelOf(weights: Readonly<Record<ModelName, Weights>>): Model {
	const ofGrams = Object.values(weights).flatMap(({ grams }) => Object.values(grams));
	const vocabulary = vocabularyOf(ofGrams.flatMap((each) => Object.keys(each)));
	const known = ({ intercepts, grams, names }: Weights): Known => {
		const all: number[] = [];
		const rowOf = (each: readonly number[]) => all.push(...each) - each.length;
		const rowsOfGrams = (of: FeatureWeights[string]) => {
			const rows = new Int32Array(vocabulary.size).fill(NO_ROW);
			for (const [gram, each] of Object.entries(of)) rows[vocabulary.numberOf(gram) ?? vocabulary.size] = rowOf(each);
			return rows;
		};
		const rowsOfNames = (of: FeatureWeights[string]) =>
			new Map(Object.entries(of).map(([name, each]) => [name, rowOf(each)]));
		return {
			intercepts,
			grams: new Map(Object.entries(grams).map(([where, of]) => [where, rowsOfGrams(of)])),
			names: new Map(Object.entries(names).map(([where, of]) => [where, rowsOfNames(of)])),
			weights: Int16Array.from(all),
		};
	};
	return {
		vocabulary,
		sentence: known(weights.sentence),
		objection: known(weights.objection),
		commitment: known(weights.commitment),
		question: known(weights.question),
		ending: known(weights.ending),
	};
}

export const MODEL: Model = modelOf(learned);

const HUNDREDTHS = 100;

/** Adds up what features say for each head of a model. */
export class Tally<Name extends ModelName> implements Take {
	/** Log-odds of each head, hundredths. */
	readonly sums: number[];
	readonly #name: Name;
	readonly #known: Known;
	readonly #vocabulary: Vocabulary;

	constructor(model: Model, name: Name) {
		this.#name = name;
		this.#known = model[name];
		this.#vocabulary = model.vocabulary;
		this.sums = [...this.#known.intercepts];
	}

	names(where: string, names: readonly string[], value: number): void {
		const rows = this.#known.names.get(where);
		if (rows) for (const name of names) this.#add(rows.get(name) ?? NO_ROW, value);
	}

	grams(where: string, sentence: Sentence, value: number, most = Number.POSITIVE_INFINITY): void {
		const rows = this.#known.grams.get(where);
		if (!rows) return;
		const numbers = this.#vocabulary.numbersOf(sentence);
		const count = Math.min(most, numbers.length);
		for (let at = 0; at < count; at += 1) {
			const number = numbers[at] as number;
			if (number !== UNKNOWN) this.#add(rows[number] as number, value);
		}
	}

	#add(row: number, value: number): void {
		if (row === NO_ROW) return;
		const { sums } = this;
		const { weights } = this.#known;
		for (let head = 0; head < sums.length; head += 1)
			sums[head] = (sums[head] as number) + value * (weights[row + head] as number);
	}

	/** The chance of each head, from 0 to 1. */
	chances(): Record<Head<Name>, number> {
		const chances = HEADS[this.#name].map((head, at) => [head, 1 / (1 + Math.exp(-(this.sums[at] ?? 0) / HUNDREDTHS))]);
		return Object.fromEntries(chances) as Record<Head<Name>, number>;
	}
}

/** The chance of each head of a model, given the features that `read` names. */
export function chancesOf<Name extends ModelName>(
	model: Model,
	name: Name,
	read: (take: Take) => void,
): Record<Head<Name>, number> {
	const tally = new Tally(model, name);
	read(tally);
	return tally.chances();
}
