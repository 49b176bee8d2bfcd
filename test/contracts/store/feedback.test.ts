/** The port of feedback, the same on every store. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCallStore } from '../../../engine/adapters/store/shared/calls.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createDeliveryStore } from '../../../engine/adapters/store/shared/event-deliveries.ts';
import { createEventStore } from '../../../engine/adapters/store/shared/events.ts';
import { createFeedbackStore } from '../../../engine/adapters/store/shared/feedback.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { FeedbackEntry } from '../../../engine/contract/feedback.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import { analyzed } from '../../../engine/domain/testing/analyzed.ts';
import type { FeedbackStore, NewMark } from '../../../engine/ports/feedback.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { promised } from './event-stores.ts';

const markOf = (callId: string, id: string): NewMark => ({
	...{ callId, id, kind: 'coachable-moment', label: 'monologue', view: 'coaching' },
});

for (const adapter of STORES) {
	need(...adapter.needs)(`feedback on ${adapter.name}`, () => {
		let opened: OpenStore;
		let database: Database;
		let feedback: FeedbackStore;
		let number = 0;
		let [acme, other] = ['', ''];

		beforeAll(async () => {
			opened = await adapter.open();
			database = opened.database;
			feedback = createFeedbackStore(database);
		});
		afterAll(() => opened?.close());
		beforeEach(async () => {
			number += 1;
			[acme, other] = [`acme-${number}`, `other-${number}`];
			for (const tenant of [acme, other]) {
				await createTenantStore(database).create(tenant, TenantSettings.parse({}));
				for (const id of ['1', '2', '11']) await keepCall(tenant, id);
			}
		});

		/** Its customer is carl@customer.example. */
		async function keepCall(tenant: string, id: string): Promise<void> {
			const { call, analysis } = analyzed({ id, lines: 'Rita: Hi.\nCarl: Hi.' });
			const parties = call.parties.map((party) =>
				party.name === 'Carl' && id !== '2' ? { ...party, email: 'carl@customer.example' } : party,
			);
			const kept = { call: { ...call, parties }, source: 'gong-main', transcript: `t-${id}`, analysis };
			await createCallStore(database).put(tenant, [kept]);
		}

		const idsOf = async (tenant: string, callId: string) =>
			(await feedback.ofCalls(tenant, [callId])).get(callId)?.map(({ id }) => id);

		it('keeps a mark with its insight, when and through which link, for its tenant alone', async () => {
			verifies('feedback.stored', 'store.same-answers', 'walls.row-level-security');
			await feedback.disagree(acme, markOf('1', 'a'));
			await feedback.disagree(acme, { callId: '2', id: 'b', kind: 'commitment', label: undefined, view: 'record' });
			const marks = await feedback.ofCalls(acme, ['1', '2', '11', 'unknown']);
			expect([...marks.keys()].toSorted()).toEqual(['1', '2']);
			const [first] = marks.get('1') ?? [];
			expect(first).toEqual({ ...markOf('1', 'a'), mark: 'disagreed', at: expect.any(String) });
			expect(marks.get('2')).toEqual([
				{ callId: '2', id: 'b', kind: 'commitment', view: 'record', mark: 'disagreed', at: expect.any(String) },
			]);
			for (const entry of [...marks.values()].flat()) expect(FeedbackEntry.parse(entry)).toEqual(entry);
			expect((await feedback.ofCalls(other, ['1', '2'])).size).toBe(0);
			expect(await feedback.list(other, { limit: 10 })).toEqual({ feedback: [] });
			await feedback.undo(other, '1', 'a');
			expect(await idsOf(acme, '1')).toEqual(['a']);
		});

		it('is, after any presses, where the last press of each insight left it', async () => {
			verifies('feedback.idempotent');
			const press = fc.record({
				callId: fc.constantFrom('1', '11'),
				id: fc.constantFrom('a', 'b', 'é😀'),
				undo: fc.boolean(),
			});
			await fc.assert(
				fc.asyncProperty(fc.array(press, { maxLength: 12 }), async (presses) => {
					const marked = new Set<string>();
					for (const { callId, id, undo } of presses) {
						if (undo) await feedback.undo(acme, callId, id);
						else await feedback.disagree(acme, markOf(callId, id));
						marked[undo ? 'delete' : 'add'](`${callId} ${id}`);
					}
					const { feedback: kept } = await feedback.list(acme, { limit: 100 });
					expect(new Set(kept.map(({ callId, id }) => `${callId} ${id}`))).toEqual(marked);
					for (const { callId, id } of kept) await feedback.undo(acme, callId, id);
				}),
				{ numRuns: 25 },
			);
		});

		it('makes one mark of two presses at once, and the first stays', async () => {
			verifies('feedback.idempotent');
			await Promise.all(Array.from({ length: 8 }, () => feedback.disagree(acme, markOf('1', 'a'))));
			const [before] = (await feedback.ofCalls(acme, ['1'])).get('1') ?? [];
			await feedback.disagree(acme, { ...markOf('1', 'a'), view: 'record' });
			expect((await feedback.ofCalls(acme, ['1'])).get('1')).toEqual([before]);
			await Promise.all(Array.from({ length: 8 }, () => feedback.undo(acme, '1', 'a')));
			expect(await idsOf(acme, '1')).toBeUndefined();
		});

		it('lists all of them in pages, each once, the newest first, of one call where one is named', async () => {
			verifies('feedback.listed');
			const ids = ['a', 'b', 'c', 'd', 'e'];
			for (const id of ids) await feedback.disagree(acme, markOf(id < 'd' ? '1' : '11', id));
			const read: FeedbackEntry[] = [];
			let after: string | undefined;
			do {
				const page = await feedback.list(acme, { after, limit: 2 });
				expect(page.feedback.length).toBeLessThanOrEqual(2);
				read.push(...page.feedback);
				after = page.next;
			} while (after !== undefined);
			expect(read.map(({ id }) => id).toSorted()).toEqual(ids);
			const moments = read.map(({ at }) => at);
			expect(moments).toEqual(moments.toSorted().toReversed());
			const ofOne = await feedback.list(acme, { callId: '11', limit: 2 });
			expect(ofOne.feedback.map(({ id }) => id).toSorted()).toEqual(['d', 'e']);
			expect(ofOne.next).toBeUndefined();
		});

		it('refuses a place in the list that it has not named', async () => {
			const forged = ['x', 'AAAA', 'W10', Buffer.from('["soon","1","a"]').toString('base64url')];
			forged.push(Buffer.from('["2026-13-40T25:00:00.000Z","1","a"]').toString('base64url'));
			forged.push(Buffer.from('["2026-11-20T10:00:00.000Z","1","\\u0000"]').toString('base64url'));
			for (const after of forged) {
				await expect(feedback.list(acme, { after, limit: 2 })).rejects.toMatchObject({ code: 'bad-request' });
			}
		});

		it('goes with its call, with a person who was on it, and with its tenant, and does not come back', async () => {
			verifies('feedback.erased', 'erase.call', 'erase.person', 'erase.tenant');
			const erase = createEraseStore(database);
			for (const id of ['1', '2', '11']) await feedback.disagree(acme, markOf(id, 'a'));
			await feedback.disagree(other, markOf('1', 'a'));
			expect(await erase.call(acme, '1')).toMatchObject({ feedback: 1 });
			await feedback.disagree(acme, markOf('1', 'a'));
			expect(await idsOf(acme, '1')).toBeUndefined();
			expect(await erase.person(acme, 'carl@customer.example')).toMatchObject({ feedback: 1 });
			const { feedback: left } = await feedback.list(acme, { limit: 10 });
			expect(left.map(({ callId }) => callId)).toEqual(['2']);
			expect(await erase.tenant(acme)).toMatchObject({ feedback: 1 });
			expect(await idsOf(other, '1')).toEqual(['a']);
		});

		it('leaves no mark of a call that is just being erased, and no error', async () => {
			verifies('feedback.erased');
			let pressed: Promise<void> | undefined;
			await database.transaction(acme, async (query) => {
				await query("delete from calls where tenant_id = $1 and call_id = '1'", [acme]);
				pressed = feedback.disagree(acme, markOf('1', 'a'));
				// On the embedded store it waits for its turn; on a server for the row that is deleted here.
				if (database.kind === 'pglite') return;
				const waiting = () => query('select from pg_locks where not granted');
				for (let looks = 0; (await waiting()).length === 0; looks++) expect(looks).toBeLessThan(10_000);
			});
			await pressed;
			expect(await idsOf(acme, '1')).toBeUndefined();
		});

		it('keeps a promise that somebody disagrees with from falling due, and gives it back', async () => {
			verifies('feedback.not-told');
			const [events, deliveries] = [createEventStore(database), createDeliveryStore(database)];
			await events.expect(acme, '1', [
				{ ...promised('evt_a', '1', '2026-11-20'), insightId: 'a' },
				{ ...promised('evt_b', '1', '2026-11-20'), insightId: 'b' },
			]);
			const due = async () => (await events.due(acme, '2026-11-20', 10)).map(({ id }) => id).toSorted();
			const hasDue = async () => (await deliveries.tenantsDue('2026-11-20')).some(({ tenant }) => tenant === acme);
			await feedback.disagree(acme, markOf('1', 'a'));
			expect(await due()).toEqual(['evt_b']);
			await events.told(acme, ['evt_b']);
			expect([await due(), await hasDue()]).toEqual([[], false]);
			// Another call's, or another tenant's, mark of the same id says nothing about this one.
			await feedback.undo(acme, '1', 'a');
			await feedback.disagree(acme, markOf('2', 'a'));
			await feedback.disagree(other, markOf('1', 'a'));
			expect([await due(), await hasDue()]).toEqual([['evt_a'], true]);
		});
	});
}
