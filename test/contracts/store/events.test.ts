/** Subscriptions, events, deliveries and the addresses of webhooks, the same on every store. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { createCallWebhookStore } from '../../../engine/adapters/store/shared/call-webhooks.ts';
import { createConnectionStore } from '../../../engine/adapters/store/shared/connections.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createDeliveryStore } from '../../../engine/adapters/store/shared/event-deliveries.ts';
import { createEventStore } from '../../../engine/adapters/store/shared/events.ts';
import { createSubscriptionStore } from '../../../engine/adapters/store/shared/subscriptions.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { EventFilters, type SophiaEvent } from '../../../engine/contract/event.ts';
import type { DeliveryLimits, DueDelivery } from '../../../engine/ports/event-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const settings = { zone: 'Europe/Berlin', weekend: [], optedOutReps: [], language: 'en' };
const LEASE_MS = 60_000;
/** Nothing is given up, and nobody believed to be gone, unless a test says so. */
const PATIENT: DeliveryLimits = { giveUpAfterMs: 3_600_000, missing: 3, missingMs: 3_600_000 };
const HASTY: DeliveryLimits = { giveUpAfterMs: 0, missing: 3, missingMs: 0 };
const secret = new Uint8Array([1, 2, 255]);

const wish = (id: string, types: string[] = ['risk.appeared'], url = `http://127.0.0.1:5678/webhook/${id}`) => ({
	...{ id, url, secret, filters: EventFilters.parse({ types }) },
});

function finished(id: string, callId: string, rep = 'rep@acme.example'): SophiaEvent {
	const call = {
		...{ id: callId, connection: 'gong-main', url: '', title: 'Intro', started: '2026-11-20T10:00:00Z' },
		...{ durationSeconds: 60, rep: { id: 'r', name: 'Rep', email: rep } },
	};
	return { id, type: 'call.finished', timestamp: '2026-11-20T11:00:00.000Z', data: { call } };
}

function promised(id: string, callId: string, dueDate: string) {
	const { data, timestamp } = finished(id, callId);
	const evidence = { callId, speakerId: '1', speaker: 'Rep', startMs: 0, endMs: 1, quote: 'I will send it.' };
	const commitment = { kind: 'commitment' as const, text: 'Rep promised something.', evidence: [evidence] };
	const event = { id, type: 'commitment.due' as const, timestamp, data: { ...data, commitment } };
	return { event, dueDate };
}

