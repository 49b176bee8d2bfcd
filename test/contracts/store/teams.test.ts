/** The port of teams, the same on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createTeamStore } from '../../../engine/adapters/store/shared/teams.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { Team } from '../../../engine/contract/team.ts';
import { TenantSettings } from '../../../engine/contract/tenant.ts';
import type { TeamStore } from '../../../engine/ports/team-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const team = (name: string, description = name) =>
	Team.parse({
		...{ name, description, mode: 'coordinate' },
		members: [{ name: 'Ann', role: '“Übergabe” 😀', instructions: '50 %\\ {}', tools: ['sql-analyzer'] }],
	});

for (const adapter of STORES) {
	need(...adapter.needs)(`teams on ${adapter.name}`, () => {
		let opened: OpenStore;
		let database: Database;
		let teams: TeamStore;

		beforeAll(async () => {
			opened = await adapter.open();
			database = opened.database;
			teams = createTeamStore(database);
			for (const tenant of ['acme', 'other', 'full', 'crowded']) {
				await createTenantStore(database).create(tenant, TenantSettings.parse({}));
			}
		});
		afterAll(() => opened?.close());

		it('keeps one of each name for each tenant, in the order of the names, and nobody else’s', async () => {
			verifies('teams.own', 'store.same-answers', 'walls.row-level-security');
			expect(await teams.list('acme')).toEqual([]);
			for (const name of ['Pilot', 'a-b', 'A', 'a', 'a1']) await teams.put('acme', team(name), 50);
			await teams.put('acme', team('Pilot', 'Second'), 50);
			await teams.put('other', team('Pilot', 'Theirs'), 50);
			expect((await teams.list('acme')).map(({ name }) => name)).toEqual(['A', 'Pilot', 'a', 'a-b', 'a1']);
			expect(await teams.get('acme', 'Pilot')).toEqual(team('Pilot', 'Second'));
			expect(await teams.get('other', 'A')).toBeUndefined();
			expect(await teams.remove('other', 'A')).toBe(false);
			expect(await teams.remove('acme', 'Pilot')).toBe(true);
			expect(await teams.remove('acme', 'Pilot')).toBe(false);
			expect(await teams.list('other')).toEqual([team('Pilot', 'Theirs')]);
		});

		it('keeps as many as a tenant may have, replaces where it is full, and no more of those that come at once', async () => {
			verifies('teams.own-limit');
			await teams.put('full', team('One'), 1);
			await teams.put('full', team('One', 'Second'), 1);
			await expect(teams.put('full', team('Two'), 1)).rejects.toMatchObject({ code: 'teams-limit' });
			expect((await teams.list('full')).map(({ description }) => description)).toEqual(['Second']);
			for (let round = 0; round < 10; round += 1) {
				const names = Array.from({ length: 8 }, (_, number) => `T${number}`);
				const put = await Promise.allSettled(names.map((name) => teams.put('crowded', team(name), 3)));
				const refused = put.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
				expect(refused).toEqual(Array.from({ length: 5 }, () => 'teams-limit'));
				for (const { name } of await teams.list('crowded')) await teams.remove('crowded', name);
			}
		});

		it('goes with its tenant, and wants one', async () => {
			expect(await createEraseStore(database).tenant('full')).toMatchObject({ teams: 1 });
			expect(await teams.list('full')).toEqual([]);
			expect(await teams.list('other')).toHaveLength(1);
			await expect(teams.list('')).rejects.toMatchObject({ code: 'scope-missing' });
			await expect(teams.put('', team('One'), 50)).rejects.toMatchObject({ code: 'scope-missing' });
		});
	});
}
