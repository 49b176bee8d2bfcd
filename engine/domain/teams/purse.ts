/** The dollars of a team within a team: reserved before they are spent, as those of the run are. */
import type { RunContext } from '../../ports/run-context.ts';
import { limitReached } from './limits.ts';

export type Spend = RunContext['spend'];

export type Purse = {
	/** Spends by `through`, with those of the estimates that fit; waits for other work of this purse where none does. */
	spend(through: Spend): Spend;
	/** What was spent by an earlier attempt. */
	add(usd: number): void;
};

export function createPurse(limitUsd: number): Purse {
	/** Spent, and reserved without an end. */
	let takenUsd = 0;
	const underWay = new Set<Promise<void>>();
	return {
		add: (usd) => {
			takenUsd += usd;
		},
		spend:
			(through) =>
			async <Value>(
				name: string,
				estimateUsd: number | readonly number[],
				work: Parameters<typeof through<Value>>[2],
			): Promise<Value> => {
				const estimates = [estimateUsd].flat().map((usd, at) => ({ usd, at }));
				for (;;) {
					const fitting = estimates.filter(({ usd }) => takenUsd + usd <= limitUsd);
					if (fitting.length > 0) return begin(through, name, fitting, work);
					if (underWay.size === 0) throw limitReached('budgetUsd', limitUsd);
					await Promise.race(underWay);
				}
			},
	};

	async function begin<Value>(
		through: Spend,
		name: string,
		fitting: { usd: number; at: number }[],
		work: Parameters<Spend>[2],
	): Promise<Value> {
		const mostUsd = Math.max(...fitting.map(({ usd }) => usd));
		takenUsd += mostUsd;
		const { promise, resolve } = Promise.withResolvers<void>();
		underWay.add(promise);
		// Where nothing was begun nothing is spent; what began and failed counts as all of it.
		let usedUsd = 0;
		try {
			return (await through(
				name,
				fitting.map(({ usd }) => usd),
				async (signal, taken) => {
					usedUsd = mostUsd;
					const done = await work(signal, fitting[taken]?.at ?? 0);
					usedUsd = done.usedUsd;
					return done;
				},
			)) as Value;
		} finally {
			takenUsd += usedUsd - mostUsd;
			underWay.delete(promise);
			resolve();
		}
	}
}
