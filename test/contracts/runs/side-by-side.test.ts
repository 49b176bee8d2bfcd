/** Statements of several engines that meet on the same rows. PGlite has one connection: there nothing can meet. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createRunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { type EngineByHand, startEngineByHand } from './by-hand.ts';
import { request, type TestEngine } from './engine.ts';

const T = 'acme';
const TEXTS = { crashed: {}, timedOut: { message: '', action: '' } };

for (const adapter of STORES.filter(({ name }) => name === 'PostgreSQL')) {
	need('redis', ...adapter.needs)(`engines side by side on ${adapter.name}`, () => {
		let byHand: EngineByHand | undefined;
		let store: OpenStore;
		let engine: TestEngine;

		beforeAll(async () => {
			byHand = await startEngineByHand(adapter);
			({ store, engine } = byHand);
		});
		afterAll(() => byHand?.close());

		/** Resolves when a statement waits for a lock. */
		const blocked = async () => {
			const text = 'select count(*) as waiting from pg_locks where not granted';
			for (;;) {
				const [row] = await store.database.system((query) => query<{ waiting: number }>(text));
				if ((row?.waiting ?? 0) > 0) return;
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
		};
		const submit = async (idempotencyKey?: string, inputs: unknown[] = [{}]) => {
			const submission = { request: request('x', inputs), ...(idempotencyKey ? { idempotencyKey } : {}) };
			const [accepted] = await engine.runs.submit(T, [submission]);
			return accepted?.id ?? '';
		};

		it('give no attempt a view of its run from before the attempt that came in between', async () => {
			const [first, second] = [await submit(), await submit()].sort() as [string, string];
			const here = createRunStores(store.database, TEXTS).attempts;
			const there = engine.stores.attempts;
			const queued = (runId: string) => ({ tenant: T, runId, turn: 0 });
			// The first claim of all goes out alone; those that come meanwhile go together.
			let claims: Promise<unknown[]> = Promise.resolve([]);
			await store.database.transaction(T, async (query) => {
				await query('select 1 from runs where id = $1 for update', [first]);
				claims = Promise.all([
					here.claim(queued('nothing'), 'w'),
					here.claim(queued(first), 'w'),
					here.claim(queued(second), 'w'),
				]);
				await blocked();
				const between = await there.claim(queued(second), 'w');
				if (!between) throw new Error('not claimed');
				await there.recordStep(between, 'paid', { dollars: 3 });
				await there.suspend(between, { ms: 0 });
				await query('select 1');
				await store.database.tenant(T, (other) =>
					other(`update runs set state = 'queued', waits_for = null where id = $1`, [second]),
				);
			});
			const [, , claimed] = (await claims) as Awaited<ReturnType<typeof here.claim>>[];
			// Either it is left to the next claim, or it has what was recorded.
			const run = claimed ?? (await there.claim(queued(second), 'w'));
			expect(run?.steps).toEqual({ paid: { dollars: 3 } });
		});

		it('answer a request whose key another one takes at that moment with the run there is', async () => {
			const known = crypto.randomUUID();
			await submit(known);
			const key = crypto.randomUUID();
			let other = '';
			// Between the look at the keys and the rows of this request another engine records the same key.
			const overtaken: Database = {
				...store.database,
				transaction: (tenant, work) =>
					store.database.transaction(tenant, (query) =>
						work(async (text, values) => {
							const rows = await query(text, values);
							if (other === '' && text.includes('from idempotency')) other = await submit(key);
							return rows as never;
						}),
					),
			};
			const { runs } = createRunStores(overtaken, TEXTS);
			const one = (idempotency: { key: string; fingerprint: string }) => ({
				...{ id: crypto.randomUUID(), kind: 'x', inputs: [{ id: crypto.randomUUID(), input: {} }] },
				...{ connections: { calls: 'c' }, delivery: 'send' as const, recipient: undefined, resend: undefined },
				...{ budgetNano: 1, deadlineSeconds: 60, callbackUrl: undefined, idempotency },
			});
			const fingerprintOf = async (wanted: string) =>
				store.database.tenant(T, async (query) => {
					const text = 'select fingerprint from idempotency where key = $1';
					return (await query<{ fingerprint: string }>(text, [wanted]))[0]?.fingerprint ?? '';
				});
			const fingerprint = await fingerprintOf(known);
			const answers = await runs.submit(T, [one({ key: known, fingerprint }), one({ key, fingerprint })]);
			expect(answers[1]?.id).toBe(other);
		});

		it('cancel, claim and end the runs of a large tree without waiting for each other in a circle', async () => {
			const deadlocks = async () => {
				const text = 'select deadlocks from pg_stat_database where datname = current_database()';
				return (await store.database.system((query) => query<{ deadlocks: number }>(text)))[0]?.deadlocks;
			};
			for (let round = 0; round < 5; round += 1) {
				const root = await submit(
					undefined,
					Array.from({ length: 200 }, (_, n) => ({ n })),
				);
				const rows = await store.database.tenant(T, (query) =>
					query<{ id: string }>('select id from runs where root_id = $1 and id <> root_id order by child_index', [
						root,
					]),
				);
				const engines = [1, 2, 3].map(() => createRunStores(store.database, TEXTS));
				const claims = engines.flatMap(({ attempts }) =>
					rows.map(({ id }) => attempts.claim({ tenant: T, runId: id, turn: 0 }, 'w')),
				);
				await Promise.race(claims);
				const all = [
					...claims,
					engine.runs.cancel(T, root),
					engine.stores.sweep.leave('w'),
					...engines.map(({ sweep }) => sweep.sweep({ deadAfterMs: 60_000, lostAfterMs: 0, crashes: 10 })),
				];
				const failed = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
				expect(failed).toEqual([]);
				await store.database.system((query) =>
					query(`insert into workers values ('w', now() + interval '1 hour') on conflict (id) do nothing`),
				);
			}
			expect(await deadlocks()).toBe(0);
		});
	});
}
