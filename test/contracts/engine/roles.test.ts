/** API and workers as separate processes on PostgreSQL, over one home folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { need } from '../../need.ts';
import { type PostgresServer, startPostgres } from '../../servers/postgres.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

need('redis', 'postgres')('roles in separate processes', () => {
	let servers: { redis: RedisServer; postgres: PostgresServer; sandbox: Sandbox };
	let home: EngineHome;
	let api: RunningEngine;
	beforeAll(async () => {
		const [redis, postgres, sandbox] = await Promise.all([startRedis(), startPostgres(), startSandbox()]);
		servers = { redis, postgres, sandbox };
		home = await makeEngineHome({
			REDIS_URL: redis.url,
			DATABASE_URL: postgres.url,
			SOPHIA_SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
		});
		api = await home.serve(['--role', 'api']);
	});
	afterAll(async () => {
		await home?.remove();
		await servers?.redis.remove();
		await servers?.postgres.remove();
		await servers?.sandbox.stop();
	});

	it('a worker does what the API took in, and answers health where it was given a port', async () => {
		verifies('commands.roles');
		const { address } = servers.sandbox;
		await home.run(['tenant', 'create', 'acme']);
		const add = (vendor: string, path: string, input: string) =>
			home.run(['connection', 'add', vendor, '--tenant', 'acme', '--name', 'main', '--address', `${address}/${path}`], {
				input,
			});
		await add('gong', 'gong', 'sandbox-access-key:sandbox-secret');
		await add('slack', 'slack/api/', 'xoxb-sandbox');
		await add('hubspot', 'hubspot', 'pat-sandbox');
		const test = await home.run(['connection', 'test', '--tenant', 'acme']);
		expect(test).toMatchObject({ code: 0, out: expect.stringContaining('hubspot-main: ok') });

		const key = (await home.run(['key', 'create', '--tenant', 'acme'])).out.trim();
		const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
		const body = JSON.stringify({
			kind: 'coach-day',
			inputs: [{}],
			connections: { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' },
			deadlineSeconds: 120,
		});
		const accepted = await fetch(`${api.address}/v1/runs`, { method: 'POST', headers, body });
		expect(accepted.status).toBe(202);
		const { id } = (await accepted.json()) as { id: string };
		const waiting = (await (await fetch(`${api.address}/v1/runs/${id}?wait=500ms`, { headers })).json()) as {
			state: string;
		};
		expect(waiting.state).toBe('queued');

		const worker = await home.serve(['--role', 'worker', '--port', '0']);
		const result = (await (await fetch(`${api.address}/v1/runs/${id}?wait=60s`, { headers })).json()) as {
			state: string;
			results: { value: { messages: unknown[] } }[];
		};
		expect(result.state).toBe('succeeded');
		expect(result.results[0]?.value.messages.length).toBeGreaterThan(0);
		expect((await fetch(`${worker.address}/readyz`)).status).toBe(200);
		expect(await (await fetch(`${worker.address}/metrics`)).text()).toContain('sophia_attempt_seconds_count');
		expect((await fetch(`${worker.address}/v1/runs/${id}`, { headers })).status).toBe(404);
		// The worker neither takes the address of the API nor its socket away.
		expect(await worker.stop()).toBe(0);
		expect(JSON.parse(await readFile(join(home.home, 'engine.json'), 'utf8'))).toEqual({
			address: api.address,
			pid: api.pid,
		});
		expect(await home.run(['connection', 'list', '--tenant', 'acme'])).toMatchObject({ code: 0 });
	});

	it('a worker without a port listens nowhere', async () => {
		const worker = await home.serve(['--role', 'worker']);
		expect(worker.address).toBeUndefined();
		expect(await worker.stop()).toBe(0);
	});

	it('a second API serves beside the first, which keeps the commands', async () => {
		const second = await home.serve(['--role', 'api']);
		expect((await fetch(`${second.address}/readyz`)).status).toBe(200);
		expect(second.lines.some(({ msg }) => msg === 'commands go to another engine on this SOPHIA_HOME')).toBe(true);
		expect(await second.stop()).toBe(0);
		expect(await home.run(['connection', 'list', '--tenant', 'acme'])).toMatchObject({ code: 0 });
	});
});
