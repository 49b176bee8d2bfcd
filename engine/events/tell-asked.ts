/** Tells of what runs ask people, as soon as it is recorded. */
import { toErrorView } from '../errors.ts';
import type { DeliveryStore, EventStore } from '../ports/event-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Log } from '../ports/log.ts';
import type { QuestionPageOf, RunPageOf } from '../ports/page-of.ts';
import { emit } from './events.ts';
import { askedEvent } from './of-ask.ts';

export type TellAskedOptions = {
	store: EventStore;
	deliveries: Pick<DeliveryStore, 'tenantsAsking'>;
	hash: Hasher;
	/** Addresses of the pages of a tenant's runs, and of those on which people answer. */
	runPageOf: (tenant: string) => RunPageOf;
	questionPageOf: (tenant: string) => QuestionPageOf;
	log: Log;
};

/** Questions in one statement. */
const AT_ONCE = 100;

/** May be asked as often as one likes, by many processes, as `tellStopped`: nobody is told twice. */
export async function tellAsked({ deliveries, log, ...telling }: TellAskedOptions): Promise<void> {
	for (const tenant of await deliveries.tenantsAsking()) {
		try {
			await tellTenant(telling, tenant);
		} catch (error) {
			// The others' do not wait for it; the next time it is tried again.
			log.warn({ tenant, err: toErrorView(error) }, 'what runs ask was not told');
		}
	}
}

type Telling = Omit<TellAskedOptions, 'deliveries' | 'log'>;

async function tellTenant({ store, hash, runPageOf, questionPageOf }: Telling, tenant: string): Promise<void> {
	const [runPage, questionPage] = [runPageOf(tenant), questionPageOf(tenant)];
	for (;;) {
		const asks = await store.asks(tenant, AT_ONCE);
		if (asks.length === 0) return;
		const events = asks.map((ask) => {
			const pages = { run: runPage(ask.rootId, ask.createdAt), question: questionPage({ ...ask, runId: ask.rootId }) };
			return askedEvent(ask, { hash, pages });
		});
		await emit(store, tenant, events);
		await store.asksTold(
			tenant,
			asks.map(({ id }) => id),
		);
	}
}
