/** Takes runs from the queue, and keeps saying that this process lives. */
import { TerminalError, toErrorView } from '../errors.ts';
import type { QueuedRun } from '../ports/queue.ts';
import type { SweepStore } from '../ports/run-store.ts';
import { type ActiveAttempts, type AttemptTools, runAttempt, STOPPING } from './attempt.ts';

export type WorkerOptions = AttemptTools & {
	sweep: SweepStore;
	/** Runs worked on at the same time. */
	concurrency: number;
	/** No other process can be alive on this store: what is running there is orphaned. */
	sole: boolean;
	heartbeatMs?: number;
};

/** Attempts that still write when the process is to stop get this time, ms. */
const STOP_MS = 12_000;

/** The store has answered a claim by then, or never will, ms. */
const CLAIM_MS = 15_000;

export async function startWorker(options: WorkerOptions): Promise<{ close(): Promise<void> }> {
	const { clock, heartbeatMs = 750, log, queue, signals, sole, sweep, worker } = options;
	const active: ActiveAttempts = new Map();
	/** Asked for at that moment, and not answered yet: the store may hold them for us already. */
	const claiming = new Map<QueuedRun, number>();
	const attempts: AttemptTools['attempts'] = {
		...options.attempts,
		async claim(queued, by) {
			claiming.set(queued, clock.monotonicMs());
			try {
				return await options.attempts.claim(queued, by);
			} finally {
				claiming.delete(queued);
			}
		},
	};
	const stopped = new AbortController();
	await sweep.heartbeat(worker, sole);

	/** Stops attempts that have lost their run; answers with the runs that are held in the store. */
	const look = async (): Promise<Map<string, number>> => {
		const before = new Map([...active].map(([id, { epoch }]) => [id, epoch]));
		const held = await sweep.held(worker);
		for (const [id, attempt] of active) {
			// What was begun since the question was asked is not in the answer.
			if (before.get(id) === attempt.epoch && held.get(id) !== attempt.epoch) {
				attempt.stop(new TerminalError('run-superseded'));
			}
		}
		return held;
	};
	/** Runs held in the store that nobody here works on, as seen at the last heartbeat. */
	let idle = new Map<string, number>();
	const giveBackStrays = async (held: Map<string, number>) => {
		// A claim whose answer is slow is not lost: to give it back would have two attempts at it.
		const since = clock.monotonicMs() - CLAIM_MS;
		const awaited = new Set([...claiming].flatMap(([{ runId }, at]) => (at > since ? [runId] : [])));
		const strays = [...held].filter(([id, epoch]) => active.get(id)?.epoch !== epoch && !awaited.has(id));
		// Seen at two heartbeats: not just being claimed, or just being ended.
		const lost = strays.filter(([id, epoch]) => idle.get(id) === epoch).map(([id, epoch]) => ({ id, epoch }));
		if (lost.length > 0) await queue.add(await sweep.release(worker, lost));
		idle = new Map(strays);
	};
	const beat = async () => {
		while (!stopped.signal.aborted) {
			try {
				await clock.sleep(heartbeatMs, stopped.signal);
				await sweep.heartbeat(worker, false);
				await giveBackStrays(await look());
			} catch (error) {
				if (!stopped.signal.aborted) log.warn({ err: toErrorView(error) }, 'the heartbeat was not recorded');
			}
		}
	};
	const beating = beat();
	const unsubscribe = signals.subscribe((signal) => {
		if (signal.type === 'cancelled') look().catch(() => {});
	});
	const processing = await queue.process(async (queued) => {
		if (stopped.signal.aborted) return;
		try {
			await runAttempt({ ...options, attempts }, active, queued, stopped.signal);
		} catch (error) {
			log.warn({ err: toErrorView(error), run: queued.runId, tenant: queued.tenant }, 'a run could not be taken');
		}
	}, options.concurrency);

	return {
		async close() {
			stopped.abort();
			unsubscribe();
			for (const attempt of active.values()) attempt.stop(STOPPING);
			const given = new AbortController();
			await Promise.race([processing.close(), clock.sleep(STOP_MS, given.signal).catch(() => {})]);
			given.abort();
			await beating;
			const left = await sweep.leave(worker).catch(() => []);
			await queue.add(left);
		},
	};
}
