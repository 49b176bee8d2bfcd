/** Subscriptions from the first wish to where nobody is there any more, the same on every store. */
import { expect, it } from '@jest/globals';
import type { DeliveryLimits, DueDelivery } from '../../../engine/ports/event-store.ts';
import { need } from '../../need.ts';
import { STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { finished, PATIENT, useEventStores, wish } from './event-stores.ts';

/** An event is given up, and somebody believed to be gone, without any time. */
const HASTY: DeliveryLimits = { giveUpAfterMs: 0, missing: 3, missingMs: 0 };

for (const adapter of STORES) {
	need(...adapter.needs)(`subscriptions on ${adapter.name}`, () => {
		const { database, subscriptions, events, deliveries, take, tenants } = useEventStores(adapter);

		/** Has nobody be there any more, or not take an event until its time is over. */
		async function disable(id: string, outcome: 'gone' | 'again') {
			await events().put(tenants().acme, [{ event: finished(`x-${id}`, '9'), to: [id] }]);
			const [due] = await take();
			if (due === undefined) throw new Error('Nothing was due.');
			const { tried } = deliveries();
			if (outcome === 'gone') return tried(due, { next: 'gone' }, PATIENT);
			return tried(due, { next: 'again', inMs: 0, missing: false }, HASTY);
		}

		it('keeps the same wish once, each time with the new secret', async () => {
			verifies('events.subscribe-again');
			const { acme, other } = tenants();
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
			const { acme, other } = tenants();
			for (const letter of ['a', 'b']) await subscriptions().put(acme, wish(`${acme}-${letter}`), 2);
			await expect(subscriptions().put(acme, wish(`${acme}-c`), 2)).rejects.toMatchObject({
				code: 'subscription-limit',
			});
			expect(await subscriptions().put(acme, wish(`${acme}-b`), 2)).toMatchObject({ created: false });
			expect(await subscriptions().put(other, wish(`${other}-c`), 2)).toMatchObject({ created: true });
		});

		it('removes a subscription with what was still to be told to it, of its own tenant alone', async () => {
			const { acme, other } = tenants();
			await subscriptions().put(acme, wish(`${acme}-a`), 5);
			await events().put(acme, [{ event: finished('e', '1'), to: [`${acme}-a`] }]);
			const unknown = { code: 'subscription-unknown' };
			await expect(subscriptions().remove(other, `${acme}-a`)).rejects.toMatchObject(unknown);
			expect((await subscriptions().list(acme))[0]?.pending).toBe(1);
			await subscriptions().remove(acme, `${acme}-a`);
			await expect(subscriptions().remove(acme, `${acme}-a`)).rejects.toMatchObject(unknown);
			expect(await take()).toEqual([]);
		});

		it('gives an event up after its time, and disables a subscription that failed for so long', async () => {
			verifies('events.disabled');
			const { acme } = tenants();
			const a = `${acme}-a`;
			await subscriptions().put(acme, wish(a), 5);
			expect(await disable(a, 'again')).toBe('failing');
			expect(await subscriptions().list(acme)).toMatchObject([{ state: 'disabled', reason: 'failing', pending: 0 }]);
		});

		it('believes that nobody is there after several answers 404 over some time, or one 410', async () => {
			verifies('events.disabled');
			const { acme } = tenants();
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
			const { acme } = tenants();
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

		it('forgets a subscription a week after it was disabled', async () => {
			verifies('events.expire');
			const { acme } = tenants();
			const [a, b] = [`${acme}-a`, `${acme}-b`];
			for (const id of [a, b]) await subscriptions().put(acme, wish(id), 5);
			for (const id of [a, b]) await disable(id, 'gone');
			const age = `update subscriptions set disabled_at = now() - interval '8 days' where id = $1`;
			await database().tenant(acme, (query) => query(age, [a]));
			await deliveries().expire();
			expect((await subscriptions().list(acme)).map(({ id }) => id)).toEqual([b]);
		});
	});
}
