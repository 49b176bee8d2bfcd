/** What happens to the store when a PostgreSQL server stops, starts, cuts connections, or meets several engines. */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openPostgres } from '../../../engine/adapters/store/postgres.ts';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { readMigrations } from '../../../engine/adapters/store/shared/migrations.ts';
import type * as Pg from '../../../engine/node_modules/@types/pg/index.d.mts';
import { need } from '../../need.ts';
import { type PostgresServer, startPostgres } from '../../servers/postgres.ts';
import { verifies } from '../../verifies.ts';

/** The engine's own driver: this package has none. */
const pg: typeof Pg = createRequire(new URL('../../../engine/package.json', import.meta.url))('pg');

need('postgres')('a PostgreSQL server', () => {
	let server: PostgresServer;
	let database: Database;

	beforeAll(async () => {
		server = await startPostgres();
		database = await openPostgres({ url: server.url, connections: 4 });
	});
	afterAll(async () => {
		await database?.close();
		await server?.remove();
	});

	const one = () => database.tenant('acme', (query) => query('select 1 as one'));
	const asOwner = async (url: string, text: string) => {
		const client = new pg.Client({ connectionString: url });
		await client.connect();
		try {
			return (await client.query(text)).rows;
		} finally {
			await client.end();
		}
	};
	const newDatabase = async (name: string, owner = 'sophia') => {
		await asOwner(server.url, `create database ${name} owner ${owner}`);
		return server.url.replace(/postgres$/, name);
	};
	const unavailable = { code: 'store-unavailable' };

	it('is retryable while it is away, and works again afterwards', async () => {
		verifies('store.away');
		await one();
		await server.stop();
		await expect(one()).rejects.toMatchObject({ ...unavailable, notDone: true });
		await expect(database.transaction('acme', (query) => query('select 1'))).rejects.toMatchObject(unavailable);
		await expect(database.ping()).rejects.toMatchObject(unavailable);
		await server.restart();
		expect(await one()).toEqual([{ one: 1 }]);
		await database.ping();
	});

	it('is retryable when it crashes under a statement', async () => {
		const sleeping = database.tenant('acme', (query) => query('select pg_sleep(30)'));
		const transaction = database.transaction('acme', (query) => query('select pg_sleep(30)'));
		const ends = Promise.all([
			expect(sleeping).rejects.toMatchObject({ ...unavailable, notDone: false }),
			expect(transaction).rejects.toMatchObject({ ...unavailable, notDone: false }),
		]);
		await untilActive(2);
		await server.stop('SIGQUIT');
		await ends;
		await server.restart();
		expect(await one()).toEqual([{ one: 1 }]);
	});

	it('gives a new scope to a new connection after its own was cut', async () => {
		const tenantOf = () =>
			database.tenant('other', (query) => query("select current_setting('sophia.tenant') as tenant"));
		expect(await tenantOf()).toEqual([{ tenant: 'other' }]);
		await asOwner(
			server.url,
			"select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sophia' and pid <> pg_backend_pid()",
		);
		// A connection that was cut may be met once; nothing else may happen.
		const answer = await tenantOf().catch((error: unknown) => error);
		if (answer instanceof Error) expect(answer).toMatchObject(unavailable);
		expect(await tenantOf()).toEqual([{ tenant: 'other' }]);
	});

	it('is retryable when it ends a deadlock', async () => {
		await database.systemTransaction(async (query) => {
			for (const id of ['lock-1', 'lock-2'])
				await query('insert into tenants (id, settings) values ($1, $2::jsonb)', [id, '{}']);
		});
		const ready = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const both = Promise.all(ready.map(({ promise }) => promise));
		const cross = (first: string, second: string, index: number) =>
			database.systemTransaction(async (query) => {
				await query("update tenants set settings = '1' where id = $1", [first]);
				ready[index]?.resolve();
				await both;
				await query("update tenants set settings = '2' where id = $1", [second]);
			});
		const answers = await Promise.allSettled([cross('lock-1', 'lock-2', 0), cross('lock-2', 'lock-1', 1)]);
		const failed = answers.filter((answer) => answer.status === 'rejected');
		expect(failed).toMatchObject([{ reason: { ...unavailable, notDone: true } }]);
	});

	it('is told apart from an address where nothing listens, or a wrong login, at the start', async () => {
		await expect(openPostgres({ url: 'postgres://sophia@127.0.0.1:1/postgres' })).rejects.toMatchObject(unavailable);
		const nobody = openPostgres({ url: server.url.replace('sophia@', 'nobody@') });
		await expect(nobody).rejects.toMatchObject({ code: '28000' });
	});

	it('is migrated once by engines that open it at the same moment', async () => {
		verifies('store.migrated-once');
		const url = await newDatabase('crowd');
		const applied: string[][] = [];
		const onMigrated = (names: string[]) => applied.push(names);
		const opened = await Promise.all(Array.from({ length: 5 }, () => openPostgres({ url, onMigrated })));
		const known = await readMigrations();
		expect(applied).toEqual([known.map(({ name }) => name)]);
		await Promise.all(opened.map((store) => store.close()));
	});

	it('serves a login without any privilege but making roles', async () => {
		await asOwner(server.url, 'create role plain login createrole');
		const url = (await newDatabase('humble', 'plain')).replace('sophia@', 'plain@');
		const store = await openPostgres({ url });
		await store.tenant('acme', (query) => query("insert into tenants (id, settings) values ('acme', '{}')"));
		expect(await store.tenant('other', (query) => query('select * from tenants'))).toEqual([]);
		expect(await store.system((query) => query('select id from tenants'))).toEqual([{ id: 'acme' }]);
		await store.close();
	});

	it('refuses a session that never named a tenant', async () => {
		const text = 'set role sophia_app; select * from tenants';
		await expect(asOwner(server.url, text)).rejects.toThrow('unrecognized configuration parameter "sophia.tenant"');
	});

	it('refuses to open where an applied migration has changed since', async () => {
		verifies('store.migration-changed');
		const url = await newDatabase('changed');
		await (await openPostgres({ url })).close();
		await asOwner(url, "update schema_migrations set sha256 = 'other' where name = '0001_tenants'");
		await expect(openPostgres({ url })).rejects.toMatchObject({
			code: 'migration-changed',
			message: expect.stringContaining('0001_tenants'),
		});
	});

	it('keeps its connections when statements fail', async () => {
		const pid = () => database.system((query) => query('select pg_backend_pid() as pid'));
		const before = await pid();
		await expect(database.system((query) => query('select 1 / 0'))).rejects.toThrow('division by zero');
		await expect(database.systemTransaction((query) => query('select 1 / 0'))).rejects.toThrow('division by zero');
		expect(await pid()).toEqual(before);
	});

	/** Waits until the server works on that many sleeping statements. */
	async function untilActive(count: number): Promise<void> {
		const text =
			"select count(*)::int as n from pg_stat_activity where query like '%pg_sleep(30)%' and wait_event = 'PgSleep'";
		for (;;) {
			const [row] = await asOwner(server.url, text);
			if (row.n >= count) return;
		}
	}
});
