/** Tenants are walls: row-level security alone stops a statement that forgot its tenant, on every store. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createConnectionStore } from '../../../engine/adapters/store/shared/connections.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { createTenantStore } from '../../../engine/adapters/store/shared/tenants.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

/** Names that a sloppy comparison, quoting or pattern would mix up. */
const ODD = [
	'a',
	'ab',
	'abc',
	'A',
	"o'brien",
	'o"brien',
	'%',
	'_',
	'tenant\\',
	' a',
	'a ',
	'ä',
	'a\u0308',
	'日本',
	'😀',
	'$1',
	"';--",
	'null',
	'*',
];

const settings = { zone: 'UTC', weekend: [], optedOutReps: [], language: 'en' };

type WallRow = { tenant_id: string };

for (const adapter of STORES) {
	need(...adapter.needs)(`walls between tenants on ${adapter.name}`, () => {
		let store: OpenStore;
		let database: Database;

		beforeAll(async () => {
			store = await adapter.open();
			database = store.database;
			for (const tenant of ODD) await furnish(tenant);
		});
		afterAll(() => store?.close());

		async function furnish(tenant: string): Promise<void> {
			await createTenantStore(database).create(tenant, settings);
			const connection = { id: 'gong-main', kind: 'calls', vendor: 'gong', name: 'main', address: 'x' } as const;
			await createConnectionStore(database).add(tenant, { ...connection, secret: new TextEncoder().encode(tenant) });
		}

		it('shows a statement without any filter the rows of its tenant alone', async () => {
			verifies('walls.row-level-security');
			for (const tenant of ODD) {
				const rows = await database.tenant(tenant, (query) => query<WallRow>('select * from connections'));
				expect(rows.map((row) => row.tenant_id)).toEqual([tenant]);
				const tenants = await database.transaction(tenant, (query) => query('select id from tenants'));
				expect(tenants).toEqual([{ id: tenant }]);
			}
		});

		it('holds for any mix of tenants at the same time', async () => {
			const statement = fc.record({ tenant: fc.constantFrom(...ODD), transaction: fc.boolean() });
			const mix = fc.array(statement, { minLength: 1, maxLength: 40 });
			await fc.assert(
				fc.asyncProperty(mix, async (statements) => {
					const answers = await Promise.all(
						statements.map(({ tenant, transaction }) =>
							database[transaction ? 'transaction' : 'tenant'](tenant, async (query) => {
								const first = await query<WallRow>('select tenant_id from connections');
								const second = await query<WallRow>('select tenant_id from connections');
								return [...first, ...second].map((row) => row.tenant_id);
							}),
						),
					);
					expect(answers).toEqual(statements.map(({ tenant }) => [tenant, tenant]));
				}),
				{ numRuns: 30 },
			);
		});

		it('holds for a tenant of any name, which sees nothing before it has something', async () => {
			const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
			await fc.assert(
				fc.asyncProperty(
					names.filter((name) => !name.includes('\0') && !ODD.includes(name)),
					async (tenant) => {
						expect(await database.tenant(tenant, (query) => query('select * from connections'))).toEqual([]);
					},
				),
				{ numRuns: 50 },
			);
		});

		it('changes and deletes nothing of others, and lets nothing be written in their name', async () => {
			verifies('walls.row-level-security');
			const touched = await database.tenant('a', (query) =>
				query("update connections set name = 'new' returning tenant_id"),
			);
			expect(touched).toEqual([{ tenant_id: 'a' }]);
			const deleted = database.transaction('ab', async (query) => {
				const rows = await query('delete from connections returning tenant_id');
				throw Object.assign(new Error('enough'), { rows });
			});
			await expect(deleted).rejects.toMatchObject({ rows: [{ tenant_id: 'ab' }] });
			const insert =
				"insert into connections select 'abc', 'other', kind, vendor, name, address, secret from connections";
			await expect(database.tenant('a', (query) => query(insert))).rejects.toThrow('row-level security');
			const move = "update connections set tenant_id = 'abc', id = 'moved'";
			await expect(database.tenant('a', (query) => query(move))).rejects.toThrow('row-level security');
			const count = await database.system((query) => query('select count(*) as n from connections'));
			expect(count).toEqual([{ n: ODD.length }]);
		});

		it('refuses an empty scope before anything is asked', async () => {
			verifies('walls.empty-scope');
			const work = () => Promise.reject(new Error('must not be called'));
			for (const tenant of ['', undefined as unknown as string, null as unknown as string]) {
				await expect(database.tenant(tenant, work)).rejects.toMatchObject({ code: 'scope-missing' });
				await expect(database.transaction(tenant, work)).rejects.toMatchObject({ code: 'scope-missing' });
			}
		});

		it('shows nothing to the tenants’ role where no tenant is set', async () => {
			const rows = await database.systemTransaction(async (query) => {
				await query("select set_config('role', 'sophia_app', true)");
				return query('select * from connections');
			});
			expect(rows).toEqual([]);
		});

		it('works under a plain role that no policy exempts', async () => {
			verifies('walls.plain-role');
			const me = 'select rolsuper, rolbypassrls, rolcanlogin from pg_roles where rolname = current_user';
			const plain = [{ rolsuper: false, rolbypassrls: false, rolcanlogin: false }];
			expect(await database.tenant('a', (query) => query(me))).toEqual(plain);
			expect(await database.system((query) => query(me))).toEqual(plain);
		});

		it('has every table of tenants behind forced row-level security with both policies', async () => {
			verifies('walls.every-table');
			const tables = await database.system((query) =>
				query<{ name: string; enabled: boolean; forced: boolean; policies: string[] }>(`
					select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
						array(
							select p.polname || ' to ' || p.polroles::regrole[]::text || ': ' || p.polcmd::text || ' '
								|| pg_get_expr(p.polqual, c.oid) || ' / ' || pg_get_expr(p.polwithcheck, c.oid)
							from pg_policy p where p.polrelid = c.oid order by p.polname
						) as policies
					from pg_class c
					where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and (c.relname = 'tenants' or exists (
						select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
					))
					order by c.relname`),
			);
			expect(tables.length).toBeGreaterThanOrEqual(7);
			for (const { name, ...table } of tables) {
				const own = `(${name === 'tenants' ? 'id' : 'tenant_id'} = current_setting('sophia.tenant'::text))`;
				expect({ name, ...table }).toEqual({
					name,
					enabled: true,
					forced: true,
					policies: [
						`sophia_system to {sophia_system}: * true / true`,
						`sophia_tenant to {sophia_app}: * ${own} / ${own}`,
					],
				});
			}
		});
	});
}

describe('the list of odd names', () => {
	it('has each once, also after normalization by a database', () => {
		expect(new Set(ODD).size).toBe(ODD.length);
	});
});
