/** Durable runs on a real store and a real Redis, with kinds that a test writes. */
import { sha256, systemClock } from '../../../engine/adapters/clock/system.ts';
import { createLog } from '../../../engine/adapters/log/pino.ts';
import { createBullmqQueue } from '../../../engine/adapters/queue/bullmq.ts';
import { createRedisConnect } from '../../../engine/adapters/redis/connection.ts';
import { createRedisSignals } from '../../../engine/adapters/redis/signals.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createRunStores, type RunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import type { RunRequest } from '../../../engine/contract/run.ts';
import type { CallbackClient } from '../../../engine/ports/callback-client.ts';
import type { Log } from '../../../engine/ports/log.ts';
import type { RunKind } from '../../../engine/ports/run-context.ts';
import type { Runs } from '../../../engine/ports/runs.ts';
import {
	createCallbackDispatcher,
	createCallbackOriginCheck,
	createRuns,
	type EffectTimes,
	startSweeper,
	startWorker,
} from '../../../engine/runs/index.ts';
import { keepLine } from '../../logs/kept.ts';

export type Kinds = Record<string, RunKind<never, unknown>>;

export type TestEngine = {
	runs: Runs;
	stores: RunStores;
	/** Starts a further worker process in this one. */
	work(kinds: Kinds): Promise<{ close(): Promise<void> }>;
	close(): Promise<void>;
};

export type TestEngineOptions = {
	database: Database;
	redisUrl: string;
	kinds: Kinds;
	effectTimes?: EffectTimes;
	callbackClient?: CallbackClient;
	/** Without a worker nothing is done until `work` is called. */
	worker?: boolean;
};

/** The real one: what it writes is checked when all tests are over. */
const log: Log = createLog({ level: 'debug', stream: { write: keepLine } });
const noMetrics = { count() {}, observe() {} };
const TEXTS = {
	crashed: { code: 'run-crashed', message: 'crashed', action: 'look' },
	timedOut: { message: 'timed out', action: 'wait' },
};

export async function startTestEngine(options: TestEngineOptions): Promise<TestEngine> {
	const { database, effectTimes = { deadlineMs: 400, graceMs: 200 }, kinds, redisUrl, worker = true } = options;
	const clock = systemClock;
	const connect = createRedisConnect({ url: redisUrl, onError() {} });
	const prefix = `test-${crypto.randomUUID()}`;
	const queue = createBullmqQueue({ connect, prefix, log });
	const signals = createRedisSignals({ connect, prefix, log });
	const stores = createRunStores(database, TEXTS);
	const newId = () => crypto.randomUUID();
	const client = options.callbackClient ?? { request: async () => ({ status: 200, text: '' }) };
	const runs = createRuns({
		hash: sha256,
		newId,
		store: stores.runs,
		queue,
		signals,
		clock,
		checkCallback: createCallbackOriginCheck({ client, clock, allowed: [] }),
	});
	const sweeper = startSweeper({
		sweep: stores.sweep,
		queue,
		signals,
		clock,
		log,
		callbacks: createCallbackDispatcher({ sweep: stores.sweep, client, log }),
		everyMs: 100,
		deadAfterMs: 1_000,
		lostAfterMs: 1_000,
	});
	const work = (its: Kinds) =>
		startWorker({
			...stores,
			sole: false,
			kinds: new Map(Object.entries(its)),
			queue,
			signals,
			clock,
			log,
			metrics: noMetrics,
			newId,
			effectTimes,
			worker: crypto.randomUUID(),
			concurrency: 8,
			heartbeatMs: 200,
		});
	const workers = worker ? [await work(kinds)] : [];
	return {
		runs,
		stores,
		work: async (its) => {
			const started = await work(its);
			workers.push(started);
			return started;
		},
		async close() {
			for (const one of workers) await one.close();
			await sweeper.close();
			await signals.close();
			await queue.close();
		},
	};
}

/** A request for a kind that only the test knows. */
export function request(kind: string, inputs: unknown[] = [{}], more: Partial<RunRequest> = {}): RunRequest {
	return {
		kind,
		inputs,
		connections: { calls: 'c', chat: 'h', crm: 'r' },
		delivery: 'send',
		budgetUsd: 1,
		deadlineSeconds: 60,
		...more,
	} as unknown as RunRequest;
}
