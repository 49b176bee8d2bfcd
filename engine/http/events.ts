/** A run's events as server-sent events (WHATWG HTML, section 9.2). */
import type { RunEvent } from '../contract/run.ts';

const HEARTBEAT = ': still here\n\n';

/**
 * Frames to send until the events end. A comment goes out whenever nothing happened for `heartbeatMs`, so that proxies
 * keep the connection and a dead one is noticed.
 */
export async function* eventFrames(events: AsyncIterable<RunEvent>, heartbeatMs: number): AsyncGenerator<string> {
	const iterator = events[Symbol.asyncIterator]();
	try {
		let next = iterator.next();
		for (;;) {
			const result = await within(next, heartbeatMs);
			if (result === undefined) {
				yield HEARTBEAT;
				continue;
			}
			if (result.done) return;
			yield `event: ${result.value.type}\ndata: ${JSON.stringify(result.value)}\n\n`;
			next = iterator.next();
		}
	} finally {
		// Not awaited: an iterator that waits for its next event would answer only when that comes.
		iterator.return?.().catch(() => undefined);
	}
}

/** What the promise brings, or undefined when it takes longer. */
async function within<Value>(promise: Promise<Value>, milliseconds: number): Promise<Value | undefined> {
	const { promise: timeout, resolve } = Promise.withResolvers<undefined>();
	const timer = setTimeout(resolve, milliseconds, undefined);
	try {
		return await Promise.race([promise, timeout]);
	} finally {
		clearTimeout(timer);
	}
}
