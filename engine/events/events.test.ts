import { expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { sha256 } from '../adapters/clock/system.ts';
import { EventFilters } from '../contract/event.ts';
import type { EventStore } from '../ports/event-store.ts';
import { createEvents } from './events.ts';
import { insight, kept } from './testing/events.ts';

function eventsInto(put: string[], expected: string[][]) {
	const filters = EventFilters.parse({ types: ['call.analyzed', 'risk.appeared'] });
	const store: Partial<EventStore> = {
		wishes: async () => [{ id: 'sub_1', filters }],
		put: async (_tenant, events) => {
			put.push(...events.map(({ event }) => event.type));
		},
		expect: async (_tenant, callId, commitments) => {
			expected.push([callId, ...commitments.map(({ dueDate }) => dueDate)]);
		},
	};
	const clock = { now: () => new Date('2026-11-20T12:00:00Z') };
	return createEvents({ store: store as EventStore, clock, hash: sha256, pageOf: () => () => undefined });
}

it.each([
	{ private: false, told: ['call.analyzed', 'risk.appeared'], awaited: [['77', '2026-11-23']] },
	{ private: true, told: [], awaited: [['77']] },
])('tells of an analyzed call, and awaits its promises, unless it is private: %j', async (example) => {
	verifies('events.of-analysis');
	const [put, awaited]: [string[], string[][]] = [[], []];
	const insights = [
		insight('risk', 'We look at others.', { label: 'competitor' }),
		insight('commitment', 'I will send it on Monday.', { dueDate: '2026-11-23' }),
	];
	const call = kept(insights, { call: { private: example.private } });
	await eventsInto(put, awaited).analyzed('acme', call, 'Europe/Berlin');
	expect(put).toEqual(example.told);
	expect(awaited).toEqual(example.awaited);
});
