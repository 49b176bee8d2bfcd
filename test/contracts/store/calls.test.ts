/** The store of analyzed and uploaded calls, the same on every store. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCallStore } from '../../../engine/adapters/store/shared/calls.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import type { Call, CallAnalysis } from '../../../engine/contract/call.ts';
import { memoryCallStore } from '../../../engine/domain/testing/memory-calls.ts';
import type { CallStore, StoredCall } from '../../../engine/ports/call-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const settings = { zone: 'UTC', weekend: [], optedOutReps: [], language: 'en' };
const ALWAYS = { from: '2000-01-01T00:00:00Z', to: '2100-01-01T00:00:00Z' };

function call(id: string, more: Partial<Call> = {}): Call {
	return {
		...{ id, url: '', title: `Call ${id}`, started: '2026-11-20T10:00:00+01:00', durationSeconds: 60 },
		...{ language: 'en', private: false, crm: [], rep: { id: 'rep-1', name: 'Rita', email: 'rita@ours.example' } },
		parties: [{ name: 'Bob', email: 'Bob@Acme.example', affiliation: 'external' }],
		...more,
	};
}

/** `sentences`: to tell one analysis from another. */
function analysisOf(callId: string, sentences = 1): CallAnalysis {
	const none = { speechMs: {}, parties: [], questions: 0, repTalkRatio: 0.5, internalTalkRatio: 0.5 };
	const times = { longestMonologueMs: 0, overlapMs: 0, backChannelOverlapMs: 0, silenceMs: 0, longestStoryMs: 0 };
	const talk = { times: 'measured' as const, ...none, ...times, interactivity: 0, questionRate: sentences };
	return { callId, analysis: 'extractive', talk, insights: [], dropped: 0, sentences };
}

function stored(id: string, more: Partial<Call> = {}, beside: Partial<StoredCall> = {}): StoredCall {
	return { call: call(id, more), source: 'gong-main', transcript: `hash of ${id}`, ...beside };
}

