/** Time that passes only when nothing else is left to do, so that minutes of waiting take microseconds. */
import type { Clock } from '../../ports/clock.ts';

export type VirtualTime = {
	readonly clock: Clock;
	after(ms: number, happen: () => void): void;
	/** Lets time pass until nothing is planned any more. Throws when more happens than ever should. */
	run(): Promise<void>;
};

const MOST_EVENTS = 20_000;

export function createVirtualTime(): VirtualTime {
	let now = 0;
	let order = 0;
	const planned: { at: number; order: number; happen: () => void }[] = [];
	const after = (ms: number, happen: () => void) => {
		order += 1;
		planned.push({ at: now + ms, order, happen });
	};
	return {
		after,
		clock: {
			now: () => new Date(now),
			monotonicMs: () => now,
			after(ms, happen) {
				let off = false;
				after(ms, () => off || happen());
				return () => {
					off = true;
				};
			},
			sleep: (ms, signal) =>
				new Promise((resolve, reject) => {
					after(ms, resolve);
					signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
				}),
		},
		async run() {
			for (let events = 0; planned.length > 0; events += 1) {
				if (events > MOST_EVENTS) throw new Error('This never ends.');
				planned.sort((one, other) => one.at - other.at || one.order - other.order);
				const next = planned.shift();
				now = next?.at ?? now;
				next?.happen();
				// What follows from it happens before time goes on.
				await new Promise(setImmediate);
			}
		},
	};
}
