/** A playbook that a tenant puts in place, from the request to the result, in an engine as people run it. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnalyzedWindow, PlaybookResult, RunResult } from '../../../engine/contract/index.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const OURS = `
name: discovery
title: How we find out
stages: [qualifiedtobuy, Presentation Scheduled]
criteria:
  - id: listens
    title: The customer talks more
    measured: { figure: repTalkRatio, max: 0.5 }
  - id: anything
    title: Anybody says anything common
    said: { words: [the, and, you], atLeast: 2 }
`;

need('redis')('playbooks of a tenant', () => {
	let redis: RedisServer;
	let sandbox: Sandbox;
	let home: EngineHome;
	let engine: RunningEngine;
	let key: string;

	beforeAll(async () => {
		[redis, sandbox] = await Promise.all([startRedis(), startSandbox()]);
		home = await makeEngineHome({ REDIS_URL: redis.url });
		engine = await home.serve();
		await home.run(['tenant', 'create', 'acme', '--zone', 'Europe/Berlin']);
		const where = ['--tenant', 'acme', '--name', 'main', '--address', `${sandbox.address}/gong`];
		await home.run(['connection', 'add', 'gong', ...where], { input: 'sandbox-access-key:sandbox-secret' });
		key = (await home.run(['key', 'create', '--tenant', 'acme'])).out.trim();
	});
	afterAll(async () => {
		await home?.remove();
		await redis?.remove();
		await sandbox?.stop();
	});

	const ask = async (method: string, path: string, body?: string, type = 'application/json') => {
		const headers = { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) };
		const response = await fetch(`${engine.address}${path}`, { method, headers, body });
		return { status: response.status, body: (await response.json()) as unknown };
	};

	/** Of yesterday's calls, by the stage of their deal. */
	async function heldByStage(input: object): Promise<Map<string | undefined, PlaybookResult | undefined>> {
		const request = {
			kind: 'analyze-window',
			inputs: [input],
			connections: { calls: 'gong-main' },
			deadlineSeconds: 120,
		};
		const accepted = await ask('POST', '/v1/runs', JSON.stringify(request));
		expect(accepted.status).toBe(202);
		const { id } = accepted.body as { id: string };
		const ended = (await ask('GET', `/v1/runs/${id}?wait=60s`)).body as RunResult;
		expect(ended.state).toBe('succeeded');
		const [{ value } = { value: undefined }] = ended.results;
		const { calls } = value as AnalyzedWindow;
		expect(calls.length).toBeGreaterThan(3);
		return new Map(calls.map(({ call, playbook }) => [call.crm.find(({ stage }) => stage)?.stage, playbook]));
	}

	it('takes the place of the one that came with the engine, for the stages that it names', async () => {
		verifies('playbooks.replaceable', 'playbooks.choice');
		const before = await heldByStage({});
		expect(before.get('presentationscheduled')).toMatchObject({ playbook: 'demo', stage: 'presentationscheduled' });
		expect(before.get('contractsent')).toBeUndefined();

		expect(await ask('PUT', '/v1/playbooks/discovery', OURS, 'application/yaml')).toMatchObject({ status: 200 });
		const after = await heldByStage({});
		expect(after.get('presentationscheduled')).toMatchObject({ playbook: 'discovery', title: 'How we find out' });
		const [listens, anything] = after.get('presentationscheduled')?.findings ?? [];
		expect(listens).toMatchObject({ criterion: 'listens', met: expect.stringMatching(/^(?:yes|no)$/), evidence: [] });
		expect(listens?.measured).toBeGreaterThan(0);
		expect(anything?.met).toBe('yes');
		expect(anything?.evidence.length).toBeGreaterThanOrEqual(2);

		const asked = await heldByStage({ playbook: 'renewal' });
		expect([...asked.values()].map((one) => one?.playbook)).toEqual([...asked].map(() => 'renewal'));

		expect(await ask('DELETE', '/v1/playbooks/discovery')).toMatchObject({ status: 200 });
		expect((await heldByStage({})).get('presentationscheduled')).toMatchObject({ playbook: 'demo' });
	}, 120_000);
});
