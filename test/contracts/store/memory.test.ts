/** The port of long-term memory, the same on every store. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createMemoryStore } from '../../../engine/adapters/store/shared/memory.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import { memoryTerms } from '../../../engine/domain/teams/memory-terms.ts';
import type { Memory, MemoryItem } from '../../../engine/ports/memory.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const item = (id: string, text: string, more: Partial<MemoryItem> = {}): Omit<MemoryItem, 'at'> => ({
	...{ id, collection: 'market', text, people: [] },
	from: { runId: `run-${id}`, team: 'ResearchTeam', member: 'WebResearcher', task: 'Find out.' },
	...more,
});

for (const adapter of STORES) {
	need(...adapter.needs)(`long-term memory on ${adapter.name}`, () => {
		let opened: OpenStore;
		let database: Database;
		let memory: Memory;
		let tenants = 0;
		let [acme, other] = ['', ''];

		beforeAll(async () => {
			opened = await adapter.open();
			database = opened.database;
			memory = createMemoryStore(database, { termsOf: memoryTerms });
		});
		beforeEach(async () => {
			[acme, other] = [`acme-${tenants}`, `other-${tenants}`];
			tenants += 1;
			for (const tenant of [acme, other]) await createTenantStore(database).create(tenant, TenantSettings.parse({}));
		});
		afterAll(() => opened?.close());

		const recalled = async (query: string, most = 10, tenant = acme) =>
			(await memory.recall(tenant, 'market', query, most)).map(({ id }) => id);
		const listed = async (tenant = acme) => (await memory.list(tenant, { most: 100 })).map(({ id }) => id);

		it('recalls what has most to do with the query, the rarer words first, and nothing that has not', async () => {
			verifies('teams.memory-recalled', 'store.same-answers');
			await memory.keep(acme, item('a-price', 'The prices of Globex rose by 12,500 dollars.'));
			await memory.keep(acme, item('b-rival', 'Globex sells to hospitals in Zürich.'));
			await memory.keep(acme, item('c-plain', 'Globex was founded long ago.'));
			await memory.keep(acme, item('task', 'Nothing new.', { from: { ...item('', '').from, task: 'Onboarding?' } }));
			await memory.keep(acme, item('elsewhere', 'Globex prices in Zürich', { collection: '' }));
			expect(await recalled('Which PRICE does Globex ask?')).toEqual(['a-price', 'c-plain', 'b-rival']);
			expect(await recalled('ZÜRICH, 12,500')).toEqual(expect.arrayContaining(['a-price', 'b-rival']));
			expect(await recalled('onboarding')).toEqual(['task']);
			expect(await recalled('Globex', 1)).toEqual(['c-plain']);
			for (const nothing of ['', 'who is the', '%', "' or 1=1 --", 'Initech', '\0', '\ud800']) {
				expect(await recalled(nothing)).toEqual([]);
			}
			const [first] = await memory.recall(acme, '', 'prices', 5);
			expect(first).toEqual({
				...item('elsewhere', 'Globex prices in Zürich', { collection: '' }),
				at: expect.any(Date),
			});
		});

		it('keeps what has the same id once', async () => {
			await Promise.all(Array.from({ length: 8 }, () => memory.keep(acme, item('one', 'first words'))));
			await memory.keep(acme, item('one', 'other words'));
			expect((await memory.list(acme, { most: 9 })).map(({ text }) => text)).toEqual(['first words']);
		});

		it('keeps texts of 8 KiB at a whole character, and so many of a collection, the newest', async () => {
			verifies('teams.memory-bounded');
			const small = createMemoryStore(database, { termsOf: memoryTerms, most: 3 });
			await small.keep(acme, item('other', 'x', { collection: 'other' }));
			for (const id of ['1', '2', '3', '4', '5']) await small.keep(acme, item(id, 'x'));
			expect(await listed()).toEqual(['5', '4', '3', 'other']);
			await small.keep(acme, item('5', 'x'));
			expect(await listed()).toEqual(['5', '4', '3', 'other']);
			await small.keep(
				acme,
				item('long', `a${'€'.repeat(4_000)}`, { people: Array.from({ length: 99 }, (_, at) => `${at}`) }),
			);
			const [long] = await memory.list(acme, { most: 1 });
			expect(long?.text).toBe(`a${'€'.repeat(2_730)}`);
			expect(long?.people).toHaveLength(50);
			await small.keep(acme, item('odd', 'a\0b \ud800', { collection: 'odd' }));
			expect((await memory.list(acme, { most: 1 }))[0]?.text).toBe('ab \ufffd');
		});

		it('lists each once in pages, the newest first, and removes', async () => {
			verifies('teams.memory-listed');
			const ids = ['a', 'b', 'c', 'd', 'e'];
			for (const id of ids) await memory.keep(acme, item(id, id, { collection: id < 'd' ? 'market' : '' }));
			const read: string[] = [];
			for (;;) {
				const page = await memory.list(acme, { most: 2, before: read.at(-1) });
				if (page.length === 0) break;
				read.push(...page.map(({ id }) => id));
			}
			expect(read.toSorted()).toEqual(ids);
			const moments = (await memory.list(acme, { most: 9 })).map(({ at }) => at.getTime());
			expect(moments).toEqual(moments.toSorted((one, next) => next - one));
			expect((await memory.list(acme, { collection: '', most: 9 })).map(({ id }) => id).toSorted()).toEqual(['d', 'e']);
			expect(await memory.remove(acme, 'a')).toBe(true);
			expect(await memory.remove(acme, 'a')).toBe(false);
			await expect(memory.list(acme, { most: 2, before: 'a' })).rejects.toMatchObject({ code: 'bad-request' });
		});

		it('is walled: nobody recalls, lists, removes or replaces what another tenant has', async () => {
			verifies('teams.memory-walls');
			await memory.keep(acme, item('one', 'secret plans'));
			await memory.keep(other, item('one', 'secret wishes'));
			expect((await memory.recall(other, 'market', 'secret plans', 5)).map(({ text }) => text)).toEqual([
				'secret wishes',
			]);
			expect(await memory.remove(other, 'one')).toBe(true);
			expect([await listed(), await listed(other)]).toEqual([['one'], []]);
			expect(await memory.remove(other, 'one')).toBe(false);
			await expect(memory.list('', { most: 1 })).rejects.toMatchObject({ code: 'scope-missing' });
			await expect(memory.keep('', item('one', 'x'))).rejects.toMatchObject({ code: 'scope-missing' });
		});

		it('goes with a person whom it names or is about, and with its tenant', async () => {
			verifies('teams.memory-erased', 'erase.person', 'erase.tenant');
			const email = 'ann@customer.example';
			await memory.keep(acme, item('tagged', 'She wants a discount.', { people: ['Ann@Customer.example'] }));
			await memory.keep(acme, item('named', 'Write to ANN@customer.example.'));
			await memory.keep(acme, item('asked', 'x', { from: { ...item('', '').from, task: `What of ${email}?` } }));
			await memory.keep(
				acme,
				item('another', 'Write to joann@customer.example.', { people: ['joann@customer.example'] }),
			);
			await memory.keep(other, item('theirs', email));
			const erase = createEraseStore(database);
			expect(await erase.person(acme, email)).toMatchObject({ memory_items: 3 });
			expect([await listed(), await listed(other)]).toEqual([['another'], ['theirs']]);
			expect(await erase.tenant(acme)).toMatchObject({ memory_items: 1 });
			expect([await listed(), await listed(other)]).toEqual([[], ['theirs']]);
		});
	});
}
