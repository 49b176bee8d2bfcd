/** Tells of promises whose day has come in the zone of their tenant. */
import { toErrorView } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore, EventStore } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import { dayIn, emit } from './events.ts';

export type TellDueOptions = {
	store: EventStore;
	deliveries: Pick<DeliveryStore, 'tenantsDue'>;
	clock: Pick<Clock, 'now'>;
	log: Log;
};

/** Promises in one statement. */
const AT_ONCE = 100;
/** Where a day begins first. */
const EASTERNMOST = 'UTC+14';

/**
 * May be asked as often as one likes, by many processes: a promise is marked when those who wish have it to hear, and a
 * repetition in between tells nobody twice.
 */
export async function tellDue({ store, deliveries, clock, log }: TellDueOptions): Promise<void> {
	const now = clock.now();
	for (const { tenant, zone } of await deliveries.tenantsDue(dayIn(EASTERNMOST, now))) {
		try {
			await tellTenant(store, tenant, dayIn(zone, now), now.toISOString());
		} catch (error) {
			// The others' promises do not wait for it; the next time it is tried again.
			log.warn({ tenant, err: toErrorView(error) }, 'promises that are due were not told');
		}
	}
}

async function tellTenant(store: EventStore, tenant: string, today: string, timestamp: string): Promise<void> {
	for (;;) {
		const due = await store.due(tenant, today, AT_ONCE);
		if (due.length === 0) return;
		await emit(
			store,
			tenant,
			due.map((event) => ({ ...event, timestamp })),
		);
		await store.told(
			tenant,
			due.map(({ id }) => id),
		);
	}
}