for (const adapter of STORES) {
	need(...adapter.needs)(`calls on ${adapter.name}`, () => {
		verifies('store.calls', 'store.same-answers');
		let store: OpenStore;
		let database: Database;
		let calls: CallStore;
		let number = 0;
		/** Tenants of its own for each test. */
		let acme: string;
		let other: string;

		beforeAll(async () => {
			store = await adapter.open();
			database = store.database;
			calls = createCallStore(database);
		});
		afterAll(() => store?.close());
		beforeEach(async () => {
			number += 1;
			[acme, other] = [`acme-${number}`, `other-${number}`];
			for (const tenant of [acme, other]) await createTenantStore(database).create(tenant, settings);
		});

		it('keeps a call as it was given, and knows no other', async () => {
			const given = stored('1', { times: 'none' }, { source: 'upload' });
			await calls.put(acme, [given]);
			expect(await calls.get(acme, '1')).toEqual(given);
			expect(await calls.get(acme, '2')).toBeUndefined();
			await calls.put(acme, []);
		});

		it('keeps the analysis where none is given, until another comes or it is to be forgotten', async () => {
			const first = analysisOf('1', 1);
			await calls.put(acme, [stored('1', {}, { analysis: first })]);
			await calls.put(acme, [stored('1', { title: 'Renamed' }, { transcript: 'other' })]);
			expect(await calls.get(acme, '1')).toEqual(
				stored('1', { title: 'Renamed' }, { transcript: 'other', analysis: first }),
			);
			const second = analysisOf('1', 2);
			await calls.put(acme, [stored('1', {}, { analysis: second })]);
			expect((await calls.get(acme, '1'))?.analysis).toEqual(second);
			await calls.put(acme, [{ ...stored('1'), forget: true }]);
			expect(await calls.get(acme, '1')).toEqual(stored('1'));
			expect(await calls.talks(acme, 'rep-1', ALWAYS)).toEqual([]);
			await calls.put(acme, [{ ...stored('1', {}, { analysis: first }), forget: true }]);
			expect((await calls.get(acme, '1'))?.analysis).toEqual(first);
		});

		it('keeps what was found in an upload only with the facts it rests on', async () => {
			const upload = (title: string, beside: Partial<StoredCall> = {}) =>
				stored('upload-1', { title }, { source: 'upload', ...beside });
			const analysis = analysisOf('upload-1');
			for (const kept of [calls, memoryCallStore()]) {
				await kept.put(acme, [{ ...upload('First'), forget: true }]);
				await kept.put(acme, [upload('First', { analysis })]);
				expect(await kept.get(acme, 'upload-1')).toEqual(upload('First', { analysis }));
				// Uploaded again with other facts while a run was analyzing the earlier ones.
				await kept.put(acme, [{ ...upload('Second'), forget: true }]);
				await kept.put(acme, [upload('First', { analysis })]);
				await kept.put(acme, [upload('Second', { analysis, transcript: 'other' })]);
				expect(await kept.get(acme, 'upload-1')).toEqual(upload('Second'));
				await kept.put(acme, [upload('Second', { analysis })]);
				expect(await kept.get(acme, 'upload-1')).toEqual(upload('Second', { analysis }));
			}
			await createEraseStore(database).call(acme, 'upload-1');
			await calls.put(acme, [upload('Second', { analysis })]);
			expect(await calls.get(acme, 'upload-1')).toBeUndefined();
		});

		it('keeps the last of two that are given at once', async () => {
			await calls.put(acme, [stored('1', { title: 'First' }), stored('2'), stored('1', { title: 'Last' })]);
			expect((await calls.get(acme, '1'))?.call.title).toBe('Last');
			expect(await calls.get(acme, '2')).toEqual(stored('2'));
		});

		it('gives the talks of a rep within a window, the latest first', async () => {
			const at = (id: string, started: string, more: Partial<Call> = {}) =>
				stored(id, { started, ...more }, { analysis: analysisOf(id) });
			await calls.put(acme, [
				at('before', '2026-11-19T23:59:59.999Z'),
				// In the order of time, not of their letters.
				at('first', '2026-11-20T01:00:00+01:00'),
				at('last', '2026-11-20T23:30:00+00:00'),
				at('same-b', '2026-11-20T12:00:00Z'),
				at('same-a', '2026-11-20T13:00:00+01:00'),
				at('end', '2026-11-21T00:00:00Z'),
				at('another rep', '2026-11-20T12:00:00Z', { rep: { id: 'rep-2', name: 'Sam' } }),
				at('without times', '2026-11-20T12:00:00Z', { times: 'none' }),
				at('with starts', '2026-11-20T12:00:00Z', { times: 'starts' }),
				stored('not analyzed', { started: '2026-11-20T12:00:00Z' }),
			]);
			const talks = await calls.talks(acme, 'rep-1', { from: '2026-11-20T00:00:00Z', to: '2026-11-21T01:00:00+01:00' });
			expect(talks.map(({ callId }) => callId)).toEqual(['last', 'same-a', 'same-b', 'first']);
			expect(talks[3]).toEqual({
				callId: 'first',
				started: '2026-11-20T01:00:00+01:00',
				talk: analysisOf('first').talk,
			});
		});

		it('gives at most 200 talks', async () => {
			const many = Array.from({ length: 201 }, (_, index) => {
				const started = new Date(Date.UTC(2026, 10, 20, 0, index)).toISOString();
				return stored(String(index), { started }, { analysis: analysisOf(String(index)) });
			});
			await calls.put(acme, many);
			const talks = await calls.talks(acme, 'rep-1', ALWAYS);
			expect([talks.length, talks[0]?.callId, talks[199]?.callId]).toEqual([200, '200', '1']);
		});

		it('gives the calls of a source with somebody at a domain, by their start', async () => {
			const somebody = (email: string) => [{ name: 'X', email, affiliation: 'external' as const }];
			await calls.put(acme, [
				stored('late', { started: '2026-11-20T12:00:00Z' }),
				stored('early', { started: '2026-11-20T08:00:00Z' }, { analysis: analysisOf('early') }),
				stored('by the rep', {
					parties: [],
					started: '2026-11-20T09:00:00Z',
					rep: { id: 'r', name: 'R', email: 'R@ACME.example' },
				}),
				stored('below', { parties: somebody('x@mail.acme.example') }),
				stored('longer', { parties: somebody('x@notacme.example') }),
				stored('nobody', { parties: [{ name: 'X', affiliation: 'external' }], rep: { id: 'r', name: 'R' } }),
				stored('upload', {}, { source: 'upload' }),
				stored('outside', { started: '2026-11-21T00:00:00Z' }),
			]);
			const day = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z' };
			const found = async (source: string, domains: string[]) => await calls.ofDomains(acme, source, domains, day);
			expect(await found('gong-main', ['acme.example'])).toEqual(['late', 'by the rep', 'early']);
			expect(await found('gong-main', ['mail.acme.example', 'notacme.example'])).toEqual(['below', 'longer']);
			expect(await found('upload', ['acme.example', 'else.example'])).toEqual(['upload']);
			expect(await found('gong-main', [])).toEqual([]);
		});

		it('finds the latest calls of an account that has more than a thousand', async () => {
			const started = (hour: number) => new Date(Date.UTC(2026, 8, 1, hour)).toISOString();
			const many = Array.from({ length: 1_001 }, (_, hour) => stored(`call ${hour}`, { started: started(hour) }));
			await calls.put(acme, many);
			const ids = await calls.ofDomains(acme, 'gong-main', ['acme.example'], ALWAYS);
			expect([ids.length, ids[0], ids.at(-1)]).toEqual([1_000, 'call 1000', 'call 1']);
		});

		it('is a wall between tenants, whatever they do, and agrees with a store in memory', async () => {
			const act = fc.record({
				tenant: fc.constantFrom(0, 1),
				id: fc.constantFrom('1', '2', '3'),
				hour: fc.integer({ min: 0, max: 23 }),
				sentences: fc.option(fc.integer({ min: 1, max: 9 })),
				forget: fc.boolean(),
			});
			let round = 0;
			await fc.assert(
				fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
					round += 1;
					const tenants = [`${acme}-${round}`, `${other}-${round}`];
					for (const tenant of tenants) await createTenantStore(database).create(tenant, settings);
					const memories = [memoryCallStore(), memoryCallStore()];
					for (const { tenant, id, hour, sentences, forget } of acts) {
						const started = new Date(Date.UTC(2026, 10, 20, hour)).toISOString();
						const one = stored(id, { started }, sentences === null ? {} : { analysis: analysisOf(id, sentences) });
						await calls.put(tenants[tenant] ?? '', [{ ...one, forget }]);
						await memories[tenant]?.put('', [{ ...one, forget }]);
					}
					for (const [at, tenant] of tenants.entries()) {
						const memory = memories[at] as CallStore;
						for (const id of ['1', '2', '3']) expect(await calls.get(tenant, id)).toEqual(await memory.get('', id));
						const starts = (list: { started: string }[]) => list.map(({ started }) => started);
						expect(starts(await calls.talks(tenant, 'rep-1', ALWAYS))).toEqual(
							starts(await memory.talks('', 'rep-1', ALWAYS)),
						);
						const [here, there] = [calls, memory].map((from) =>
							from.ofDomains(tenant, 'gong-main', ['acme.example'], ALWAYS),
						);
						expect(((await here) ?? []).toSorted()).toEqual(((await there) ?? []).toSorted());
					}
				}),
				{ numRuns: 25 },
			);
		});

		it('shows nothing where no tenant is named', async () => {
			await calls.put(acme, [stored('1')]);
			expect(await calls.get(other, '1')).toBeUndefined();
			await expect(calls.get('', '1')).rejects.toMatchObject({ code: 'scope-missing' });
			await expect(calls.put('', [stored('1')])).rejects.toMatchObject({ code: 'scope-missing' });
			await expect(calls.talks('', 'rep-1', ALWAYS)).rejects.toMatchObject({ code: 'scope-missing' });
			await expect(calls.ofDomains('', 'upload', ['acme.example'], ALWAYS)).rejects.toMatchObject({
				code: 'scope-missing',
			});
		});
	});
}
