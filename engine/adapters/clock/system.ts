/** The machine's own clock, and hashing, for code that may not reach for them itself. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../ports/clock.ts';
import type { Hasher } from '../../ports/hasher.ts';

export const systemClock: Clock = {
	now: () => new Date(),
	/** From the boot of the machine; CLOCK_MONOTONIC goes on while the process is stopped. */
	monotonicMs: () => Number(process.hrtime.bigint() / 1_000_000n),
	/** By hand: the promised timer of Node makes an error with a stack for each one that is no longer needed. */
	sleep: (ms, signal) =>
		new Promise((resolve, reject) => {
			if (signal?.aborted) {
				reject(signal.reason);
				return;
			}
			const stop = () => {
				clearTimeout(timer);
				reject(signal?.reason);
			};
			const timer = setTimeout(() => {
				signal?.removeEventListener('abort', stop);
				resolve();
			}, ms);
			signal?.addEventListener('abort', stop, { once: true });
		}),
	after(ms, happen) {
		const timer = setTimeout(happen, ms);
		return () => clearTimeout(timer);
	},
};

export const sha256: Hasher = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
