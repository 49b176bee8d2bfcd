/** Tells of runs whose budget kept something from being done, when they have ended. */
import { toErrorView } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore, EventStore } from '../ports/event-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Log } from '../ports/log.ts';
import type { RunPageOf } from '../ports/page-of.ts';
import { emit } from './events.ts';
import { stoppedEvent } from './of-stop.ts';

export type TellStoppedOptions = {
	store: EventStore;
	deliveries: Pick<DeliveryStore, 'tenantsStopped'>;
	clock: Pick<Clock, 'now'>;
	hash: Hasher;
	/** Addresses of the pages of a tenant's runs. */
	runPageOf: (tenant: string) => RunPageOf;
	log: Log;
};

/** Runs in one statement. */
const AT_ONCE = 100;

/**
 * May be asked as often as one likes, by many processes: a stop was recorded with the end of its run, it is marked when
 * those who wish have it to hear, and a repetition in between tells nobody twice.
 */
export async function tellStopped({ deliveries, log, ...telling }: TellStoppedOptions): Promise<void> {
	for (const tenant of await deliveries.tenantsStopped()) {
		try {
			await tellTenant(telling, tenant);
		} catch (error) {
			// The others' do not wait for it; the next time it is tried again.
			log.warn({ tenant, err: toErrorView(error) }, 'what budgets stopped was not told');
		}
	}
}

type Telling = Omit<TellStoppedOptions, 'deliveries' | 'log'>;

async function tellTenant({ store, clock, hash, runPageOf }: Telling, tenant: string): Promise<void> {
	const pageOf = runPageOf(tenant);
	for (;;) {
		const stops = await store.stops(tenant, AT_ONCE);
		if (stops.length === 0) return;
		const at = clock.now().toISOString();
		const events = stops.map((stop) => stoppedEvent(stop, { hash, at, page: pageOf(stop.rootId, stop.createdAt) }));
		await emit(store, tenant, events);
		await store.stopsTold(
			tenant,
			stops.map(({ rootId }) => rootId),
		);
	}
}
