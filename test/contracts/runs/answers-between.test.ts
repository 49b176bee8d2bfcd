/** Answers that come where an attempt does not look, on every store: while it still works, and to one that was taken over. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ClaimedRun } from '../../../engine/ports/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, TENANT } from './claimed.ts';

const QUESTION = { title: 'Write it?', tool: 'hubspot-api', member: 'CRMSpecialist', input: {} };
const YES = { answer: 'yes' as const };
const LIMITS = { deadAfterMs: 60_000_000, lostAfterMs: 60_000, crashes: 10 };

for (const adapter of STORES) {
	need(...adapter.needs)(`answers in between on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());

		const answer = async (run: ClaimedRun, name: string) => {
			const { runs } = claims.stores;
			const all = (await runs.questions(TENANT, run.rootId))?.shown ?? [];
			const wanted = all.find(({ title }) => title === name);
			return runs.answer(TENANT, run.rootId, wanted?.id ?? '', YES);
		};
		const ask = (run: ClaimedRun, name: string) => claims.stores.attempts.ask(run, name, { ...QUESTION, title: name });

		it.each(['the attempt', 'the sweeper'])('are noticed by %s where the run was still at work', async (who) => {
			verifies('teams.approval-kills');
			const { attempts, runs, sweep } = claims.stores;
			const run = await claims.begin();
			for (const name of ['a', 'b']) expect(await ask(run, name)).toEqual({ state: 'open' });
			expect((await answer(run, 'a')).queue).toEqual([]);
			expect(await attempts.suspend(run, { answers: true })).toBe(true);
			const queued = { tenant: TENANT, runId: run.runId, turn: run.epoch };
			if (who === 'the attempt') expect(await attempts.wakeAnswered(TENANT, run.runId)).toEqual(queued);
			else expect((await sweep.sweep(LIMITS)).queue).toContainEqual(queued);
			const next = (await attempts.claim(queued, 'w')) as ClaimedRun;
			expect(next.steps).toEqual({ a: YES });
			// The next attempt has seen it: it waits for the other one alone.
			expect(await ask(next, 'b')).toEqual({ state: 'open' });
			await attempts.suspend(next, { answers: true });
			expect(await attempts.wakeAnswered(TENANT, run.runId)).toBeUndefined();
			expect((await sweep.sweep(LIMITS)).queue).toEqual([]);
			expect((await answer(run, 'b')).queue).toEqual([{ ...queued, turn: next.epoch }]);
			expect((await runs.questions(TENANT, run.rootId))?.inAll).toBe(2);
			await runs.cancel(TENANT, run.rootId);
		});

		it('are read by the ask itself where they came after its run was claimed', async () => {
			const run = await claims.begin();
			await ask(run, 'a');
			await answer(run, 'a');
			expect(await ask(run, 'a')).toEqual({ state: 'answered', answer: YES });
		});

		it('are asked for by no attempt that was taken over', async () => {
			verifies('teams.approval-kills');
			const { attempts, runs } = claims.stores;
			const old = await claims.begin();
			const next = await claims.takeOver(old);
			expect(await ask(old, 'a')).toBeUndefined();
			expect(await attempts.suspend(old, { answers: true })).toBe(false);
			expect(await runs.questions(TENANT, old.rootId)).toEqual({ inAll: 0, shown: [] });
			expect(await attempts.recordStep(next, 'goes on', 1)).toBe(true);
		});
	});
}
