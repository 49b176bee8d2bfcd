import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { CoachingDay } from '../contract/coaching.ts';
import { ConnectionList } from '../contract/connection.ts';
import { RunAccepted, type RunEvent, RunResult } from '../contract/run.ts';
import { RetryableError, TerminalError } from '../errors.ts';
import { ErrorBody } from './errors.ts';
import { CONNECTIONS, createTestApp, KEY, REQUEST, RESULT, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

const code = (body: unknown) => ErrorBody.parse(body).error.code;

describe('who asks', () => {
	const ADDRESSES = ['/v1/connections', '/v1/runs/run-1', '/v1/runs/run-1/events'];

	it('wants a key on every address under /v1, before it looks at anything else', async () => {
		verifies('http.key-needed');
		test = await createTestApp();
		for (const url of ADDRESSES) {
			expect(code((await test.app.inject({ url })).json())).toBe('key-missing');
			expect(code((await test.app.inject({ url, headers: { authorization: `Basic ${KEY}` } })).json())).toBe(
				'key-missing',
			);
			const unknown = await test.app.inject({ url, headers: { authorization: 'Bearer sk_sophia_unknown' } });
			expect([unknown.statusCode, code(unknown.json())]).toEqual([401, 'key-invalid']);
			const long = await test.app.inject({ url, headers: { authorization: `Bearer ${'x'.repeat(5000)}` } });
			expect(code(long.json())).toBe('key-invalid');
		}
		const post = await test.app.inject({ method: 'POST', url: '/v1/runs', payload: 'no json' });
		expect(code(post.json())).toBe('key-missing');
	});

	it('wants none for health, figures and the description', async () => {
		test = await createTestApp();
		for (const url of ['/healthz', '/readyz', '/metrics', '/openapi.json']) {
			expect((await test.app.inject({ url })).statusCode).toBe(200);
		}
	});

	it('takes the tenant from the key and asks the store once for many requests', async () => {
		verifies('walls.tenant-from-key');
		test = await createTestApp();
		await Promise.all(Array.from({ length: 20 }, () => test.post('/v1/runs', REQUEST)));
		expect(new Set(test.submitted.map(({ tenant }) => tenant))).toEqual(new Set(['acme']));
		expect(test.lookups).toBe(1);
	});

	it('remembers no key that it did not find', async () => {
		test = await createTestApp();
		const ask = () =>
			test.app.inject({ url: '/v1/connections', headers: { authorization: 'Bearer sk_sophia_unknown' } });
		await ask();
		await ask();
		expect(test.lookups).toBe(2);
	});
});

describe('POST /v1/runs', () => {
	it('starts one run and fills the defaults in', async () => {
		verifies('delivery.preview-by-default');
		test = await createTestApp();
		const answer = await test.post('/v1/runs', REQUEST);
		expect(answer.status).toBe(202);
		expect(RunAccepted.strict().parse(answer.body).id).toBe('run-1');
		const [submission] = test.submitted[0]?.submissions ?? [];
		expect(submission?.request).toMatchObject({ delivery: 'preview', budgetUsd: 1, deadlineSeconds: 900 });
		expect(submission?.idempotencyKey).toBeUndefined();
	});

	it('starts an array of runs in order, each with a key of its own', async () => {
		test = await createTestApp();
		const call = { ...REQUEST, kind: 'coach-call', inputs: [{ callId: '7782342274025937895' }] };
		const answer = await test.post('/v1/runs', [REQUEST, call], { 'idempotency-key': 'abc' });
		expect(RunAccepted.strict().array().parse(answer.body)).toHaveLength(2);
		expect(test.submitted[0]?.submissions.map((one) => [one.request.kind, one.idempotencyKey])).toEqual([
			['coach-day', 'abc:0'],
			['coach-call', 'abc:1'],
		]);
		await test.post('/v1/runs', REQUEST, { 'idempotency-key': 'abc' });
		expect(test.submitted[1]?.submissions[0]?.idempotencyKey).toBe('abc');
	});

	it('passes refusals of the runs on', async () => {
		test = await createTestApp({
			runs: {
				submit: async () => {
					throw new TerminalError('callback-unreachable', 'No.', { details: { origin: 'http://n8n:5678' } });
				},
			},
		});
		const answer = await test.post('/v1/runs', REQUEST);
		expect(answer.status).toBe(422);
		expect(answer.body).toMatchObject({
			error: { code: 'callback-unreachable', details: { origin: 'http://n8n:5678' } },
		});
	});
});

describe('GET /v1/runs/:id', () => {
	it('answers at once, or waits as long as it was asked to', async () => {
		const waits: unknown[] = [];
		test = await createTestApp({
			runs: {
				get: async (_tenant, _id, options) => {
					waits.push(options?.waitMs);
					return RESULT;
				},
			},
		});
		for (const query of ['', '?wait=0s', '?wait=1500ms', '?wait=60s']) {
			expect(RunResult.strict().parse((await test.get(`/v1/runs/run-1${query}`)).body)).toEqual(RESULT);
		}
		expect(waits).toEqual([undefined, undefined, 1500, 60_000]);
	});

	it('answers who waits with what there is when the engine stops', async () => {
		const waiting = Promise.withResolvers<void>();
		test = await createTestApp({
			runs: {
				get: async (_tenant, _id, options) => {
					if (options?.signal === undefined) return RESULT;
					waiting.resolve();
					await once(options.signal, 'abort');
					throw options.signal.reason;
				},
			},
		});
		const answer = test.get('/v1/runs/run-1?wait=60s');
		await waiting.promise;
		await test.app.close();
		expect((await answer).body).toEqual(RESULT);
	});

	it('answers every part of a finished day as the contract says', async () => {
		const result: RunResult = {
			...RESULT,
			state: 'succeeded',
			results: [{ index: 0, state: 'succeeded', value: DAY }],
		};
		test = await createTestApp({ runs: { get: async () => result } });
		const { body } = await test.get('/v1/runs/run-1');
		expect(RunResult.strict().parse(body)).toEqual(result);
		expect(CoachingDay.strict().parse((body as RunResult).results[0]?.value)).toEqual(DAY);
	});
});

describe('cancel and collect', () => {
	it('answer with the run', async () => {
		test = await createTestApp();
		expect(RunResult.strict().parse((await test.post('/v1/runs/run-1/cancel', undefined)).body).state).toBe(
			'cancelled',
		);
		expect(RunResult.strict().parse((await test.post('/v1/runs/run-1/collect', {})).body).collected).toBe(true);
	});

	it('pass on that the run has not finished', async () => {
		test = await createTestApp({
			runs: {
				collect: async () => {
					throw new TerminalError('run-not-finished');
				},
			},
		});
		const answer = await test.post('/v1/runs/run-1/collect', undefined);
		expect([answer.status, code(answer.body)]).toEqual([409, 'run-not-finished']);
	});
});

describe('GET /v1/runs/:id/events', () => {
	const EVENTS: RunEvent[] = [
		{ type: 'state', runId: 'run-1', state: 'running', at: '2025-06-02T06:00:00.000Z' },
		{ type: 'step', runId: 'run-1', name: 'list calls', at: '2025-06-02T06:00:01.000Z' },
		{ type: 'spend', runId: 'run-1', spentUsd: 0.01, at: '2025-06-02T06:00:02.000Z' },
		{ type: 'progress', runId: 'run-1', text: 'two\nlines', done: 1, total: 2, at: '2025-06-02T06:00:03.000Z' },
	];

	it('sends what happens and ends with the run', async () => {
		verifies('http.events-end');
		test = await createTestApp({
			runs: {
				events: async function* () {
					yield* EVENTS;
				},
			},
		});
		const answer = await test.get('/v1/runs/run-1/events');
		expect(answer.headers['content-type']).toBe('text/event-stream');
		const frames = answer.text.trimEnd().split('\n\n');
		expect(frames.map((frame) => JSON.parse(frame.split('\ndata: ')[1] as string) as unknown)).toEqual(EVENTS);
		expect(frames.map((frame) => frame.split('\n')[0])).toEqual(EVENTS.map(({ type }) => `event: ${type}`));
	});

	it('stops watching when the caller hangs up, and keeps the line alive before', async () => {
		const gone = Promise.withResolvers<void>();
		test = await createTestApp({
			heartbeatMs: 5,
			runs: { events: (_tenant, _id, signal) => untilAborted(signal, gone.resolve) },
		});
		const address = await test.app.listen({ port: 0 });
		const controller = new AbortController();
		const response = await fetch(`${address}/v1/runs/run-1/events`, {
			headers: { authorization: `Bearer ${KEY}` },
			signal: controller.signal,
		});
		const first = await response.body?.getReader().read();
		expect(new TextDecoder().decode(first?.value)).toMatch(/^: still here\n\n/);
		controller.abort();
		await gone.promise;
	});

	it('ends when the engine stops', async () => {
		const started = Promise.withResolvers<void>();
		test = await createTestApp({
			runs: {
				events: (_tenant, _id, signal) => {
					started.resolve();
					return untilAborted(signal, () => undefined);
				},
			},
		});
		const answer = test.get('/v1/runs/run-1/events');
		await started.promise;
		await test.app.close();
		expect((await answer).status).toBe(200);
	});

	it('answers an unknown run as an error, not as a stream', async () => {
		test = await createTestApp();
		expect(code((await test.get('/v1/runs/another/events')).body)).toBe('run-unknown');
	});
});

describe('GET /v1/connections', () => {
	it('shows what may be named in a run, and no secret', async () => {
		test = await createTestApp();
		const answer = await test.get('/v1/connections');
		expect(ConnectionList.strict().parse(answer.body)).toEqual({ connections: CONNECTIONS });
		expect(answer.text).not.toContain('secret');
	});
});

describe('health', () => {
	it('names the dependency that is down, whether it fails or never answers', async () => {
		verifies('http.readiness');
		test = await createTestApp({
			app: {
				dependencies: [
					{ name: 'store', ping: async () => undefined },
					{
						name: 'queue',
						ping: async () => {
							throw new RetryableError('queue-unavailable');
						},
					},
				],
			},
		});
		const answer = await test.app.inject({ url: '/readyz' });
		expect(answer.statusCode).toBe(503);
		expect(answer.json()).toEqual({
			status: 'not-ready',
			dependencies: [
				{ name: 'store', ok: true },
				{ name: 'queue', ok: false, code: 'queue-unavailable', message: 'Redis does not answer.' },
			],
		});
		expect((await test.app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' });
	});

	it('a worker has health routes alone', async () => {
		test = await createTestApp({ app: { api: undefined } });
		expect((await test.app.inject({ url: '/readyz' })).statusCode).toBe(200);
		expect((await test.app.inject({ url: '/metrics' })).body).toBe('figures 1\n');
		expect(code((await test.app.inject({ url: '/v1/connections' })).json())).toBe('not-found');
	});
});

describe('errors nobody foresaw', () => {
	it('show the id of the request and nothing else, and are logged', async () => {
		verifies('http.unforeseen-errors');
		test = await createTestApp({
			runs: {
				cancel: async () => {
					throw new Error('password=hunter2');
				},
			},
		});
		const answer = await test.post('/v1/runs/run-1/cancel', undefined);
		expect(answer.status).toBe(500);
		expect(answer.body).toMatchObject({
			error: { code: 'internal', details: { requestId: answer.headers['x-request-id'] } },
		});
		expect(answer.text).not.toContain('hunter2');
		expect(
			test.lines.some((line) => line.msg === 'request failed' && line.run === 'run-1' && line.tenant === 'acme'),
		).toBe(true);
	});

	it('carry the time to wait where one is known', async () => {
		test = await createTestApp({
			runs: {
				cancel: async () => {
					throw new RetryableError('store-unavailable', undefined, { retryAfterMs: 1_200 });
				},
			},
		});
		expect((await test.post('/v1/runs/run-1/cancel', undefined)).headers['retry-after']).toBe('2');
	});

	it('what is not HTTP is answered in the same shape', async () => {
		test = await createTestApp();
		const address = new URL(await test.app.listen({ port: 0 }));
		const socket = connect(Number(address.port), '127.0.0.1');
		socket.end('NOT HTTP AT ALL\r\n\r\n');
		let text = '';
		for await (const chunk of socket.setEncoding('utf8')) text += chunk;
		expect(text).toMatch(/^HTTP\/1.1 400 /);
		expect(code(JSON.parse(text.split('\r\n\r\n')[1] as string))).toBe('bad-request');
	});
});

describe('the log', () => {
	it('says in one line a request whose it was and which run it concerned', async () => {
		verifies('http.log-lines');
		test = await createTestApp();
		await test.post('/v1/runs', REQUEST);
		await test.post('/v1/runs', [REQUEST, REQUEST]);
		await test.get('/v1/runs/run-1');
		const lines = test.lines.filter(({ msg }) => msg === 'answered');
		expect(lines).toEqual([
			expect.objectContaining({ tenant: 'acme', run: 'run-1', status: 202, route: '/v1/runs' }),
			expect.objectContaining({ tenant: 'acme', runs: ['run-1', 'run-2'] }),
			expect.objectContaining({ tenant: 'acme', run: 'run-1', route: '/v1/runs/:id', reqId: expect.any(String) }),
		]);
	});
});

describe('/openapi.json', () => {
	it('describes every route with its schemas, its errors and the key', async () => {
		verifies('http.openapi');

		test = await createTestApp();
		const description = (await test.app.inject({ url: '/openapi.json' })).json() as OpenApi;
		expect(Object.keys(description.paths).sort()).toEqual([
			'/healthz',
			'/metrics',
			'/readyz',
			'/v1/calls/{id}',
			'/v1/connections',
			'/v1/playbooks',
			'/v1/playbooks/{name}',
			'/v1/runs',
			'/v1/runs/{id}',
			'/v1/runs/{id}/cancel',
			'/v1/runs/{id}/collect',
			'/v1/runs/{id}/events',
			'/v1/subscriptions',
			'/v1/subscriptions/{id}',
			'/v1/transcripts',
			'/v1/webhooks/gong/{connection}',
		]);
		expect(description.openapi).toMatch(/^3\.1/);
		expect(description.security).toEqual([{ key: [] }]);
		const post = description.paths['/v1/runs']?.post as Record<string, unknown>;
		expect(JSON.stringify(post)).toContain('RunRequest');
		expect(JSON.stringify(post)).toContain('ErrorBody');
		expect(JSON.stringify(description.components.schemas)).toContain('budgetUsd');
		expect(JSON.stringify(description)).not.toContain('"$ref":"#/definitions');
	});
});

type OpenApi = {
	openapi: string;
	security: unknown;
	paths: Record<string, Record<string, unknown>>;
	components: { schemas: Record<string, unknown> };
};

async function* untilAborted(signal: AbortSignal, done: () => void): AsyncGenerator<RunEvent> {
	try {
		if (!signal.aborted) await once(signal, 'abort');
		yield* [];
		throw signal.reason;
	} finally {
		done();
	}
}

const EVIDENCE = {
	callId: '1',
	speakerId: 's',
	speaker: 'Ada',
	startMs: 0,
	endMs: 900,
	quote: 'I will send it on Friday.',
};
const POINT = {
	title: 'Asked well',
	text: 'You asked.',
	evidence: EVIDENCE,
	callTitle: 'Intro',
	url: 'https://gong.example/1',
};
const DAY: CoachingDay = {
	window: { from: '2025-06-01T00:00:00Z', to: '2025-06-02T00:00:00Z', zone: 'UTC', explicit: true, completed: false },
	delivery: 'preview',
	calls: {
		listed: 2,
		analyzed: 1,
		sentences: 12,
		skipped: [{ reason: 'private', count: 1, callIds: ['2'] }],
		carriedOver: [{ callId: '3', title: 'Later', since: '2025-06-01T00:00:00Z' }],
	},
	messages: [
		{
			message: { rep: { id: 'r', name: 'Ada' }, heading: '2025-06-01', calls: 1, well: POINT, text: 'Well done.' },
			to: { email: 'ada@acme.example' },
			state: 'previewed',
		},
	],
	notes: [
		{
			note: {
				callId: '1',
				title: 'Intro',
				url: 'https://gong.example/1',
				started: '2025-06-01T09:00:00Z',
				commitments: [{ text: 'Send the offer', owner: 'Ada', due: 'on Friday', evidence: EVIDENCE }],
				openQuestions: [],
				text: 'Agreed.',
			},
			to: [{ type: 'deal', id: '9' }],
			state: 'gap',
			reason: 'no record',
		},
	],
	gaps: [{ kind: 'call-without-record', subject: '1', text: 'No deal.' }],
	dropped: 0,
	summary: 'One call.',
};
