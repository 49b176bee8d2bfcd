/** Looks after all runs: queues what was lost or is due, ends what is overdue, calls back, forgets what is old. */
import { toErrorView } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { RunSignals } from '../ports/run-signals.ts';
import type { SweepStore } from '../ports/run-store.ts';
import type { CallbackDispatcher } from './callback.ts';

export type SweeperOptions = {
	sweep: SweepStore;
	queue: Queue;
	signals: RunSignals;
	callbacks: CallbackDispatcher;
	clock: Clock;
	log: Log;
	everyMs?: number;
	/** A worker that has been silent for this time is dead, ms. */
	deadAfterMs?: number;
	/** A queued run that nobody took for this time is queued again, ms. */
	lostAfterMs?: number;
	/** Crashes in a row without progress after which a run fails. */
	crashes?: number;
};

const EXPIRE_EVERY_MS = 3_600_000;

export function startSweeper(options: SweeperOptions): { close(): Promise<void> } {
	const { callbacks, clock, log, queue, signals, sweep } = options;
	const { crashes = 10, deadAfterMs = 3_500, everyMs = 750, lostAfterMs = 10_000 } = options;
	const stopped = new AbortController();
	let expireAt = clock.monotonicMs() + EXPIRE_EVERY_MS;

	/** Callers may take their time: nobody's lost runs wait for them. */
	const calling = new Set<Promise<void>>();
	const callBack = () => {
		const call = callbacks
			.dispatch(stopped.signal)
			.catch((error: unknown) => {
				if (!stopped.signal.aborted) log.warn({ err: toErrorView(error) }, 'callbacks that are due could not be read');
			})
			.finally(() => calling.delete(call));
		calling.add(call);
	};

	const turn = async () => {
		const { ended, queue: due } = await sweep.sweep({ deadAfterMs, lostAfterMs, crashes });
		await queue.add(due);
		for (const { tenant, runId } of ended) signals.publish({ type: 'ended', tenant, runId });
		callBack();
		if (clock.monotonicMs() < expireAt) return;
		expireAt = clock.monotonicMs() + EXPIRE_EVERY_MS;
		await sweep.expire();
	};
	const loop = async () => {
		while (!stopped.signal.aborted) {
			try {
				await turn();
			} catch (error) {
				if (!stopped.signal.aborted) log.warn({ err: toErrorView(error) }, 'a sweep did not succeed');
			}
			await clock.sleep(everyMs, stopped.signal).catch(() => {});
		}
	};
	const looping = loop();
	// A run that ended here calls back at once.
	const unsubscribe = signals.subscribe((signal) => {
		if (signal.type === 'ended' && signal.callback) callBack();
	});

	return {
		async close() {
			stopped.abort();
			unsubscribe();
			await looping;
			await Promise.all(calling);
		},
	};
}
