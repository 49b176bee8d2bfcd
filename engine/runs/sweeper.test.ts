import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../adapters/clock/system.ts';
import type { Log } from '../ports/log.ts';
import type { SweepStore } from '../ports/run-store.ts';
import { type SweeperOptions, startSweeper } from './sweeper.ts';

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

describe('the sweeper', () => {
	it('goes on while callers take their time, and lets them end when it is closed', async () => {
		let sweeps = 0;
		const third = Promise.withResolvers<void>();
		const called = Promise.withResolvers<void>();
		let ended = false;
		const sweep = {
			async sweep() {
				sweeps += 1;
				if (sweeps === 3) third.resolve();
				return { queue: [], ended: [] };
			},
			async expire() {},
		} as unknown as SweepStore;
		const callbacks = {
			dispatch: (signal: AbortSignal) =>
				new Promise<void>((resolve) => {
					called.resolve();
					const end = () => {
						ended = true;
						resolve();
					};
					if (signal.aborted) end();
					signal.addEventListener('abort', () => setImmediate(end));
				}),
		};
		const sweeper = startSweeper({
			sweep,
			queue: { async add() {} },
			signals: { publish() {}, subscribe: () => () => {} },
			callbacks,
			clock: systemClock,
			log: silent,
			everyMs: 1,
		} as unknown as SweeperOptions);
		await called.promise;
		await third.promise;
		await sweeper.close();
		expect(ended).toBe(true);
	});
});
