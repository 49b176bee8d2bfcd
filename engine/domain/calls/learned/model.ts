/** Linear models whose weights were learned from practice calls: `node test/planted/train.ts` writes them. */
import type { Take } from './features.ts';
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

/** Log-odds in hundredths, one for each head: those of anything, and what each feature adds, by where it was seen. */
export type Weights = {
	intercepts: readonly number[];
	features: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
};

type Known = {
	intercepts: readonly number[];
	/** By where they were seen and their names, where their weights begin in `weights`. */
	features: ReadonlyMap<string, ReadonlyMap<string, number>>;
	weights: Int16Array;
};
export type Model = Readonly<Record<ModelName, Known>>;

export function modelOf(weights: Readonly<Record<ModelName, Weights>>): Model {
	const known = ({ intercepts, features }: Weights): Known => {
		const all: number[] = [];
		const rows = Object.entries(features).map(([where, of]): [string, Map<string, number>] => [
			where,
			new Map(Object.entries(of).map(([name, each]) => [name, all.push(...each) - each.length])),
		]);
		return { intercepts, features: new Map(rows), weights: Int16Array.from(all) };
	};
	return {
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
export class Tally<Name extends ModelName> {
	/** Log-odds of each head, hundredths. */
	readonly sums: number[];
	readonly #name: Name;
	readonly #known: Known;

	constructor(model: Model, name: Name) {
		this.#name = name;
		this.#known = model[name];
		this.sums = [...this.#known.intercepts];
	}

	readonly take: Take = (where, names, value, most = names.length) => {
		const { features, weights } = this.#known;
		const rows = features.get(where);
		if (!rows) return;
		const sums = this.sums;
		const count = Math.min(most, names.length);
		for (let at = 0; at < count; at += 1) {
			const row = rows.get(names[at] as string);
			if (row === undefined) continue;
			for (let head = 0; head < sums.length; head += 1)
				sums[head] = (sums[head] as number) + value * (weights[row + head] as number);
		}
	};

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
	read(tally.take);
	return tally.chances();
}
