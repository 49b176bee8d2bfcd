import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { CoachingDay } from '../contract/coaching.ts';
import { RunAccepted, RunResult } from '../contract/run.ts';
import { RunCosts } from '../contract/run-costs.ts';
import { TerminalError } from '../errors.ts';
import { codeOf, createTestApp, REQUEST, RESULT, RUN_COSTS, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

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
		expect([answer.status, codeOf(answer.body)]).toEqual([409, 'run-not-finished']);
	});
});

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

describe('GET /v1/runs/:id/costs', () => {
	it('answers with what the run and its children cost, and knows no other run', async () => {
		test = await createTestApp();
		const { body, status } = await test.get('/v1/runs/run-1/costs');
		expect([status, RunCosts.strict().parse(body)]).toEqual([200, RUN_COSTS]);
		expect(codeOf((await test.get('/v1/runs/run-2/costs')).body)).toBe('run-unknown');
		expect((await test.get('/v1/runs/run-1/costs?limit=5')).status).toBe(400);
	});

	it('asks for the run of the tenant whose key it is, and for none without a key', async () => {
		verifies('costs.walls');
		const asked: string[] = [];
		const costs = async (tenant: string, id: string) => {
			asked.push(`${tenant} ${id}`);
			return RUN_COSTS;
		};
		test = await createTestApp({ runs: { costs } });
		await test.get('/v1/runs/run-1/costs');
		expect((await test.get('/v1/runs/run-1/costs', { authorization: '' })).status).toBe(401);
		expect(asked).toEqual(['acme run-1']);
	});
});
