/** A run's spending: reserved before the work, settled after; what parallel work reserves and does not use is waited for. */
import { TerminalError } from '../errors.ts';
import type { BudgetStore, ClaimedRun } from '../ports/run-store.ts';
import { createInTurn } from './in-turn.ts';

const NANO = 1e9;

/**
 * Reserves the first estimate that fits (dollars), and works with its position. Where none fits now but other work of this
 * attempt is under way, it waits: a reservation is the most that can be used, and what is left of it is room again. So
 * work of one spend must not spend. Throws `budget-exceeded` where none fits and nothing is under way. `resultOf` is what
 * the settlement records.
 */
export type Spending = <Spent extends { usedUsd: number }>(
	name: string,
	estimatesUsd: readonly number[],
	work: (taken: number) => Promise<Spent>,
	resultOf: (spent: Spent) => unknown,
) => Promise<unknown>;

/** For one attempt. `onRefused` is given the name of what was refused. */
export function createSpending(
	budgets: BudgetStore,
	run: ClaimedRun,
	signal: AbortSignal,
	onRefused: (name: string) => void = () => {},
): Spending {
	/** Resolve when their work is settled or has failed. */
	const underWay = new Set<Promise<void>>();
	// Of those that wait one asks at a time: whoever waits longest gets the room.
	const inTurn = createInTurn();
	let inLine = 0;

	async function firstThatFits(name: string, estimatesUsd: readonly number[]): Promise<number | undefined> {
		for (const [place, usd] of estimatesUsd.entries()) {
			const reserved = await budgets.reserve(run, run.rootId, name, Math.ceil(usd * NANO));
			if (reserved === undefined) throw new TerminalError('run-superseded');
			if (reserved) return place;
		}
		return undefined;
	}

	type Reserved = { taken: number; end: () => void };

	/** While nobody waits, all ask at once, so that they can share a statement. Who asks counts as under way. */
	async function reserveAtOnce(name: string, best: number): Promise<Reserved | undefined> {
		signal.throwIfAborted();
		const end = begin();
		try {
			if ((await firstThatFits(name, [best])) !== undefined) return { taken: 0, end };
		} catch (error) {
			end();
			throw error;
		}
		end();
		return undefined;
	}

	async function reserveInTurn(name: string, estimatesUsd: readonly number[]): Promise<Reserved> {
		inLine += 1;
		try {
			return await inTurn('reserve', () => reserve(name, estimatesUsd));
		} finally {
			inLine -= 1;
		}
	}

	async function reserve(name: string, estimatesUsd: readonly number[]): Promise<Reserved> {
		for (;;) {
			signal.throwIfAborted();
			// Before the store is asked: what ends meanwhile may be the room that it did not see.
			const others = [...underWay];
			const taken = await firstThatFits(name, estimatesUsd);
			if (taken !== undefined) return { taken, end: begin() };
			if (others.length === 0) {
				onRefused(name);
				throw new TerminalError('budget-exceeded');
			}
			await untilOne(others, signal);
		}
	}

	function begin(): () => void {
		const { promise, resolve } = Promise.withResolvers<void>();
		underWay.add(promise);
		return () => {
			underWay.delete(promise);
			resolve();
		};
	}

	return async (name, estimatesUsd, work, resultOf) => {
		const [best] = estimatesUsd;
		const atOnce = inLine === 0 && best !== undefined ? await reserveAtOnce(name, best) : undefined;
		const { taken, end } = atOnce ?? (await reserveInTurn(name, estimatesUsd));
		try {
			// What fails stays reserved, and counts as spent: nobody knows what it cost.
			const spent = await work(taken);
			const result = resultOf(spent);
			const settled = await budgets.settle(run, run.rootId, name, Math.ceil(spent.usedUsd * NANO), result);
			if (!settled) throw new TerminalError('run-superseded');
			return result;
		} finally {
			end();
		}
	};
}

async function untilOne(others: readonly Promise<void>[], signal: AbortSignal): Promise<void> {
	const stopped = Promise.withResolvers<never>();
	const stop = () => stopped.reject(signal.reason);
	signal.addEventListener('abort', stop, { once: true });
	try {
		await Promise.race([...others, stopped.promise]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
