/** The embedded store belongs to one process, and survives the death of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPglite } from '../../../engine/adapters/store/pglite.ts';
import { newHome } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';

const PGLITE = new URL('../../../engine/adapters/store/pglite.ts', import.meta.url).href;

/** For a process of Node with the store in it: engine/webassembly.ts says why. */
const NODE_FLAGS = ['--no-wasm-code-gc', '--input-type=module'];

/** Opens the store in another process, writes a tenant for each line it prints, and goes on until it is killed. */
const WRITER = `
	const { openPglite } = await import(process.argv[1]);
	const database = await openPglite({ home: process.argv[2] });
	for (let n = 0; ; n++) {
		await database.system((query) => query('insert into tenants (id, settings) values ($1, $2::jsonb)', ['t' + n, '{}']));
		console.log(n);
	}`;

/** Ends the database's thread under a statement and a transaction; says how they failed and what is there afterwards. */
const THREAD_KILLER = `
	const { once } = await import('node:events');
	const { openPglite } = await import(process.argv[1]);
	const started = once(process, 'worker');
	const database = await openPglite({ home: process.argv[2] });
	const [worker] = await started;
	const insert = (tenant) =>
		database.tenant(tenant, (query) => query('insert into tenants (id, settings) values ($1, $2::jsonb)', [tenant, '{}']));
	await insert('before');
	const fails = [
		database.tenant('x', (query) => query('select count(*) from generate_series(1, 10000000)')),
		database.transaction('x', (query) => query('select 1')),
	].map((work) => work.catch((error) => console.log(error.code)));
	await worker.terminate();
	await Promise.all(fails);
	await insert('after');
	const rows = await database.system((query) => query("select id from tenants where id in ('before', 'after') order by id"));
	console.log(rows.map((row) => row.id).join());
	await database.close();`;

/** Starts the writer and resolves when it has written some rows. */
async function startWriter(home: string) {
	const child = spawn(process.execPath, [...NODE_FLAGS, '-e', WRITER, PGLITE, home], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let written = -1;
	let complaint = '';
	child.stderr.on('data', (text) => {
		complaint += text;
	});
	const enough = Promise.withResolvers<void>();
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		written = Number(text.trim().split('\n').at(-1));
		if (written >= 50) enough.resolve();
	});
	child.once('exit', () => enough.reject(new Error(`The writer ended: ${complaint}`)));
	await enough.promise;
	return {
		pid: child.pid,
		async kill() {
			child.kill('SIGKILL');
			await once(child, 'close');
			return written;
		},
	};
}

describe('the embedded store', () => {
	let home: string;

	beforeAll(async () => {
		home = await newHome();
	});
	afterAll(() => rm(home, { recursive: true, force: true }));

	it('is refused to a second process, which is told who has it', async () => {
		verifies('store.one-engine');
		const writer = await startWriter(home);
		await expect(openPglite({ home })).rejects.toMatchObject({
			code: 'store-locked',
			message: expect.stringContaining(`process ${writer.pid}`),
			details: { pid: writer.pid },
		});
		await writer.kill();
	});

	it('has every acknowledged row after its process was killed, and lets the next one in', async () => {
		verifies('store.survives-a-kill', 'store.stale-lock');
		const writer = await startWriter(await cleared());
		const written = await writer.kill();
		const database = await openPglite({ home });
		const [row] = await database.system((query) => query<{ n: number }>('select count(*) as n from tenants'));
		expect(row?.n).toBeGreaterThanOrEqual(written + 1);
		await database.close();
		expect(await readdir(home)).toEqual(['db']);
	});

	it('is refused to a second opening by the same process', async () => {
		const database = await openPglite({ home });
		await expect(openPglite({ home })).rejects.toMatchObject({ code: 'store-locked', details: { pid: process.pid } });
		expect(await database.system((query) => query('select 1 as one'))).toEqual([{ one: 1 }]);
		await database.close();
		await (await openPglite({ home })).close();
	});

	it('fails what is under way when its thread dies, and opens again with what was committed', async () => {
		const child = spawn(process.execPath, [...NODE_FLAGS, '-e', THREAD_KILLER, PGLITE, await cleared()]);
		let output = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
		await once(child, 'close');
		expect(output.trim().split('\n')).toEqual(['store-unavailable', 'store-unavailable', 'after,before']);
	});

	it('applies its migrations once', async () => {
		const applied: string[][] = [];
		await (await openPglite({ home, onMigrated: (names) => applied.push(names) })).close();
		expect(applied).toEqual([]);
	});

	it('fails to open, and lets go of the lock, where the folder holds something else', async () => {
		const broken = await mkdtemp(join(tmpdir(), 'sophia-broken-'));
		await cp(join(home, 'db'), join(broken, 'db'), { recursive: true });
		await writeFile(join(broken, 'db', 'global', 'pg_control'), 'nonsense');
		await expect(openPglite({ home: broken })).rejects.toThrow();
		await expect(readFile(join(broken, 'db.lock'))).rejects.toMatchObject({ code: 'ENOENT' });
		await rm(broken, { recursive: true, force: true });
	});

	it('makes the database where there is none, and nothing beside it', async () => {
		const fresh = await mkdtemp(join(tmpdir(), 'sophia-fresh-'));
		await writeFile(join(fresh, 'db.new-left'), 'by a killed attempt');
		const database = await openPglite({ home: fresh });
		expect(await readdir(fresh)).toEqual(['db', 'db.lock']);
		await database.close();
		await rm(fresh, { recursive: true, force: true });
	});

	/** Without the rows of the test before. */
	async function cleared(): Promise<string> {
		const database = await openPglite({ home });
		await database.system((query) => query('delete from tenants'));
		await database.close();
		return home;
	}
});
