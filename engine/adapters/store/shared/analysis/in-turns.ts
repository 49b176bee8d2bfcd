/** So many at once; others wait until it is their turn, or their signal aborts. */
export function inTurns(atOnce: number): <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T> {
	let underWay = 0;
	const waiting: (() => void)[] = [];

	async function come(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (underWay < atOnce) {
			underWay += 1;
			return;
		}
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const giveUp = () => {
			waiting.splice(waiting.indexOf(resolve), 1);
			reject(signal.reason);
		};
		waiting.push(resolve);
		signal.addEventListener('abort', giveUp, { once: true });
		await promise.finally(() => signal.removeEventListener('abort', giveUp));
	}

	return async (signal, work) => {
		await come(signal);
		try {
			return await work();
		} finally {
			// The turn goes over to the next one, so that nobody comes between.
			const next = waiting.shift();
			if (next) next();
			else underWay -= 1;
		}
	};
}
