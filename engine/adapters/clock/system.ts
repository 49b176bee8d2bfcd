/** The machine's own clock, and hashing, for code that may not reach for them itself. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../ports/clock.ts';
import type { Hasher } from '../../ports/hasher.ts';

export const systemClock: Clock = {
	now: () => new Date(),
	/** From the boot of the machine; CLOCK_MONOTONIC goes on while the process is stopped. */
	monotonicMs: () => Number(process.hrtime.bigint() / 1_000_000n),
	sleep: async (ms, signal) => {
		try {
			await delay(ms, undefined, { signal });
		} catch (error) {
			// Node wraps the reason in an AbortError of its own; whoever aborted said why.
			throw signal?.aborted ? signal.reason : error;
		}
	},
};

export const sha256: Hasher = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
