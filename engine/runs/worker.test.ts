import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../adapters/clock/system.ts';
import { RetryableError } from '../errors.ts';
import type { Log } from '../ports/log.ts';
import type { QueuedRun } from '../ports/queue.ts';
import type { ClaimedRun } from '../ports/run-store.ts';
import { startWorker, type WorkerOptions } from './worker.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };
const QUEUED: QueuedRun = { tenant: 'acme', runId: 'run-1', turn: 0 };

/** A store that holds the run for this worker from the moment it was asked for. */
async function work(claim: () => Promise<ClaimedRun | undefined>) {
	const released: string[] = [];
	const beats = { count: 0, heard: [] as { count: number; tell: () => void }[] };
	let take: (queued: QueuedRun) => Promise<void> = async () => {};
	const worker = await startWorker({
		attempts: { claim },
		clock: systemClock,
		...{ log: silent, concurrency: 1, worker: 'worker-1', sole: false, heartbeatMs: 1 },
		queue: {
			async add() {},
			process: async (process: typeof take) => {
				take = process;
				return { close: async () => {} };
			},
		},
		signals: { publish() {}, subscribe: () => () => {} },
		sweep: {
			async heartbeat() {
				beats.count += 1;
				for (const { count, tell } of beats.heard) if (beats.count >= count) tell();
			},
			held: async () => new Map(released.length === 0 ? [['run-1', 1]] : []),
			release: async (_: string, lost: { id: string }[]) => {
				released.push(...lost.map(({ id }) => id));
				return [];
			},
			leave: async () => [],
		},
	} as unknown as WorkerOptions);
	return {
		...{ worker, released, take: (queued: QueuedRun) => take(queued) },
		/** Resolves after so many more heartbeats. */
		heartbeats: (more: number) => new Promise<void>((tell) => beats.heard.push({ count: beats.count + more, tell })),
	};
}

describe('a run that the store holds for a worker', () => {
	it('is not given back while the answer to its claim is awaited, and is where that answer was lost', async () => {
		const answer = Promise.withResolvers<undefined>();
		const { worker, released, take, heartbeats } = await work(() => answer.promise);
		const taken = take(QUEUED);
		await heartbeats(5);
		expect(released).toEqual([]);
		answer.reject(new RetryableError('store-unavailable'));
		await taken;
		await heartbeats(4);
		expect(released).toEqual(['run-1']);
		await worker.close();
	});
});
