/** The queue on Redis. A job is only a word that a run is to be looked at: losing or repeating one does no harm. */
import { Queue as BullQueue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Log } from '../../ports/log.ts';
import type { Queue, QueuedRun } from '../../ports/queue.ts';

export type BullmqOptions = {
	/** Makes a connection; BullMQ wants its own for blocking reads. */
	connect: () => Redis;
	/** Keeps installations on one Redis apart. */
	prefix?: string;
	log: Log;
};

const NAME = 'runs';

/** A worker that dies loses its lock after this time, ms; its job is then given to another. */
const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 2_500;

/** Jobs in one round trip. */
const MOST_AT_ONCE = 1_000;

/** How long an enqueue may take before the sweeper is left to repeat it, ms. */
const ADD_MS = 2_000;

/** `add` never rejects: what Redis does not take is queued again from the store. */
export function createBullmqQueue({ connect, prefix = 'sophia', log }: BullmqOptions): Queue {
	const client = connect();
	const queue = new BullQueue<QueuedRun>(NAME, {
		connection: client,
		prefix,
		skipMetasUpdate: true,
		defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
	});
	// Whoever connects says once that Redis is away; BullMQ says it at every attempt.
	queue.on('error', (error) => log.debug({ err: error.message }, 'the queue has a problem'));
	/** By job id: while Redis is away the sweeper brings the same runs again and again. */
	const waiting = new Map<string, QueuedRun>();
	let sending: Promise<void> | undefined;

	/** Everything that is to be added in one turn of the event loop goes in one round trip. */
	const send = async () => {
		await Promise.resolve();
		while (waiting.size > 0) {
			const batch = [...waiting].slice(0, MOST_AT_ONCE);
			for (const [jobId] of batch) waiting.delete(jobId);
			const [only] = batch;
			// One alone is cheaper without a transaction around it.
			if (only && batch.length === 1) await queue.add('run', only[1], { jobId: only[0] });
			else await queue.addBulk(batch.map(([jobId, data]) => ({ name: 'run', data, opts: { jobId } })));
		}
	};

	return {
		async add(runs) {
			if (runs.length === 0) return;
			for (const run of runs) waiting.set(`${run.runId}-${run.turn}`, run);
			sending ??= send()
				.catch((error: Error) => log.warn({ err: error.message }, 'runs could not be queued; the sweeper will'))
				.finally(() => {
					sending = undefined;
				});
			await Promise.race([sending, expiry(ADD_MS)]);
		},
		async process(work, concurrency) {
			const connection = connect();
			const worker = new Worker<QueuedRun>(
				NAME,
				async (job, _token, signal) => work(job.data, signal ?? new AbortController().signal),
				{
					connection,
					prefix,
					concurrency,
					lockDuration: LOCK_MS,
					stalledInterval: STALLED_CHECK_MS,
					// Whether a run has crashed too often is counted on its row, never here.
					maxStalledCount: 1_000_000,
					skipVersionCheck: true,
				},
			);
			worker.on('error', (error) => log.debug({ err: error.message }, 'the queue has a problem'));
			await Promise.race([worker.waitUntilReady(), expiry(ADD_MS)]);
			return {
				async close() {
					await worker.close();
					// BullMQ leaves a connection open that it was given.
					connection.disconnect();
				},
			};
		},
		async ping() {
			const answer = client.ping();
			await Promise.race([answer, expiry(ADD_MS).then(() => Promise.reject(new Error('Redis does not answer')))]);
		},
		async erase(tenant) {
			const jobs = await queue.getJobs(['waiting', 'delayed', 'prioritized']);
			await Promise.all(jobs.filter((job) => job?.data.tenant === tenant).map((job) => job.remove()));
		},
		async close() {
			await queue.close();
			client.disconnect();
		},
	};
}

/** Does not keep the process alive. */
function expiry(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms).unref();
	});
}
