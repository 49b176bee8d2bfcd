/** Delivers events as they come and looks after what is due or old, until it is closed. */
import { toErrorView } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore, DueDelivery, EventStore } from '../ports/event-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { QuestionPageOf, RunPageOf } from '../ports/page-of.ts';
import { type DeliverOptions, deliver, LIMITS } from './deliver.ts';
import { tellAsked } from './tell-asked.ts';
import { tellDue } from './tell-due.ts';
import { tellStopped } from './tell-stopped.ts';

export type EventDeliveryOptions = DeliverOptions & {
	deliveries: DeliveryStore;
	store: EventStore;
	clock: Clock;
	hash: Hasher;
	/** Addresses of the pages of a tenant's runs. */
	runPageOf: (tenant: string) => RunPageOf;
	/** Addresses of the pages on which people answer. */
	questionPageOf: (tenant: string) => QuestionPageOf;
	metrics: Metrics;
	everyMs?: number;
};

/** Nobody else tells the same subscription for this time, ms; longer than one request may take. */
const LEASE_MS = 15_000;
/** Subscriptions told at the same time by one process. */
const AT_ONCE = 20;
/** A promise is told of within this time of the beginning of its day. */
const DUE_EVERY_MS = 600_000;
const EXPIRE_EVERY_MS = 3_600_000;

export function startEventDelivery(options: EventDeliveryOptions): { close(): Promise<void> } {
	const { clock, deliveries, everyMs = 1_000, log, metrics } = options;
	const stopped = new AbortController();
	const active = new Set<Promise<void>>();

	const tryOne = async (due: DueDelivery) => {
		const outcome = await deliver(options, due, stopped.signal);
		const disabled = await deliveries.tried(due, outcome, LIMITS);
		metrics.count('event_tries', { outcome: outcome.next });
		if (disabled === undefined) return;
		log.warn({ tenant: due.tenant, subscription: due.subscription.id, reason: disabled }, 'a subscription is disabled');
	};
	const start = (due: DueDelivery) => {
		const trying = tryOne(due)
			.catch((error: unknown) => {
				// Nothing was recorded: it is due again when the lease is over.
				if (!stopped.signal.aborted) log.warn({ err: toErrorView(error) }, 'what became of an event was not recorded');
			})
			.finally(() => {
				active.delete(trying);
				// The next one of the same subscription may be waiting.
				fill();
			});
		active.add(trying);
	};
	let filling: Promise<void> | undefined;
	let refill = false;
	const fill = () => {
		refill = true;
		filling ??= (async () => {
			while (refill && !stopped.signal.aborted) {
				refill = false;
				const room = AT_ONCE - active.size;
				if (room > 0) for (const due of await deliveries.take(LEASE_MS, room)) start(due);
			}
		})()
			.catch((error: unknown) => {
				if (!stopped.signal.aborted) log.warn({ err: toErrorView(error) }, 'events that are due could not be read');
			})
			.finally(() => {
				filling = undefined;
				// Asked for in the moment between the last look and this one.
				if (refill && !stopped.signal.aborted) fill();
			});
	};

	const every = (ms: number, what: string, work: () => Promise<void>) => {
		const loop = async () => {
			while (!stopped.signal.aborted) {
				await work().catch((error: unknown) => {
					if (!stopped.signal.aborted) log.warn({ err: toErrorView(error) }, `${what} did not succeed`);
				});
				await clock.sleep(ms, stopped.signal).catch(() => undefined);
			}
		};
		return loop();
	};
	const loops = [
		every(everyMs, 'delivering events', async () => fill()),
		every(everyMs, 'telling of budgets', () => tellStopped(options)),
		every(everyMs, 'telling of questions', () => tellAsked(options)),
		every(DUE_EVERY_MS, 'telling of promises', () => tellDue(options)),
		every(EXPIRE_EVERY_MS, 'erasing old events', () => deliveries.expire()),
	];

	return {
		async close() {
			stopped.abort();
			await Promise.all([...loops, ...active]);
			await filling;
		},
	};
}
