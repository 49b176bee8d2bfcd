/**
 * Runs that ask for more than they may spend: parallel calls of at most 2 % of the budget each, of which any part is
 * used. All go through the engine's own spending, over a budget in memory that keeps the rule of the stores; what the
 * first of them asked is asked of the real stores again, which must answer the same.
 */
import type { ClaimedRun } from '../../engine/ports/run-store.ts';
import { createSpending } from '../../engine/runs/spending.ts';
import { type BudgetMove, memoryBudget } from '../../engine/runs/testing/memory-budget.ts';
import { claimsOn, TENANT } from '../contracts/runs/claimed.ts';
import { seededRandom } from '../crash/random.ts';
import { STORES, type StoreAdapter } from '../servers/stores.ts';
import { concurrently, option, print, quantile } from './shared/figures.ts';

const RUNS = option('runs', 100_000);
/** Of them asked again of each store. */
const REAL = option('real', 2_000);
/** Of the budget: the most that one call may cost. */
const MOST_OF_BUDGET = 0.02;
const NANO = 1e9;

process.env.SOPHIA_SEED ??= '1';
const { between } = seededRandom('budget');
const unstopped = new AbortController().signal;

type Simulated = { limitNano: number; moves: BudgetMove[]; share: number; exceeded: boolean; mostNano: number };

/** Each lane calls until it is refused, which it is only when nothing else is under way. */
async function simulate(keep: boolean): Promise<Simulated> {
	const limitNano = between(1, 1_000) * 10_000_000;
	const lanes = between(1, 64);
	const moves: BudgetMove[] = [];
	const budget = memoryBudget(limitNano, keep ? (move) => moves.push(move) : undefined);
	const spending = createSpending(budget, { rootId: 'root' } as ClaimedRun, unstopped);
	let [calls, mostNano] = [0, 0];
	const call = async () => {
		const most = between(limitNano / 1_000, limitNano * MOST_OF_BUDGET);
		const work = async () => {
			mostNano = Math.max(mostNano, budget.spentNano + budget.reservedNano);
			for (let waits = between(0, 100); waits > 0; waits -= 1) await undefined;
			return { usedUsd: between(0, most) / NANO };
		};
		calls += 1;
		await spending(`call ${calls}`, [most / NANO], work, () => null);
	};
	const refused = async () => {
		try {
			for (;;) await call();
		} catch (error) {
			if ((error as { code?: string }).code !== 'budget-exceeded') throw error;
		}
	};
	await Promise.all(Array.from({ length: lanes }, refused));
	mostNano = Math.max(mostNano, budget.spentNano + budget.reservedNano);
	return { limitNano, moves, share: budget.spentNano / limitNano, exceeded: mostNano > limitNano, mostNano };
}

const kept: Simulated[] = [];
const shares: number[] = [];
let [overshoots, moves] = [0, 0];
for (let at = 0; at < RUNS; at += 1) {
	const run = await simulate(at < REAL);
	shares.push(run.share);
	if (run.exceeded) overshoots += 1;
	if (at < REAL) {
		kept.push(run);
		moves += run.moves.length;
	}
}

const real: string[] = [];
for (const adapter of STORES) real.push(await askAgain(adapter));
const how = `${RUNS} runs, seed ${process.env.SOPHIA_SEED}`;
print({
	...{ bench: 'budget', metric: 'overshoots', value: overshoots, unit: 'runs' },
	note: `${how}; ${moves} moves of ${kept.length} runs asked again: ${real.join(', ')}`,
});
const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
print({
	...{ bench: 'budget', metric: 'usable_share', value: quantile(shares, 0), unit: 'share' },
	note: `${how}; the lowest; mean ${mean.toFixed(4)}, median ${quantile(shares, 0.5).toFixed(4)}`,
});
// A kept connection must not keep the process.
process.exit();

/** Whatever the store answers otherwise is counted, and an overshoot there is one. */
async function askAgain({ name, open }: StoreAdapter): Promise<string> {
	const store = await open();
	const { begin, stores } = claimsOn(store.database);
	let different = 0;
	await concurrently(kept, 16, async ({ limitNano, moves: asked }) => {
		const run = await begin({ budgetNano: limitNano });
		for (const move of asked) {
			const answer = await (move.type === 'reserve'
				? stores.budgets.reserve(run, run.rootId, move.name, move.nano)
				: stores.budgets.settle(run, run.rootId, move.name, move.nano, null));
			if (answer !== move.answer) different += 1;
		}
		const spent = (await stores.runs.read(TENANT, run.rootId))?.spentNano ?? Number.NaN;
		if (!(spent <= limitNano)) overshoots += 1;
	});
	await store.close();
	if (different > 0) throw new Error(`${name} answered otherwise ${different} times`);
	return `${name} answered the same`;
}
