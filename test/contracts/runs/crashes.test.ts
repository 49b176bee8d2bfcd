/** Which crashes count against a run on every store: not those between which it got on, nor while a write may still land. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, TENANT } from './claimed.ts';

/** A write with these may still land as long as the test lasts. */
const LONG_TIMES = { deadlineMs: 60_000, graceMs: 0 };

for (const adapter of STORES) {
	need(...adapter.needs)(`crashes on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());

		it('counts an intent and a receipt as progress of a run that crashes', async () => {
			const { effects, runs, sweep } = claims.stores;
			/** The worker dies; the run fails with the second crash in a row that brought nothing. */
			const crash = () => sweep.sweep({ deadAfterMs: 0, lostAfterMs: 60_000, crashes: 2 });
			const first = await claims.begin();
			await effects.intend(first, 'key', 'message', LONG_TIMES);
			await crash();
			const second = await claims.takeOver(first);
			await effects.done(second, 'key', 1, { id: 1 });
			await crash();
			const third = await claims.takeOver(second);
			await crash();
			expect(third.epoch).toBe(3);
			expect(await runs.state(TENANT, third.runId)).toBe('failed');
		});

		it('counts no crash while a write of an earlier attempt may still land', async () => {
			verifies('runs.ten-crashes');
			const { effects, runs, sweep } = claims.stores;
			const crash = () => sweep.sweep({ deadAfterMs: 0, lostAfterMs: 60_000, crashes: 2 });
			const first = await claims.begin();
			await effects.intend(first, 'slow', 'message', LONG_TIMES);
			await crash();
			let waiting = await claims.takeOver(first);
			for (let time = 0; time < 5; time += 1) {
				await crash();
				expect(await runs.state(TENANT, waiting.runId)).toBe('queued');
				waiting = await claims.takeOver(waiting);
			}
			await effects.failed(waiting, 'slow', 1, 'refused');
			await crash();
			expect(await runs.state(TENANT, waiting.runId)).toBe('failed');
		});

		it('gives up a write that kills its process again and again', async () => {
			verifies('runs.ten-crashes');
			const { effects, runs, sweep } = claims.stores;
			const over = { deadlineMs: 0, graceMs: 0 };
			const states: (string | undefined)[] = [];
			let attempt = await claims.begin();
			await effects.intend(attempt, 'deadly', 'message', over);
			for (let tries = 1; tries <= 5; tries += 1) {
				if (tries > 1) await effects.retake(attempt, 'deadly', tries - 1, over);
				await sweep.sweep({ deadAfterMs: 0, lostAfterMs: 60_000, crashes: 3 });
				states.push(await runs.state(TENANT, attempt.runId));
				if (states.at(-1) === 'queued') attempt = await claims.takeOver(attempt);
			}
			// The second and the third try count as progress; two more crashes end it.
			expect(states).toEqual(['queued', 'queued', 'queued', 'queued', 'failed']);
		});
	});
}
