/** What those who watch a run are told: all of it, whatever the order in which it was recorded. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createRunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import type { RunEvent } from '../../../engine/contract/run.ts';
import type { EventCursor } from '../../../engine/ports/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { type EngineByHand, startEngineByHand } from './by-hand.ts';
import { request, type TestEngine } from './engine.ts';

const T = 'acme';

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`events on ${adapter.name}`, () => {
		let byHand: EngineByHand | undefined;
		let store: OpenStore;
		let engine: TestEngine;

		beforeAll(async () => {
			byHand = await startEngineByHand(adapter);
			({ store, engine } = byHand);
		});
		afterAll(() => byHand?.close());

		const begin = async () => {
			const [accepted] = await engine.runs.submit(T, [{ request: request('x') }]);
			const run = await engine.stores.attempts.claim({ tenant: T, runId: accepted?.id ?? '', turn: 0 }, 'w');
			if (!run) throw new Error('not claimed');
			return run;
		};
		const watch = (id: string, { runs } = engine.stores) => {
			let cursor: EventCursor | undefined;
			return async () => {
				const news = await runs.events(T, id, cursor);
				cursor = news.cursor;
				return news.events;
			};
		};
		const steps = (events: RunEvent[]) => events.flatMap((event) => (event.type === 'step' ? [event.name] : []));
		const spends = (events: RunEvent[]) => events.flatMap((event) => (event.type === 'spend' ? [event.spentUsd] : []));

		it('tell of a step that became visible after one with a higher position, and of none twice', async () => {
			const run = await begin();
			const next = watch(run.runId);
			for (const name of ['a', 'b', 'c']) await engine.stores.attempts.recordStep(run, name, 1);
			// As where two statements run side by side: the position is taken first, the row is there later.
			const late = await store.database.tenant(T, (query) =>
				query<{ position: number }>(`delete from steps where run_id = $1 and name = 'b' returning position`, [
					run.runId,
				]),
			);
			expect(steps(await next())).toEqual(['a', 'c']);
			await store.database.tenant(T, (query) =>
				query(
					`insert into steps (tenant_id, run_id, name, position, result) overriding system value values ($1, $2, 'b', $3, '1')`,
					[T, run.runId, late[0]?.position],
				),
			);
			expect(steps(await next())).toEqual(['b']);
			await engine.stores.attempts.recordStep(run, 'd', 1);
			expect(steps(await next())).toEqual(['d']);
			expect(await next()).toEqual([]);
		});

		it('tell of money that was settled later than what was reserved after it', async () => {
			const run = await begin();
			const next = watch(run.runId);
			for (const name of ['slow', 'quick']) await engine.stores.budgets.reserve(run, run.rootId, name, 5_000_000);
			await engine.stores.budgets.settle(run, run.rootId, 'quick', 2_000_000, 1);
			expect(spends(await next())).toEqual([0.002]);
			await engine.stores.budgets.settle(run, run.rootId, 'slow', 3_000_000, 1);
			expect(spends(await next())).toEqual([0.003]);
			expect(await next()).toEqual([]);
		});

		it('tell of everything before the end, also of what is recorded while they are gathered', async () => {
			const run = await begin();
			let statements = 0;
			const busy: Database = {
				...store.database,
				tenant: (tenant, work) =>
					store.database.tenant(tenant, (query) =>
						work(async (text, values) => {
							const rows = await query(text, values);
							statements += 1;
							if (statements === 1) {
								await engine.stores.attempts.recordStep(run, 'last', 1);
								await engine.stores.attempts.finish(run, { state: 'succeeded' });
							}
							return rows as never;
						}),
					),
			};
			const next = watch(run.runId, createRunStores(busy, { crashed: {}, timedOut: { message: '', action: '' } }));
			const events: RunEvent[] = [];
			while (!events.some((event) => event.type === 'state' && event.state === 'succeeded'))
				events.push(...(await next()));
			expect(steps(events)).toEqual(['last']);
			expect(events.at(-1)).toMatchObject({ type: 'state', state: 'succeeded' });
		});
	});
}
