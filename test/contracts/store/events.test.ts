/** What is told to whom, how often and in what order, and which promises are due, the same on every store. */
import { expect, it } from '@jest/globals';
import type { DueDelivery } from '../../../engine/ports/event-store.ts';
import { need } from '../../need.ts';
import { STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { finished, LEASE_MS, PATIENT, promised, useEventStores, wish } from './event-stores.ts';

for (const adapter of STORES) {
	need(...adapter.needs)(`events on ${adapter.name}`, () => {
		const { subscriptions, events, deliveries, take, tenants } = useEventStores(adapter);
		const told = (taken: DueDelivery[]) => taken.map(({ subscription, event }) => [subscription.id, event.id]);

		it('tells each subscription of an event once, however often it is put', async () => {
			verifies('events.told-once');
			const { acme } = tenants();
			const [a, b] = [`${acme}-a`, `${acme}-b`];
			await subscriptions().put(acme, wish(a), 5);
			const event = finished('e', '1');
			await events().put(acme, [{ event, to: [a] }]);
			await events().put(acme, [{ event: { ...event, timestamp: 'later' }, to: [a, 'sub-that-is-gone'] }]);
			const [due, ...more] = await take();
			expect([due?.event, more]).toEqual([event, []]);
			await deliveries().tried(due as DueDelivery, { next: 'delivered' }, PATIENT);
			await subscriptions().put(acme, wish(b), 5);
			await events().put(acme, [{ event, to: [a, b] }]);
			expect(told(await take())).toEqual([[b, 'e']]);
		});

		it('tells nobody of an event that is told at its first time alone', async () => {
			verifies('events.told-once');
			const { acme, other } = tenants();
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			const event = finished('e', '1');
			expect(await events().putOnce(acme, { event, to: [] })).toBe(true);
			expect(await events().putOnce(acme, { event, to: [a] })).toBe(false);
			expect(await take()).toEqual([]);
			expect(await events().putOnce(other, { event, to: [a] })).toBe(true);
			// The subscription is of another tenant: it is as if it were not there.
			expect(await take()).toEqual([]);
		});

		it('tells those first who have waited longest, so that nobody with much to hear keeps others waiting', async () => {
			const { acme, other } = tenants();
			const [busy, patient] = [`${acme}-a`, `${other}-z`];
			await subscriptions().put(acme, wish(busy), 5);
			await subscriptions().put(other, wish(patient), 5);
			await events().put(
				acme,
				['e1', 'e2', 'e3'].map((id) => ({ event: finished(id, '1'), to: [busy] })),
			);
			await events().put(other, [{ event: finished('e', '1'), to: [patient] }]);
			const order: string[] = [];
			for (let turn = 0; turn < 2; turn += 1) {
				const [due] = await deliveries().take(LEASE_MS, 1);
				if (due === undefined) throw new Error('Nothing was due.');
				order.push(due.subscription.id);
				await deliveries().tried(due, { next: 'again', inMs: 3_600_000, missing: false }, PATIENT);
			}
			expect(order.toSorted()).toEqual([busy, patient]);
		});

		it('gives out one event a subscription, the oldest, until its outcome is known', async () => {
			const { acme } = tenants();
			const [a, b] = [`${acme}-a`, `${acme}-b`];
			for (const id of [a, b]) await subscriptions().put(acme, wish(id), 5);
			await events().put(acme, [{ event: finished('e1', '1'), to: [a, b] }]);
			await events().put(acme, [{ event: finished('e2', '2'), to: [a] }]);
			const [first, second] = await take();
			expect(told([first, second] as DueDelivery[])).toEqual([
				[a, 'e1'],
				[b, 'e1'],
			]);
			expect(await take()).toEqual([]);
			await deliveries().tried(first as DueDelivery, { next: 'delivered' }, PATIENT);
			expect(told(await take())).toEqual([[a, 'e2']]);
		});

		it('gives an event out again when the lease is over, and the word of the earlier try comes too late', async () => {
			verifies('events.survive-a-kill');
			const { acme } = tenants();
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			await events().put(acme, [{ event: finished('e', '1'), to: [a] }]);
			const [first] = await deliveries().take(0, 100);
			const [second] = await take();
			expect([first?.tries, second?.tries]).toEqual([1, 2]);
			expect(await deliveries().tried(first as DueDelivery, { next: 'gone' }, PATIENT)).toBeUndefined();
			await deliveries().tried(first as DueDelivery, { next: 'delivered' }, PATIENT);
			expect(await subscriptions().list(acme)).toMatchObject([{ state: 'active', pending: 1 }]);
			await deliveries().tried(second as DueDelivery, { next: 'delivered' }, PATIENT);
			expect(await subscriptions().list(acme)).toMatchObject([{ state: 'active', pending: 0 }]);
		});

		it('waits as long as a failed try says, while others are told', async () => {
			const { acme } = tenants();
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			await events().put(acme, [{ event: finished('e1', '1'), to: [a] }]);
			const [due] = await take();
			const again = { next: 'again', inMs: 3_600_000, missing: false } as const;
			expect(await deliveries().tried(due as DueDelivery, again, PATIENT)).toBeUndefined();
			expect(await take()).toEqual([]);
			await events().put(acme, [{ event: finished('e2', '2'), to: [a] }]);
			expect(told(await take())).toEqual([[a, 'e2']]);
			expect((await subscriptions().list(acme))[0]?.pending).toBe(2);
		});

		it('has a promise due on its day, once, as the call was analyzed last', async () => {
			verifies('events.due-once');
			const { acme, other } = tenants();
			const one = promised('c1', '1', '2026-11-24');
			const two = promised('c2', '1', '2026-11-25');
			await events().expect(acme, '1', [one, two]);
			await events().expect(acme, '2', [promised('c3', '2', '2026-11-24')]);
			expect(await events().due(acme, '2026-11-23', 10)).toEqual([]);
			expect((await events().due(acme, '2026-11-24', 10)).map(({ id }) => id)).toEqual(['c1', 'c3']);
			expect((await events().due(acme, '2026-11-24', 1)).map(({ id }) => id)).toEqual(['c1']);
			expect(await events().due(other, '2026-11-24', 10)).toEqual([]);
			await events().told(acme, ['c1']);
			// Analyzed again: the first was told, the second has another day, the third is no longer found.
			await events().expect(acme, '1', [one, { ...two, dueDate: '2026-11-24' }]);
			await events().expect(acme, '2', []);
			expect((await events().due(acme, '2026-11-24', 10)).map(({ id }) => id)).toEqual(['c2']);
		});

		it('names the tenants with promises due, and their zones', async () => {
			const { acme, other } = tenants();
			await events().expect(acme, '1', [promised('c1', '1', '2026-11-24')]);
			await events().expect(other, '1', [promised('c1', '1', '2026-11-26')]);
			const due = await deliveries().tenantsDue('2026-11-25');
			expect(due).toContainEqual({ tenant: acme, zone: 'Europe/Berlin' });
			expect(due.map(({ tenant }) => tenant)).not.toContain(other);
			await events().told(acme, ['c1']);
			expect((await deliveries().tenantsDue('2026-11-25')).map(({ tenant }) => tenant)).not.toContain(acme);
		});
	});
}
