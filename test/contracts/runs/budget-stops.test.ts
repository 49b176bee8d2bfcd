/** That a budget refused something is recorded with the end of a run, and known when its root has ended, on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDeliveryStore } from '../../../engine/adapters/store/shared/event-deliveries.ts';
import { createEventStore } from '../../../engine/adapters/store/shared/events.ts';
import { RetryableError, SophiaError } from '../../../engine/errors.ts';
import type { RunContext } from '../../../engine/ports/run-context.ts';
import type { ClaimedRun } from '../../../engine/ports/run-store.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { claimsOn } from './claimed.ts';
import { request, startTestEngine, type TestEngine } from './engine.ts';

/** What a model does where the budget allows it. */
async function spendOrGoOn(run: RunContext, name: string, estimateUsd: number): Promise<string> {
	try {
		return await run.spend(name, estimateUsd, async () => ({ usedUsd: estimateUsd, value: 'done' }));
	} catch (error) {
		if (error instanceof SophiaError && error.code === 'budget-exceeded') return 'not done';
		throw error;
	}
}

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`what budgets stop on ${adapter.name}`, () => {
		let store: OpenStore;
		let redis: RedisServer;
		let engine: TestEngine;
		let attempts = 0;
		const kinds = {
			reading: async (run: RunContext) => [await spendOrGoOn(run, 'first', 0.8), await spendOrGoOn(run, 'second', 0.8)],
			parent: async (run: RunContext) =>
				(await run.children<string[]>('reading', [{ key: 'a', input: {} }])).map(({ value }) => value),
			// Its first attempt is refused while a fault of another sort is still there.
			again: async (run: RunContext<{ cheap: boolean }>) => {
				attempts += 1;
				const first = attempts === 1;
				const done = await spendOrGoOn(run, 'only', first ? 2 : 0.5);
				if (first) throw new RetryableError('vendor-unavailable');
				return done;
			},
		};

		beforeAll(async () => {
			[store, redis] = await Promise.all([adapter.open(), startRedis()]);
			engine = await startTestEngine({ database: store.database, redisUrl: redis.url, kinds });
		});
		afterAll(async () => {
			await engine?.close();
			await store?.close();
			await redis?.remove();
		});

		const events = () => createEventStore(store.database);
		async function ended(tenant: string, kind: string, inputs: object[] = [{}]) {
			const [accepted] = await engine.runs.submit(tenant, [{ request: request(kind, inputs) }]);
			return engine.runs.get(tenant, accepted?.id ?? '', { waitMs: 60_000 });
		}

		it('are known with the end of the run, until they are told, to their tenant alone', async () => {
			verifies('events.budget-stopped');
			const run = await ended('mono', 'reading');
			expect(run.results[0]?.value).toEqual(['done', 'not done']);
			const stops = await events().stops('mono', 9);
			expect(stops).toMatchObject([
				{ rootId: run.id, kind: 'reading', state: 'succeeded', limitNano: 1e9, spentNano: 8e8, work: [['second']] },
			]);
			expect(await createDeliveryStore(store.database).tenantsStopped()).toContain('mono');
			expect(await events().stops('stereo', 9)).toEqual([]);
			await events().stopsTold('stereo', [run.id]);
			expect(await events().stops('mono', 9)).toHaveLength(1);
			await events().stopsTold('mono', [run.id]);
			expect(await events().stops('mono', 9)).toEqual([]);
			expect(await createDeliveryStore(store.database).tenantsStopped()).not.toContain('mono');
		});

		it('are those of the whole tree, told of its root', async () => {
			verifies('events.budget-stopped');
			const run = await ended('tree', 'parent', [{}, {}]);
			const [stop, ...more] = await events().stops('tree', 9);
			expect(more).toEqual([]);
			// 1 dollar for both: the one that came first had its first part.
			expect(stop).toMatchObject({ rootId: run.id, kind: 'parent' });
			expect(stop?.work.flat().toSorted()).toEqual(['first', 'second', 'second']);
		});

		it('are not what an attempt was refused that another one did', async () => {
			expect(await ended('retried', 'again')).toMatchObject({ state: 'succeeded', results: [{ value: 'done' }] });
			expect(await events().stops('retried', 9)).toEqual([]);
		});

		it('are recorded with the end or not at all: not by an attempt that was taken over, and not before the root ends', async () => {
			verifies('events.budget-stopped');
			const claims = claimsOn(store.database, 'taken');
			const root = await claims.begin();
			const { attempts: rows } = claims.stores;
			const runId = crypto.randomUUID();
			await rows.addChildren(root, 'reading', [{ id: runId, key: 'a', input: {} }]);
			const child = (await rows.claim({ tenant: 'taken', runId, turn: 0 }, 'worker')) as ClaimedRun;
			await rows.finish(child, { state: 'succeeded', refused: ['of the child'] });
			const next = await claims.takeOver(root);
			expect(await rows.finish(root, { state: 'succeeded', refused: ['of the one taken over'] })).toBeUndefined();
			expect(await events().stops('taken', 9)).toEqual([]);
			await rows.finish(next, { state: 'failed' });
			expect(await events().stops('taken', 9)).toMatchObject([{ state: 'failed', work: [['of the child']] }]);
		});
	});
}
