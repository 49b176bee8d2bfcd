/** The stores of durable runs on one database. */
import type { AttemptStore, BudgetStore, EffectStore, RunStore, SweepStore } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { createAttemptStore } from './run-attempt.ts';
import { createBudgetStore } from './run-budgets.ts';
import { createEffectStore } from './run-effects.ts';
import { createRunStore } from './run-read.ts';
import { createSweepStore, type SweepTexts } from './run-sweep.ts';

export type RunStores = {
	runs: RunStore;
	attempts: AttemptStore;
	effects: EffectStore;
	budgets: BudgetStore;
	sweep: SweepStore;
};

export function createRunStores(database: Database, texts: SweepTexts): RunStores {
	return {
		runs: createRunStore(database),
		attempts: createAttemptStore(database),
		effects: createEffectStore(database),
		budgets: createBudgetStore(database),
		sweep: createSweepStore(database, texts),
	};
}
