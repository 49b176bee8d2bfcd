/** Gong's word that a call is over, from the stand-in for Gong through a running engine to who subscribed. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CallEvent } from '../../../engine/contract/event.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { type Receiver, startReceiver, verified } from '../events/receiver.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const DEMO = { today: '2026-11-18', zone: 'Europe/Berlin' };

need('redis')('word of a finished call', () => {
	let redis: RedisServer;
	let sandbox: Sandbox;
	let home: EngineHome;
	let engine: RunningEngine;
	let receiver: Receiver;
	let publicKey: string;
	let secret: string;
	/** The first calls of the day before that are not private. */
	let callIds: string[];

	beforeAll(async () => {
		[redis, sandbox, receiver] = await Promise.all([startRedis(), startSandbox(DEMO), startReceiver()]);
		home = await makeEngineHome({ REDIS_URL: redis.url });
		publicKey = join(home.home, 'gong.pem');
		await writeFile(publicKey, await sandbox.gongPublicKey());
		await command(['tenant', 'create', 'acme', '--zone', DEMO.zone]);
		const { address, accessKey, accessKeySecret } = sandbox.gong;
		const gong = ['connection', 'add', 'gong', '--tenant', 'acme', '--name', 'main', '--address', address];
		await command(gong, `${accessKey}:${accessKeySecret}`);
		engine = await home.serve();
		const apiKey = await command(['key', 'create', '--tenant', 'acme']);
		const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
		const body = JSON.stringify({ url: `${receiver.address}/hook`, filters: { types: ['call.finished'] } });
		const made = await fetch(`${engine.address}/v1/subscriptions`, { method: 'POST', headers, body });
		secret = ((await made.json()) as { secret: string }).secret;
		callIds = await demoCalls();
	});
	afterAll(async () => {
		await home?.remove();
		await Promise.all([redis?.remove(), sandbox?.stop(), receiver?.close()]);
	});

	async function command(words: string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<string> {
		const ran = await home.run(words, { input, env });
		if (ran.code !== 0) throw new Error(`engine ${words.join(' ')}: ${ran.err}`);
		return ran.out.trim();
	}

	const webhook = () => ['connection', 'webhook', '--tenant', 'acme', 'gong-main', '--public-key', publicKey];

	async function demoCalls(): Promise<string[]> {
		const { address, accessKey, accessKeySecret } = sandbox.gong;
		const authorization = `Basic ${Buffer.from(`${accessKey}:${accessKeySecret}`).toString('base64')}`;
		const filter = { fromDateTime: '2026-11-17T00:00:00+01:00', toDateTime: '2026-11-18T00:00:00+01:00' };
		const response = await fetch(`${address}/v2/calls/extensive`, {
			...{ method: 'POST', headers: { authorization, 'content-type': 'application/json' } },
			body: JSON.stringify({ filter }),
		});
		const { calls } = (await response.json()) as { calls: { metaData: { id: string; isPrivate: boolean } }[] };
		return calls.filter(({ metaData }) => !metaData.isPrivate).map(({ metaData }) => metaData.id);
	}

	it('needs an address at which others reach the engine, and a key to believe', async () => {
		const without = await home.run(webhook());
		expect(without).toMatchObject({ code: 1, out: '', err: expect.stringContaining('PUBLIC_URL') });
		const missing = await home.run([...webhook().slice(0, -1), join(home.home, 'none.pem')]);
		expect(missing).toMatchObject({ code: 2, err: expect.stringContaining('ENOENT') });
	});

	it('is told once, signed, with the call; said again, or as a trial, it does nothing', async () => {
		verifies('webhook.repeated-does-nothing', 'webhook.trial-does-nothing');
		await engine.stop();
		// As where nothing stands between Gong and the engine: it hears the very address that was signed.
		engine = await home.serve(['--port', '0'], { PUBLIC_URL: 'http://127.0.0.1:1' });
		const printed = await command(webhook());
		const url = printed.replace('http://127.0.0.1:1', engine.address ?? '');
		const [callId = '', another = ''] = callIds;
		// The address that Gong has is not the one that was printed.
		expect(await sandbox.gongWebhook({ url, callId })).toMatchObject({ status: 401 });
		await engine.stop();
		const port = new URL(engine.address ?? '').port;
		engine = await home.serve(['--port', port], { PUBLIC_URL: `http://127.0.0.1:${port}` });
		expect(await command(webhook())).toBe(url);

		const say = (webhook: { callId: string; isTest?: boolean }) => sandbox.gongWebhook({ url, ...webhook });
		expect(await say({ callId: another, isTest: true })).toEqual({ status: 200, body: '{"outcome":"ignored"}' });
		expect(await say({ callId })).toEqual({ status: 200, body: '{"outcome":"told"}' });
		expect(await say({ callId })).toEqual({ status: 200, body: '{"outcome":"repeated"}' });
		expect(await say({ callId: another })).toEqual({ status: 200, body: '{"outcome":"told"}' });
		await receiver.until(2);
		const told = receiver.received.map((one) => verified(one, secret));
		expect(told).toMatchObject([
			{ type: 'call.finished', data: { call: { id: callId, connection: 'gong-main' } } },
			{ type: 'call.finished', data: { call: { id: another } } },
		]);
		expect((told[0] as CallEvent).data.call.rep.email).toContain('@');
		const refused = engine.lines.filter(({ msg }) => msg === 'word of a finished call was refused');
		expect(JSON.stringify([...refused, ...engine.lines])).not.toContain('eyJ');
	});

	it('is not lost with the process that was just telling of it', async () => {
		verifies('events.survive-a-kill');
		const [, , callId = ''] = callIds;
		const never = Promise.withResolvers<number>();
		receiver.answer = () => never.promise;
		const url = await command(webhook());
		expect(await sandbox.gongWebhook({ url, callId })).toMatchObject({ status: 200 });
		await receiver.until(3);
		const port = new URL(engine.address ?? '').port;
		await engine.stop('SIGKILL');
		receiver.answer = () => 204;
		engine = await home.serve(['--port', port], { PUBLIC_URL: `http://127.0.0.1:${port}` });
		await receiver.until(4);
		never.resolve(204);
		const [before, after] = receiver.received.slice(2).map((one) => verified(one, secret));
		expect((before as CallEvent).data.call.id).toBe(callId);
		expect(after).toEqual(before);
		expect(await sandbox.gongWebhook({ url, callId })).toMatchObject({ body: '{"outcome":"repeated"}' });
	});

	it('is forgotten with the call', async () => {
		verifies('events.erased');
		const [callId = ''] = callIds;
		const erased = await command(['erase', '--tenant', 'acme', '--call', callId]);
		expect(erased).toContain('events\t1');
	});
});
