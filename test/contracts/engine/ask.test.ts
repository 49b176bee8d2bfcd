/** Questions to the demo calls of a day, to one of them and to an uploaded one, through a whole engine. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Answer } from '../../../engine/contract/analysis.ts';
import { need } from '../../need.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { type Sandbox, startSandbox } from '../../servers/sandbox.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const WINDOW = { from: '2026-11-20T00:00:00+01:00', to: '2026-11-21T00:00:00+01:00' };
const GONG = { calls: 'gong-main' };

type Ended = { state: string; results: { value?: unknown; error?: { code: string } }[] };
type Refused = { error: { code: string; fields: { path: string }[] } };

need('redis')('questions to calls', () => {
	let redis: RedisServer;
	let sandbox: Sandbox;
	let home: EngineHome;
	let engine: RunningEngine;
	const keys = { acme: '', other: '' };

	beforeAll(async () => {
		[redis, sandbox] = await Promise.all([
			startRedis({ appendOnly: false }),
			startSandbox({ today: '2026-11-21', zone: 'Europe/Berlin' }),
		]);
		home = await makeEngineHome({ REDIS_URL: redis.url });
		engine = await home.serve();
		for (const tenant of ['acme', 'other'] as const) {
			await home.run(['tenant', 'create', tenant, '--zone', 'Europe/Berlin']);
			keys[tenant] = (await home.run(['key', 'create', '--tenant', tenant])).out.trim();
		}
		const { gong } = sandbox;
		const add = ['connection', 'add', 'gong', '--tenant', 'acme', '--name', 'main', '--address', gong.address];
		await home.run(add, { input: `${gong.accessKey}:${gong.accessKeySecret}` });
	});
	afterAll(async () => {
		await home?.remove();
		await redis?.remove();
		await sandbox?.stop();
	});

	async function request<Body>(path: string, body?: object, tenant: keyof typeof keys = 'acme') {
		const response = await fetch(`${engine.address}${path}`, {
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				authorization: `Bearer ${keys[tenant]}`,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		return { status: response.status, body: (await response.json()) as Body };
	}

	async function ended(input: object, connections: object = GONG, tenant: keyof typeof keys = 'acme') {
		const accepted = await request<{ id: string }>('/v1/runs', { kind: 'ask', inputs: [input], connections }, tenant);
		expect(accepted.status).toBe(202);
		const { body } = await request<Ended>(`/v1/runs/${accepted.body.id}?wait=60s`, undefined, tenant);
		return body.results[0];
	}

	const answered = async (input: object, connections?: object) =>
		Answer.parse((await ended(input, connections))?.value);
	const quotesOf = ({ passages }: Answer) => passages.flatMap(({ evidence }) => evidence.map(({ quote }) => quote));

	it('are answered from the calls of a window with quotes, or not at all', async () => {
		verifies('ask.one-or-many', 'ask.not-said');
		const tablets = await answered({ question: 'How does the badge login work on a tablet?', window: WINDOW });
		expect(tablets).toMatchObject({ said: true, dropped: 0, gaps: [{ kind: 'call-without-transcript' }] });
		expect(tablets.passages[0]?.callTitle).toBe('Halden Freight: security review');
		expect(quotesOf(tablets)).toContainEqual(expect.stringContaining('badge'));
		expect(tablets.calls + tablets.skipped.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(tablets.calls);

		const zeppelins = await answered({ question: 'What did they say about zeppelins?', window: WINDOW });
		expect(zeppelins).toMatchObject({ said: false, passages: [], calls: tablets.calls });
		expect(zeppelins.summary).toMatch(/^Not said\.\n/);
	});

	it('are answered from one call alone', async () => {
		verifies('ask.one-or-many');
		const { passages } = await answered({ question: 'How does the badge login work on a tablet?', window: WINDOW });
		const callId = passages[0]?.evidence[0]?.callId;
		expect(await answered({ question: 'Who is on the committee?', callId })).toMatchObject({ said: true, calls: 1 });
		expect((await ended({ question: 'Who is on the committee?', callId: '404' }))?.error?.code).toBe('call-unknown');
	});

	it('are answered from an uploaded call without any connection, by its tenant only', async () => {
		verifies('ask.one-or-many', 'walls.tenant-from-key');
		const uploaded = await request<{ callId: string }>('/v1/transcripts', {
			title: 'In the office',
			started: '2026-11-05T10:00:00+01:00',
			parties: [{ name: 'Maya' }, { name: 'Anke' }],
			sentences: [
				{ speaker: 'Maya', text: 'What does the depot need first?' },
				{ speaker: 'Anke', text: 'The depot needs two more gates before winter.' },
			],
		});
		const input = { question: 'What does the depot need before winter?', callId: uploaded.body.callId };
		expect(quotesOf(await answered(input, {})).join(' ')).toContain('two more gates before winter');
		expect((await ended(input, {}, 'other'))?.error?.code).toBe('call-unknown');
	});

	it('are refused where they name a call and a window', async () => {
		verifies('ask.one-or-many');
		const inputs = [{ question: 'What of it?', callId: '77', window: WINDOW }];
		const { status, body } = await request<Refused>('/v1/runs', { kind: 'ask', inputs, connections: GONG });
		expect([status, body.error.fields.map(({ path }) => path)]).toEqual([400, ['inputs[0].window']]);
	});
});
