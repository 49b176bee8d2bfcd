/** Ours without a store: the same code keeps steps and budget in memory. Breakers are in Redis all the same. */
import { createLog } from '../../../engine/adapters/log/pino.ts';
import { createRedisBreakers } from '../../../engine/adapters/redis/breakers.ts';
import { createRedisConnect } from '../../../engine/adapters/redis/connection.ts';
import type { AttemptStore, BudgetStore, ClaimedRun, EffectStore, RunEnding } from '../../../engine/ports/run-store.ts';
import { type ActiveAttempts, runAttempt } from '../../../engine/runs/attempt.ts';
import { memoryBudget } from '../../../engine/runs/testing/memory-budget.ts';
import { answerOf, BUDGET_NANO, CONNECTIONS, engineTools, TEAM } from './engine-side.ts';
import { serveSide } from './side.ts';
import { taskOf } from './work.ts';

const unused = async () => {
	throw new Error('is not used');
};

type Kept = {
	claimed: ClaimedRun;
	steps: Map<string, string>;
	budget: BudgetStore;
	ended: (ending: RunEnding) => void;
};
const runs = new Map<string, Kept>();
const keptOf = (runId: string): Kept => {
	const kept = runs.get(runId);
	if (!kept) throw new Error(`There is no run ${runId}.`);
	return kept;
};

const attempts: AttemptStore = {
	...{ addChildren: unused, children: unused, ask: unused, suspend: unused, report: unused },
	...{ progress: unused, wakeParent: unused, wakeAnswered: unused },
	claim: async ({ runId }) => keptOf(runId).claimed,
	async recordStep({ runId }, name, result) {
		keptOf(runId).steps.set(name, JSON.stringify(result));
		return true;
	},
	async finish({ runId }, ending) {
		keptOf(runId).ended(ending);
		return { parentId: undefined, isRoot: true, hasCallback: false };
	},
};
const budgets: BudgetStore = {
	reserve: (run, ...asked) => keptOf(run.runId).budget.reserve(run, ...asked),
	async settle(run, rootId, name, nano, result) {
		const { budget, steps } = keptOf(run.runId);
		const settled = await budget.settle(run, rootId, name, nano, result);
		if (settled) steps.set(name, JSON.stringify(result));
		return settled;
	},
};
const effects: EffectStore = { intend: unused, retake: unused, done: unused, failed: unused, unconfirmed: unused };

const redis = createRedisConnect({ url: process.env.REDIS_URL as string })();
const tools = {
	...(await engineTools(createLog({ level: 'info' }), createRedisBreakers({ redis }))),
	...{ attempts, budgets, effects },
	queue: { add: unused, process: unused, ping: unused, erase: unused, close: unused },
	signals: { publish: () => {}, subscribe: () => () => {}, close: async () => {} },
};
const active: ActiveAttempts = new Map();
const stopping = new AbortController().signal;

serveSide(async (number) => {
	const runId = String(number);
	const { promise, resolve } = Promise.withResolvers<RunEnding>();
	const claimed: ClaimedRun = {
		...{ tenant: 'acme', runId, rootId: runId, epoch: 1, kind: 'run-team', batch: false, connections: CONNECTIONS },
		...{ delivery: 'preview', recipient: undefined, resend: undefined, requestedAt: new Date() },
		...{ leftMs: 600_000, retries: 0, steps: {} },
		input: { team: TEAM, task: taskOf(number), approval: 'as-declared' },
	};
	runs.set(runId, { claimed, steps: new Map(), budget: memoryBudget(BUDGET_NANO), ended: resolve });
	await runAttempt(tools, active, { tenant: 'acme', runId, turn: 0 }, stopping);
	runs.delete(runId);
	const { value, error } = await promise;
	if (error) throw new Error(JSON.stringify(error));
	return answerOf(value);
});
