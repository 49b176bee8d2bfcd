/** The port of playbooks, the same on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createPlaybookStore } from '../../../engine/adapters/store/shared/playbooks.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { Playbook } from '../../../engine/contract/playbook.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import type { PlaybookStore } from '../../../engine/ports/playbook-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const playbook = (name: string, title = name) =>
	Playbook.parse({
		...{ name, title, stages: ['Übergabe “A”'] },
		criteria: [{ id: 'a', title: 'A', said: { words: ['let’s meet 50 %\\ 😀', 'renew*'], within: { first: 0.1 } } }],
	});

for (const adapter of STORES) {
	need(...adapter.needs)(`playbooks on ${adapter.name}`, () => {
		let opened: OpenStore;
		let database: Database;
		let playbooks: PlaybookStore;

		beforeAll(async () => {
			opened = await adapter.open();
			database = opened.database;
			playbooks = createPlaybookStore(database);
			for (const tenant of ['acme', 'other', 'full', 'crowded']) {
				await createTenantStore(database).create(tenant, TenantSettings.parse({}));
			}
		});
		afterAll(() => opened?.close());

		it('keeps one of each name for each tenant, in the order of the names', async () => {
			verifies('playbooks.replaceable', 'store.same-answers');
			expect(await playbooks.list('acme')).toEqual([]);
			for (const name of ['pilot', 'a-b', 'a', 'ab', 'a1']) await playbooks.put('acme', playbook(name), 50);
			await playbooks.put('acme', playbook('pilot', 'Second'), 50);
			await playbooks.put('other', playbook('pilot', 'Theirs'), 50);
			const names = ['a', 'a-b', 'a1', 'ab', 'pilot'];
			expect((await playbooks.list('acme')).map(({ name }) => name)).toEqual(names);
			expect((await playbooks.list('acme')).at(-1)).toEqual(playbook('pilot', 'Second'));
			expect(await playbooks.list('other')).toEqual([playbook('pilot', 'Theirs')]);
			expect(await playbooks.remove('other', 'a')).toBe(false);
			expect(await playbooks.remove('acme', 'pilot')).toBe(true);
			expect(await playbooks.remove('acme', 'pilot')).toBe(false);
			expect(await playbooks.list('other')).toEqual([playbook('pilot', 'Theirs')]);
		});

		it('keeps as many as a tenant may have, and replaces where it is full', async () => {
			await playbooks.put('full', playbook('one'), 2);
			await playbooks.put('full', playbook('two'), 2);
			await expect(playbooks.put('full', playbook('three'), 2)).rejects.toMatchObject({ code: 'playbook-limit' });
			await playbooks.put('full', playbook('two', 'Second'), 2);
			expect((await playbooks.list('full')).map(({ title }) => title)).toEqual(['one', 'Second']);
		});

		it('keeps no more of those that come at once', async () => {
			// Often, and with all connections open: else one is done before the next begins.
			for (let round = 0; round < 10; round += 1) {
				const names = Array.from({ length: 8 }, (_, number) => `p${number}`);
				const put = await Promise.allSettled(names.map((name) => playbooks.put('crowded', playbook(name), 3)));
				const refused = put.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
				expect(refused).toEqual(Array.from({ length: 5 }, () => 'playbook-limit'));
				const kept = await playbooks.list('crowded');
				expect(kept).toHaveLength(3);
				for (const { name } of kept) await playbooks.remove('crowded', name);
			}
		});

		it('goes with its tenant', async () => {
			verifies('erase.tenant');
			expect(await createEraseStore(database).tenant('full')).toMatchObject({ playbooks: 2 });
			expect(await playbooks.list('full')).toEqual([]);
			expect(await playbooks.list('other')).toHaveLength(1);
		});

		it('wants a tenant', async () => {
			await expect(playbooks.list('')).rejects.toMatchObject({ code: 'scope-missing' });
			await expect(playbooks.put('', playbook('one'), 50)).rejects.toMatchObject({ code: 'scope-missing' });
		});
	});
}
