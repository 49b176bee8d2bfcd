/** The commands on a real store: without an engine, through a running one, and while another holds the folder. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const GONG = ['connection', 'add', 'gong', '--tenant', 'acme', '--name', 'main', '--address', 'http://127.0.0.1:9'];

describe('commands without a running engine', () => {
	let engine: EngineHome;
	beforeAll(async () => {
		engine = await makeEngineHome();
	});
	afterAll(() => engine.remove());

	it('makes the store, tells its migrations once, and makes a tenant', async () => {
		const first = await engine.run(['migrate']);
		expect(first).toMatchObject({ code: 0, out: expect.stringContaining('0001') });
		expect(await engine.run(['migrate'])).toMatchObject({ code: 0, out: '' });
		expect(await engine.run(['tenant', 'create', 'acme', '--zone', 'Europe/Berlin'])).toMatchObject({
			code: 0,
			out: 'acme\n',
		});
		const again = await engine.run(['tenant', 'create', 'acme']);
		expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('(tenant-exists)') });
		const json = await engine.run(['tenant', 'set', 'acme', '--opt-out', 'ada@acme.example', '--json']);
		expect(JSON.parse(json.out)).toMatchObject({
			settings: { zone: 'Europe/Berlin', optedOutReps: ['ada@acme.example'] },
		});
	});

	it('prints the key and nothing else on standard output', async () => {
		const made = await engine.run(['key', 'create', '--tenant', 'acme', '--name', 'n8n']);
		expect(made.out).toMatch(/^sk_sophia_[\w-]{43}\n$/);
		const id = /key-[0-9a-f]+/.exec(made.err)?.[0] as string;
		expect(await engine.run(['key', 'revoke', '--tenant', 'acme', id])).toMatchObject({ code: 0 });
		expect(await engine.run(['key', 'revoke', '--tenant', 'acme', 'key-0'])).toMatchObject({
			code: 1,
			err: expect.stringContaining('(key-unknown)'),
		});
	});

	it('takes a secret from standard input and shows it nowhere', async () => {
		verifies('connections.secret-never-shown');
		const added = await engine.run(GONG, { input: 'access:hunter2\n' });
		expect(added).toMatchObject({ code: 0, out: 'gong-main\n' });
		const listed = await engine.run(['connection', 'list', '--tenant', 'acme', '--json']);
		expect(JSON.parse(listed.out)).toEqual({
			connections: [{ id: 'gong-main', kind: 'calls', vendor: 'gong', name: 'main', address: 'http://127.0.0.1:9' }],
		});
		const wrong = await engine.run(GONG, { input: 'hunter2' });
		expect(wrong.code).toBe(1);
		for (const { out, err } of [added, listed, wrong]) expect(out + err).not.toContain('hunter2');
		expect(await engine.run(GONG)).toMatchObject({ code: 2, err: expect.stringContaining('No secret was given') });
		expect(await engine.run(['connection', 'remove', '--tenant', 'acme', 'gong-main'])).toMatchObject({ code: 0 });
		expect((await engine.run(['connection', 'list', '--tenant', 'acme'])).out).toBe('');
	});

	it('keeps the key for secrets for its owner alone', async () => {
		verifies('connections.key-for-its-owner');
		expect((await stat(join(engine.home, 'secret.key'))).mode & 0o777).toBe(0o600);
		expect((await stat(join(engine.home, 'db'))).mode & 0o077).toBe(0);
	});

	it('tells wrong command lines from failures, in text and JSON', async () => {
		verifies('commands.wrong-lines');
		expect(await engine.run(['tenant', 'craete'])).toMatchObject({
			code: 2,
			out: '',
			err: expect.stringContaining('tenant create'),
		});
		expect(await engine.run(['key', 'create'])).toMatchObject({
			code: 2,
			err: expect.stringContaining('--tenant is missing'),
		});
		const json = await engine.run(['key', 'create', '--tenant', 'other', '--json']);
		expect([json.code, JSON.parse(json.err)]).toMatchObject([1, { error: { code: 'tenant-unknown' } }]);
		expect(await engine.run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('connection add') });
	});

	it('names everything that is wrong with the configuration', async () => {
		verifies('commands.every-variable');
		const { code, err } = await engine.run(['serve'], { env: { PORT: 'x', LOG_LEVEL: 'loud' } });
		expect(code).toBe(1);
		for (const name of ['PORT', 'LOG_LEVEL', 'REDIS_URL', '(config-not-valid)']) expect(err).toContain(name);
		const DATABASE_URL = 'postgres://127.0.0.1:1/x';
		expect(await engine.run(['migrate'], { env: { DATABASE_URL } })).toMatchObject({
			code: 1,
			err: expect.stringContaining('(secret-key-missing)'),
		});
	});

	it('refuses separate roles on the embedded store', async () => {
		verifies('store.separate-roles');
		for (const role of ['api', 'worker']) {
			const env = { REDIS_URL: 'redis://127.0.0.1:1' };
			expect(await engine.run(['serve', '--role', role], { env })).toMatchObject({
				code: 1,
				err: expect.stringContaining('(store-roles)'),
			});
		}
	});
});

need('redis')('commands with a running engine', () => {
	let redis: RedisServer;
	let home: EngineHome;
	let engine: RunningEngine;
	beforeAll(async () => {
		redis = await startRedis({ appendOnly: false });
		home = await makeEngineHome({ REDIS_URL: redis.url });
		engine = await home.serve();
	});
	afterAll(async () => {
		await home.remove();
		await redis.remove();
	});

	it('says where it listens', async () => {
		verifies('commands.through-the-engine');
		const announced = JSON.parse(await readFile(join(home.home, 'engine.json'), 'utf8')) as unknown;
		expect(announced).toEqual({ address: engine.address, pid: engine.pid });
		expect(engine.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
		expect((await fetch(`${engine.address}/readyz`)).status).toBe(200);
		expect((await stat(join(home.home, 'engine.sock'))).mode & 0o777).toBe(0o600);
	});

	it('does what commands say, so that they need not open the store', async () => {
		verifies('commands.through-the-engine');
		expect(await home.run(['tenant', 'create', 'acme'])).toMatchObject({ code: 0, out: 'acme\n' });
		expect(await home.run(['tenant', 'create', 'acme'])).toMatchObject({
			code: 1,
			err: expect.stringContaining('(tenant-exists)'),
		});
		expect(await home.run(GONG, { input: 'access:hunter2' })).toMatchObject({ code: 0, out: 'gong-main\n' });
		const made = await home.run(['key', 'create', '--tenant', 'acme']);
		const key = made.out.trim();
		const ask = () => fetch(`${engine.address}/v1/connections`, { headers: { authorization: `Bearer ${key}` } });
		expect(await (await ask()).json()).toMatchObject({ connections: [{ id: 'gong-main' }] });
		const test = await home.run(['connection', 'test', '--tenant', 'acme']);
		expect(test).toMatchObject({ code: 1, out: expect.stringContaining('gong-main: not ok') });

		expect(await home.run(['erase', '--tenant', 'acme', '--all'])).toMatchObject({
			code: 0,
			out: expect.stringContaining('connections\t1'),
		});
		expect(await home.run(['connection', 'list', '--tenant', 'acme'])).toMatchObject({
			code: 1,
			err: expect.stringContaining('(tenant-unknown)'),
		});
		const log = JSON.stringify(engine.lines);
		for (const secret of ['hunter2', key]) expect(log).not.toContain(secret);
	});

	it('keeps a second engine off its folder', async () => {
		verifies('store.one-engine');
		expect(await home.run(['serve'])).toMatchObject({ code: 1, err: expect.stringContaining('(store-locked)') });
		expect(JSON.parse(await readFile(join(home.home, 'engine.json'), 'utf8'))).toMatchObject({ pid: engine.pid });
	});

	it('takes over what a killed engine left behind, and leaves nothing behind itself', async () => {
		verifies('store.stale-lock');
		expect(await engine.stop('SIGKILL')).toBe('SIGKILL');
		engine = await home.serve();
		expect((await fetch(`${engine.address}/readyz`)).status).toBe(200);
		expect(await home.run(['tenant', 'create', 'later'])).toMatchObject({ code: 0 });
		expect(await engine.stop('SIGTERM')).toBe(0);
		for (const left of ['engine.json', 'engine.sock', 'db.lock']) {
			await expect(stat(join(home.home, left))).rejects.toThrow('ENOENT');
		}
	});

	it('ends with a line in the log when something fails that nobody awaited', async () => {
		const plant = "process.on('SIGUSR2', () => void Promise.reject(new Error('planted')))";
		const started = await home.serve([], {
			NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(plant)}`,
		});
		expect(await started.stop('SIGUSR2')).toBe(1);
		expect(started.lines.at(-1)).toMatchObject({ level: 'fatal', err: { message: 'planted' } });
	});

	it('starts while Redis is away and says what is down', async () => {
		await redis.stop();
		engine = await home.serve();
		const answer = await fetch(`${engine.address}/readyz`);
		expect(answer.status).toBe(503);
		expect(await answer.json()).toMatchObject({
			dependencies: [
				{ name: 'store', ok: true },
				{ name: 'queue', ok: false },
			],
		});
		expect(await engine.stop('SIGINT')).toBe(0);
	});

	it('does not start on a store whose key was changed for another', async () => {
		await writeFile(join(home.home, 'secret.key'), 'bm90IGEga2V5\n');
		expect(await home.run(['serve'])).toMatchObject({ code: 1, err: expect.stringContaining('(secret-unreadable)') });
	});
});
