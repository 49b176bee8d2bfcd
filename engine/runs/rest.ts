/**
 * Lets an attempt give its slot back only when nothing else of it is under way: what a parallel part is paying for is
 * recorded first, and not paid again after.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export type Rest = {
	/** What it does counts as under way until it has ended. */
	during<T>(work: () => Promise<T>): Promise<T>;
	/**
	 * Resolves when all that is under way has ended, or waits here too. Work that itself calls this is not waited for.
	 * Rejects with the signal's reason.
	 */
	untilRest(signal: AbortSignal): Promise<void>;
};

type Work = { counted: boolean; within: Work | undefined };

export function createRest(): Rest {
	const current = new AsyncLocalStorage<Work>();
	const waiting = new Set<() => void>();
	let underWay = 0;

	const leave = (work: Work) => {
		if (!work.counted) return;
		work.counted = false;
		underWay -= 1;
		lookSoon();
	};
	/** What has ended goes on first: its code may begin the next thing at once. */
	const lookSoon = () => {
		if (underWay > 0 || waiting.size === 0) return;
		setImmediate(() => {
			if (underWay > 0) return;
			for (const resolve of waiting) resolve();
			waiting.clear();
		});
	};

	return {
		async during(work) {
			const mine: Work = { counted: true, within: current.getStore() };
			underWay += 1;
			try {
				return await current.run(mine, work);
			} finally {
				leave(mine);
			}
		},
		async untilRest(signal) {
			signal.throwIfAborted();
			const { promise, reject, resolve } = Promise.withResolvers<void>();
			const abort = () => reject(signal.reason);
			signal.addEventListener('abort', abort, { once: true });
			waiting.add(resolve);
			for (let work = current.getStore(); work; work = work.within) leave(work);
			lookSoon();
			try {
				await promise;
			} finally {
				waiting.delete(resolve);
				signal.removeEventListener('abort', abort);
			}
		},
	};
}
