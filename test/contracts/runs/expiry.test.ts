/** What is forgotten when, and what is never forgotten, on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NewRun } from '../../../engine/ports/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, newRun, TENANT } from './claimed.ts';

const TIMES = { deadlineMs: 1_000, graceMs: 0 };

for (const adapter of STORES) {
	need(...adapter.needs)(`expiry on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());

		/** As if all of it had happened that much earlier. */
		const passDays = (days: number) =>
			store.database.system(async (query) => {
				await query(`update runs set ended_at = ended_at - $1 * interval '1 day'`, [days]);
				await query(`update idempotency set created_at = created_at - $1 * interval '1 day'`, [days]);
			});
		const count = (table: 'runs' | 'steps' | 'spends' | 'budgets', root: string) =>
			store.database.system(async (query) => {
				const column = table === 'steps' ? 'run_id' : 'root_id';
				const [row] = await query<{ n: number }>(`select count(*) as n from ${table} where ${column} = $1`, [root]);
				return row?.n;
			});

		it('erases a tree 30 days after its end, and keeps its effects', async () => {
			verifies('runs.results-expire', 'effects.kept-when-runs-expire');
			const { attempts, budgets, effects, runs, sweep } = claims.stores;
			const root = await claims.begin({ budgetNano: 10 });
			const key = crypto.randomUUID();
			await attempts.recordStep(root, 'step', 1);
			await attempts.addChildren(root, 'part', [{ id: crypto.randomUUID(), key: 'a', input: {} }]);
			await budgets.reserve(root, root.rootId, 'call', 5);
			await effects.intend(root, key, 'message', TIMES);
			await effects.done(root, key, 1, { id: '1' });
			await attempts.finish(root, { state: 'failed' });
			const unfinished = await claims.begin();

			await passDays(29);
			await sweep.expire();
			expect(await runs.read(TENANT, root.runId)).toMatchObject({ state: 'failed' });
			await passDays(2);
			await sweep.expire();
			expect(await runs.read(TENANT, root.runId)).toBeUndefined();
			for (const table of ['runs', 'steps', 'spends', 'budgets'] as const)
				expect(await count(table, root.runId)).toBe(0);
			expect(await runs.state(TENANT, unfinished.runId)).toBe('running');

			const later = await claims.begin();
			expect(await effects.intend(later, key, 'message', TIMES)).toMatchObject({
				mine: false,
				row: { state: 'done', receipt: { id: '1' } },
			});
		});

		it('knows an Idempotency-Key for 7 days', async () => {
			verifies('runs.results-expire');
			const submit = async (): Promise<string> => {
				const idempotency = { key, fingerprint: 'the same' };
				const [submitted] = await claims.stores.runs.submit(TENANT, [{ ...newRun(), idempotency } satisfies NewRun]);
				return submitted?.id ?? '';
			};
			const key = crypto.randomUUID();
			const first = await submit();
			await passDays(6);
			await claims.stores.sweep.expire();
			expect(await submit()).toBe(first);
			await passDays(2);
			expect(await submit()).not.toBe(first);
		});
	});
}
