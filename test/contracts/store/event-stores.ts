/** The stores of events over one database, events to put there, and two tenants of its own for each test. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createDeliveryStore } from '../../../engine/adapters/store/shared/event-deliveries.ts';
import { createEventStore } from '../../../engine/adapters/store/shared/events.ts';
import { createSubscriptionStore } from '../../../engine/adapters/store/shared/subscriptions.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { type CallEvent, EventFilters } from '../../../engine/contract/event.ts';
import type { DeliveryLimits, DueDelivery } from '../../../engine/ports/event-store.ts';
import type { OpenStore, StoreAdapter } from '../../servers/stores.ts';

const settings = { zone: 'Europe/Berlin', weekend: [], optedOutReps: [], language: 'en' };
export const LEASE_MS = 60_000;
/** Nothing is given up, and nobody believed to be gone, unless a test says so. */
export const PATIENT: DeliveryLimits = { giveUpAfterMs: 3_600_000, missing: 3, missingMs: 3_600_000 };
export const secret = new Uint8Array([1, 2, 255]);

/** To be called inside a `describe`. */
export function useEventStores(adapter: StoreAdapter) {
	let store: OpenStore;
	let number = 0;
	const tenants = { acme: '', other: '' };

	beforeAll(async () => {
		store = await adapter.open();
	});
	afterAll(() => store?.close());
	beforeEach(async () => {
		number += 1;
		Object.assign(tenants, { acme: `acme-${number}`, other: `other-${number}` });
		for (const tenant of Object.values(tenants)) await createTenantStore(store.database).create(tenant, settings);
	});

	const deliveries = () => createDeliveryStore(store.database);
	return {
		database: (): Database => store.database,
		/** Those of the test that runs. */
		tenants: () => ({ ...tenants }),
		subscriptions: () => createSubscriptionStore(store.database),
		events: () => createEventStore(store.database),
		deliveries,
		/** What is due to the tenants of this test; others' is not touched again soon. */
		async take(): Promise<DueDelivery[]> {
			const taken = await deliveries().take(LEASE_MS, 100);
			return taken.filter(({ tenant }) => Object.values(tenants).includes(tenant));
		},
	};
}

export const wish = (id: string, types: string[] = ['risk.appeared'], url = `http://127.0.0.1:5678/webhook/${id}`) => ({
	...{ id, url, secret, filters: EventFilters.parse({ types }) },
});

export function finished(
	id: string,
	callId: string,
	rep = 'rep@acme.example',
): Extract<CallEvent, { type: 'call.finished' }> {
	const call = {
		...{ id: callId, connection: 'gong-main', url: '', title: 'Intro', started: '2026-11-20T10:00:00Z' },
		...{ durationSeconds: 60, rep: { id: 'r', name: 'Rep', email: rep } },
	};
	return { id, type: 'call.finished', timestamp: '2026-11-20T11:00:00.000Z', data: { call } };
}

export function promised(id: string, callId: string, dueDate: string) {
	const { data, timestamp } = finished(id, callId);
	const evidence = { callId, speakerId: '1', speaker: 'Rep', startMs: 0, endMs: 1, quote: 'I will send it.' };
	const commitment = { kind: 'commitment' as const, text: 'Rep promised something.', evidence: [evidence] };
	const event = { id, type: 'commitment.due' as const, timestamp, data: { ...data, commitment } };
	return { event, dueDate, insightId: `insight of ${id}` };
}
