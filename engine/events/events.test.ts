import { expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { sha256 } from '../adapters/clock/system.ts';
import type { Insight } from '../contract/call.ts';
import { EventFilters, type SophiaEvent } from '../contract/event.ts';
import { memoryFeedback } from '../domain/testing/memory-feedback.ts';
import type { EventStore } from '../ports/event-store.ts';
import { createEvents } from './events.ts';
import { insight, kept } from './testing/events.ts';

function eventsInto(put: SophiaEvent[], expected: string[][], disagreed: Insight[] = []) {
	const filters = EventFilters.parse({ types: ['call.analyzed', 'risk.appeared'] });
	const store: Partial<EventStore> = {
		wishes: async () => [{ id: 'sub_1', filters }],
		put: async (_tenant, events) => {
			put.push(...events.map(({ event }) => event));
		},
		expect: async (_tenant, callId, commitments) => {
			expected.push([callId, ...commitments.map(({ dueDate }) => dueDate)]);
		},
	};
	const clock = { now: () => new Date('2026-11-20T12:00:00Z') };
	const feedback = memoryFeedback();
	for (const insight of disagreed) {
		const { kind, label } = insight;
		void feedback.disagree('acme', { callId: '77', id: feedback.idOf('77', insight), kind, label, view: 'coaching' });
	}
	return createEvents({ store: store as EventStore, clock, hash: sha256, feedback, pageOf: () => () => undefined });
}

it.each([
	{ private: false, told: ['call.analyzed', 'risk.appeared'], awaited: [['77', '2026-11-23']] },
	{ private: true, told: [], awaited: [['77']] },
])('tells of an analyzed call, and awaits its promises, unless it is private: %j', async (example) => {
	verifies('events.of-analysis');
	const [put, awaited]: [SophiaEvent[], string[][]] = [[], []];
	const insights = [
		insight('risk', 'We look at others.', { label: 'competitor' }),
		insight('commitment', 'I will send it on Monday.', { dueDate: '2026-11-23' }),
	];
	const call = kept(insights, { call: { private: example.private } });
	await eventsInto(put, awaited).analyzed('acme', call, 'Europe/Berlin');
	expect(put.map(({ type }) => type)).toEqual(example.told);
	expect(awaited).toEqual(example.awaited);
});

it('tells nothing that somebody disagrees with, and awaits it all the same, in case that is undone', async () => {
	verifies('feedback.not-told');
	const risk = insight('risk', 'We look at others.', { label: 'competitor' });
	const promise = insight('commitment', 'I will send it on Monday.', { dueDate: '2026-11-23' });
	const other = insight('commitment', 'I will call you.', { dueDate: '2026-11-24' });
	const [put, awaited]: [SophiaEvent[], string[][]] = [[], []];
	await eventsInto(put, awaited, [risk, promise]).analyzed('acme', kept([risk, promise, other]), 'Europe/Berlin');
	expect(put.map(({ type }) => type)).toEqual(['call.analyzed']);
	expect(put[0]?.data).toMatchObject({ counts: { commitment: 1 }, insights: [other] });
	expect(awaited).toEqual([['77', '2026-11-23', '2026-11-24']]);
});
