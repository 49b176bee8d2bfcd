/** Which texts, promises and subscriptions go with their age, the call, the person and the tenant, on every store. */
import { expect, it } from '@jest/globals';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { EventFilters } from '../../../engine/contract/event.ts';
import { need } from '../../need.ts';
import { STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { finished, promised, useEventStores, wish } from './event-stores.ts';

for (const adapter of STORES) {
	need(...adapter.needs)(`erasing events on ${adapter.name}`, () => {
		const { database, subscriptions, events, deliveries, tenants } = useEventStores(adapter);

		it('erases texts by their age, and keeps the ids so that nothing is told twice', async () => {
			verifies('events.expire');
			const { acme } = tenants();
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			for (const id of ['told', 'pending', 'young']) {
				await events().put(acme, [{ event: finished(id, '1'), to: id === 'pending' ? [a] : [] }]);
			}
			await events().expect(acme, '1', [promised('c1', '1', '2026-11-24'), promised('c2', '1', '2026-11-24')]);
			await events().told(acme, ['c1']);
			await database().tenant(acme, async (query) => {
				await query("update events set created_at = now() - interval '31 days' where id <> 'young'");
				await query("update due_commitments set told_at = now() - interval '31 days' where told_at is not null");
			});
			await deliveries().expire();
			const left = await database().tenant(acme, (query) =>
				query('select id, payload is null as empty from events order by id'),
			);
			expect(left).toEqual([
				{ id: 'pending', empty: false },
				{ id: 'told', empty: true },
				{ id: 'young', empty: false },
			]);
			expect(await database().tenant(acme, (query) => query('select event_id from due_commitments'))).toEqual([
				{ event_id: 'c2' },
			]);
			expect(await events().putOnce(acme, { event: finished('told', '1'), to: [a] })).toBe(false);
			// For somebody who was never told it has its text again.
			await events().put(acme, [{ event: finished('told', '1'), to: [a] }]);
			expect((await subscriptions().list(acme))[0]?.pending).toBe(2);
		});

		it('erases with the call, the person and the tenant', async () => {
			verifies('events.erased');
			const { acme, other } = tenants();
			const erase = createEraseStore(database());
			for (const tenant of [acme, other]) {
				await subscriptions().put(tenant, wish(`${tenant}-a`), 5);
				const reps = { ...EventFilters.parse({ types: ['call.finished'], reps: ['ada@acme.example'] }) };
				await subscriptions().put(tenant, { ...wish(`${tenant}-ada`), filters: reps }, 5);
				for (const [call, rep] of [
					['1', 'bob@acme.example'],
					['2', 'Ada@acme.example'],
					['3', 'bob@acme.example'],
				] as const) {
					await events().put(tenant, [{ event: finished(`e${call}`, call, rep), to: [`${tenant}-a`] }]);
					await events().expect(tenant, call, [promised(`c${call}`, call, '2026-11-24')]);
				}
			}
			const left = async (tenant: string) => {
				const rows = await database().tenant(tenant, (query) =>
					query<{ call_id: string }>('select call_id from events union select call_id from due_commitments order by 1'),
				);
				return rows.map(({ call_id }) => call_id);
			};
			expect(await erase.call(acme, '1')).toMatchObject({ events: 1, due_commitments: 1 });
			expect(await left(acme)).toEqual(['2', '3']);
			expect(await erase.person(acme, 'ada@ACME.example')).toMatchObject({
				...{ events: 1, due_commitments: 1, subscriptions: 1 },
			});
			expect(await left(acme)).toEqual(['3']);
			expect((await subscriptions().list(acme)).map(({ id, pending }) => [id, pending])).toEqual([[`${acme}-a`, 1]]);
			expect(await erase.tenant(acme)).toMatchObject({
				events: 1,
				due_commitments: 1,
				subscriptions: 1,
				deliveries: 1,
			});
			expect([await left(acme), await left(other)]).toEqual([[], ['1', '2', '3']]);
			expect((await subscriptions().list(other)).length).toBe(2);
		});

		it('erases with a person nothing of one whose longer address ends the same', async () => {
			verifies('events.erased');
			const { acme } = tenants();
			await subscriptions().put(acme, wish(`${acme}-a`), 5);
			for (const [call, rep] of [
				['1', 'ann@acme.example'],
				['2', 'joann@acme.example'],
				['3', 'ann@acme.example.org'],
			] as const) {
				await events().put(acme, [{ event: finished(`e${call}`, call, rep), to: [`${acme}-a`] }]);
			}
			expect(await createEraseStore(database()).person(acme, 'Ann@acme.example')).toMatchObject({ events: 1 });
			expect((await subscriptions().list(acme))[0]?.pending).toBe(2);
		});
	});
}