for (const adapter of STORES) {
	need(...adapter.needs)(`events on ${adapter.name}`, () => {
		let store: OpenStore;
		let database: Database;
		let number = 0;
		/** A tenant of its own for each test. */
		let acme: string;
		let other: string;

		beforeAll(async () => {
			store = await adapter.open();
			database = store.database;
		});
		afterAll(() => store?.close());
		beforeEach(async () => {
			number += 1;
			[acme, other] = [`acme-${number}`, `other-${number}`];
			for (const tenant of [acme, other]) await createTenantStore(database).create(tenant, settings);
		});

		const subscriptions = () => createSubscriptionStore(database);
		const events = () => createEventStore(database);
		const deliveries = () => createDeliveryStore(database);
		/** What is due to the tenants of this test; others' is not touched again soon. */
		async function take(): Promise<DueDelivery[]> {
			const taken = await deliveries().take(LEASE_MS, 100);
			return taken.filter(({ tenant }) => tenant === acme || tenant === other);
		}
		const told = (taken: DueDelivery[]) => taken.map(({ subscription, event }) => [subscription.id, event.id]);
		async function disable(id: string, outcome: 'gone' | 'again') {
			await events().put(acme, [{ event: finished(`x-${id}`, '9'), to: [id] }]);
			const [due] = await take();
			if (due === undefined) throw new Error('Nothing was due.');
			const { tried } = deliveries();
			if (outcome === 'gone') return tried(due, { next: 'gone' }, PATIENT);
			return tried(due, { next: 'again', inMs: 0, missing: false }, HASTY);
		}

		it('keeps the same wish once, each time with the new secret', async () => {
			verifies('events.subscribe-again');
			const first = await subscriptions().put(acme, wish(`${acme}-a`), 5);
			expect(first).toMatchObject({ created: true, subscription: { state: 'active', pending: 0 } });
			const again = await subscriptions().put(acme, { ...wish(`${acme}-a`), secret: new Uint8Array([7]) }, 5);
			expect(again).toEqual({ created: false, subscription: first.subscription });
			expect(await subscriptions().list(acme)).toEqual([first.subscription]);
			expect(await subscriptions().list(other)).toEqual([]);
			await events().put(acme, [{ event: finished('e', '1'), to: [`${acme}-a`] }]);
			expect([...((await take())[0]?.subscription.secret ?? [])]).toEqual([7]);
		});

		it('takes no more subscriptions than a tenant may have', async () => {
			for (const letter of ['a', 'b']) await subscriptions().put(acme, wish(`${acme}-${letter}`), 2);
			await expect(subscriptions().put(acme, wish(`${acme}-c`), 2)).rejects.toMatchObject({
				code: 'subscription-limit',
			});
			expect(await subscriptions().put(acme, wish(`${acme}-b`), 2)).toMatchObject({ created: false });
			expect(await subscriptions().put(other, wish(`${other}-c`), 2)).toMatchObject({ created: true });
		});

		it('removes a subscription with what was still to be told to it, of its own tenant alone', async () => {
			await subscriptions().put(acme, wish(`${acme}-a`), 5);
			await events().put(acme, [{ event: finished('e', '1'), to: [`${acme}-a`] }]);
			const unknown = { code: 'subscription-unknown' };
			await expect(subscriptions().remove(other, `${acme}-a`)).rejects.toMatchObject(unknown);
			expect((await subscriptions().list(acme))[0]?.pending).toBe(1);
			await subscriptions().remove(acme, `${acme}-a`);
			await expect(subscriptions().remove(acme, `${acme}-a`)).rejects.toMatchObject(unknown);
			expect(await take()).toEqual([]);
		});

		it('tells each subscription of an event once, however often it is put', async () => {
			verifies('events.told-once');
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

		it('gives an event up after its time, and disables a subscription that failed for so long', async () => {
			verifies('events.disabled');
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			expect(await disable(a, 'again')).toBe('failing');
			expect(await subscriptions().list(acme)).toMatchObject([{ state: 'disabled', reason: 'failing', pending: 0 }]);
		});

		it('believes that nobody is there after several answers 404 over some time, or one 410', async () => {
			verifies('events.disabled');
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			await events().put(acme, [{ event: finished('e', '1'), to: [a] }]);
			const limits = { giveUpAfterMs: 3_600_000, missing: 3, missingMs: 0 };
			const missing = { next: 'again', inMs: 0, missing: true } as const;
			const tryOnce = async (outcome: Parameters<ReturnType<typeof deliveries>['tried']>[1], within = limits) =>
				deliveries().tried((await take())[0] as DueDelivery, outcome, within);
			expect(await tryOnce(missing)).toBeUndefined();
			expect(await tryOnce(missing)).toBeUndefined();
			// Another answer in between: somebody is there.
			expect(await tryOnce({ ...missing, missing: false })).toBeUndefined();
			expect(await tryOnce(missing)).toBeUndefined();
			expect(await tryOnce(missing)).toBeUndefined();
			expect(await tryOnce(missing, { ...limits, missingMs: 3_600_000 })).toBeUndefined();
			expect(await tryOnce(missing)).toBe('gone');
			expect(await subscriptions().list(acme)).toMatchObject([{ state: 'disabled', reason: 'gone', pending: 1 }]);
			expect(await take()).toEqual([]);
			const b = `${acme}-b`;
			await subscriptions().put(acme, wish(b), 5);
			expect(await disable(b, 'gone')).toBe('gone');
		});

		it('keeps what happens for a disabled subscription, and tells it when somebody is there again', async () => {
			verifies('events.subscribe-again');
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			await disable(a, 'gone');
			await events().put(acme, [{ event: finished('later', '2'), to: [a] }]);
			expect(await take()).toEqual([]);
			expect(await subscriptions().put(acme, wish(a), 5)).toMatchObject({
				created: false,
				subscription: { state: 'active', pending: 2 },
			});
			const [due] = await take();
			expect(due?.event.id).toBe(`x-${a}`);
			// It is not given up for the time in which nobody was there.
			await deliveries().tried(due as DueDelivery, { next: 'again', inMs: 0, missing: false }, PATIENT);
			expect((await subscriptions().list(acme))[0]?.pending).toBe(2);
		});

		it('has a promise due on its day, once, as the call was analyzed last', async () => {
			verifies('events.due-once');
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
			await events().expect(acme, '1', [promised('c1', '1', '2026-11-24')]);
			await events().expect(other, '1', [promised('c1', '1', '2026-11-26')]);
			const tenants = await deliveries().tenantsDue('2026-11-25');
			expect(tenants).toContainEqual({ tenant: acme, zone: 'Europe/Berlin' });
			expect(tenants.map(({ tenant }) => tenant)).not.toContain(other);
			await events().told(acme, ['c1']);
			expect((await deliveries().tenantsDue('2026-11-25')).map(({ tenant }) => tenant)).not.toContain(acme);
		});

		it('erases texts by their age, and keeps the ids so that nothing is told twice', async () => {
			verifies('events.expire');
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			for (const id of ['told', 'pending', 'young']) {
				await events().put(acme, [{ event: finished(id, '1'), to: id === 'pending' ? [a] : [] }]);
			}
			await events().expect(acme, '1', [promised('c1', '1', '2026-11-24'), promised('c2', '1', '2026-11-24')]);
			await events().told(acme, ['c1']);
			await database.tenant(acme, async (query) => {
				await query("update events set created_at = now() - interval '31 days' where id <> 'young'");
				await query("update due_commitments set told_at = now() - interval '31 days' where told_at is not null");
			});
			await deliveries().expire();
			const left = await database.tenant(acme, (query) =>
				query('select id, payload is null as empty from events order by id'),
			);
			expect(left).toEqual([
				{ id: 'pending', empty: false },
				{ id: 'told', empty: true },
				{ id: 'young', empty: false },
			]);
			expect(await database.tenant(acme, (query) => query('select event_id from due_commitments'))).toEqual([
				{ event_id: 'c2' },
			]);
			expect(await events().putOnce(acme, { event: finished('told', '1'), to: [a] })).toBe(false);
			// For somebody who was never told it has its text again.
			await events().put(acme, [{ event: finished('told', '1'), to: [a] }]);
			expect((await subscriptions().list(acme))[0]?.pending).toBe(2);
		});

		it('forgets a subscription a week after it was disabled', async () => {
			verifies('events.expire');
			const [a, b] = [`${acme}-a`, `${acme}-b`];
			for (const id of [a, b]) await subscriptions().put(acme, wish(id), 5);
			for (const id of [a, b]) await disable(id, 'gone');
			const age = `update subscriptions set disabled_at = now() - interval '8 days' where id = $1`;
			await database.tenant(acme, (query) => query(age, [a]));
			await deliveries().expire();
			expect((await subscriptions().list(acme)).map(({ id }) => id)).toEqual([b]);
		});

		it('erases with the call, the person and the tenant', async () => {
			verifies('events.erased');
			const erase = createEraseStore(database);
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
				const rows = await database.tenant(tenant, (query) =>
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
			await subscriptions().put(acme, wish(`${acme}-a`), 5);
			for (const [call, rep] of [
				['1', 'ann@acme.example'],
				['2', 'joann@acme.example'],
				['3', 'ann@acme.example.org'],
			] as const) {
				await events().put(acme, [{ event: finished(`e${call}`, call, rep), to: [`${acme}-a`] }]);
			}
			expect(await createEraseStore(database).person(acme, 'Ann@acme.example')).toMatchObject({ events: 1 });
			expect((await subscriptions().list(acme))[0]?.pending).toBe(2);
		});

		it('finds the place of a webhook by its id alone, and loses it with the connection', async () => {
			const webhooks = createCallWebhookStore(database);
			const connections = createConnectionStore(database);
			const gong = {
				id: 'gong-main',
				kind: 'calls',
				vendor: 'gong',
				name: 'main',
				address: 'https://g.example',
			} as const;
			const place = { connection: 'gong-main', id: `id-${acme}`, prefix: 'https://s.example/', publicKey: 'PEM' };
			await expect(webhooks.put(acme, place)).rejects.toMatchObject({ code: 'connection-unknown' });
			for (const tenant of [acme, other]) await connections.add(tenant, { ...gong, secret });
			expect(await webhooks.put(acme, place)).toBe(`https://s.example/id-${acme}`);
			await webhooks.put(other, { ...place, id: `id-${other}` });
			// Another key or another address of the engine: the place stays.
			const moved = { ...place, id: 'another', prefix: 'https://t.example/', publicKey: 'PEM 2' };
			expect(await webhooks.put(acme, moved)).toBe(`https://t.example/id-${acme}`);
			expect(await webhooks.find(`id-${acme}`)).toEqual({
				...{ tenant: acme, connection: 'gong-main', address: `https://t.example/id-${acme}`, publicKey: 'PEM 2' },
			});
			expect(await webhooks.find('another')).toBeUndefined();
			await connections.remove(acme, 'gong-main');
			expect(await webhooks.find(`id-${acme}`)).toBeUndefined();
			expect(await webhooks.find(`id-${other}`)).toMatchObject({ tenant: other });
		});
	});
}
