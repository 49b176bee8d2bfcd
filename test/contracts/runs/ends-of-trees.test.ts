/** What ends with a run: its tree, also where ending and growing meet. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createRunStores } from '../../../engine/adapters/store/shared/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { type EngineByHand, startEngineByHand } from './by-hand.ts';
import { request, type TestEngine } from './engine.ts';

const T = 'acme';
const LIMITS = { deadAfterMs: 60_000, lostAfterMs: 60_000, crashes: 10 };

for (const adapter of STORES) {
	need('redis', ...adapter.needs)(`ends of trees on ${adapter.name}`, () => {
		let byHand: EngineByHand | undefined;
		let store: OpenStore;
		let engine: TestEngine;

		beforeAll(async () => {
			byHand = await startEngineByHand(adapter);
			({ store, engine } = byHand);
		});
		afterAll(() => byHand?.close());

		const submit = async (more: Parameters<typeof request>[2] = {}) => {
			const [accepted] = await engine.runs.submit(T, [{ request: request('x', [{}], more) }]);
			return accepted?.id ?? '';
		};
		const claim = async (runId: string, stores = engine.stores) => {
			const run = await stores.attempts.claim({ tenant: T, runId, turn: 0 }, 'w');
			if (!run) throw new Error('not claimed');
			return run;
		};
		const stateOf = (id: string) =>
			store.database.tenant(T, async (query) => {
				const [row] = await query<{ state: string }>('select state from runs where id = $1', [id]);
				return row?.state;
			});

		it('ends a run nobody waits for, at once and whole', async () => {
			const id = await submit({ callback: { url: 'http://127.0.0.1:1/' } });
			const run = await claim(id);
			const child = crypto.randomUUID();
			await engine.stores.attempts.addChildren(run, 'k', [{ id: child, key: 'a', input: 1 }]);
			const due = { tenant: T, runId: id, url: '', ended: false, tries: 0 };
			await engine.stores.sweep.callbackTried(due, { next: 'gone' });
			expect(await stateOf(child)).toBe('cancelled');
			expect(await stateOf(id)).toBe('cancelled');
			expect(await engine.stores.attempts.recordStep(run, 'more', 1)).toBe(false);
			expect(await engine.stores.sweep.callbacksDue(1, 10)).toEqual([]);
		});

		it('ends what a run left going when its process died between its own end and theirs', async () => {
			const run = await claim(await submit());
			const child = crypto.randomUUID();
			await engine.stores.attempts.addChildren(run, 'k', [{ id: child, key: 'a', input: 1 }]);
			const grandchild = crypto.randomUUID();
			await engine.stores.attempts.addChildren(await claim(child), 'k', [{ id: grandchild, key: 'b', input: 1 }]);
			const failed = `update runs set state = 'failed', ended_at = now() where id = $1`;
			await store.database.tenant(T, (query) => query(failed, [child]));
			await engine.stores.sweep.sweep(LIMITS);
			expect(await stateOf(grandchild)).toBe('cancelled');
		});

		if (adapter.name === 'PostgreSQL') {
			// The embedded store has one connection: there statements come one after the other.
			it('cancels also the children that are being added at that moment', async () => {
				const run = await claim(await submit());
				const child = crypto.randomUUID();
				const cancelled = await store.database.transaction(T, async (query) => {
					const inTransaction = createRunStores(
						{ ...store.database, tenant: async (_tenant, work) => work(query) },
						{ crashed: {}, timedOut: { message: '', action: '' } },
					);
					await inTransaction.attempts.addChildren(run, 'k', [{ id: child, key: 'a', input: 1 }]);
					const cancelling = engine.stores.runs.cancel(T, run.runId);
					await blocked();
					// The transaction ends now, and the cancellation gets the row.
					return { cancelling };
				});
				expect(await cancelled.cancelling).toBe(true);
				expect(await stateOf(run.runId)).toBe('cancelled');
				expect(await stateOf(child)).toBe('cancelled');
			});
		}

		/** Resolves when a statement waits for a lock. */
		const blocked = async () => {
			const text = 'select count(*) as waiting from pg_locks where not granted';
			for (;;) {
				const [row] = await store.database.system((query) => query<{ waiting: number }>(text));
				if ((row?.waiting ?? 0) > 0) return;
				await new Promise((resolve) => setTimeout(resolve, 10));
			}
		};
	});
}
