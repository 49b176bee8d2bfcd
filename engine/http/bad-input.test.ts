/** Every kind of bad input, for every route that could take it: a clear error with its code, nothing started. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import { ErrorBody } from './errors.ts';
import { type Answer, createTestApp, KEY, REQUEST, type TestApp } from './testing/app.ts';

let test: TestApp;
beforeAll(async () => {
	test = await createTestApp();
});
afterAll(() => test.app.close());

const ANALYZE_WINDOW = { kind: 'analyze-window', inputs: [{}], connections: { calls: 'gong-main' } };
const ASK = { kind: 'ask', inputs: [{ question: 'What of it?' }], connections: { calls: 'gong-main' } };

type Field = { path: string; message: string; code?: string };

function refused(answer: Answer, code: ErrorCode): Field[] {
	const { error } = ErrorBody.parse(answer.body);
	expect({ code: error.code, status: answer.status }).toEqual({ code, status: ERROR_CODES[code].status });
	expect(error.action).toBe(ERROR_CODES[code].action);
	expect(test.submitted).toEqual([]);
	return error.fields ?? [];
}

const paths = (fields: Field[]) => fields.map(({ path }) => path).sort();

const ROUTES_WITH_BODY = ['/v1/runs', '/v1/runs/run-1/cancel', '/v1/runs/run-1/collect'];

describe('a body that cannot be read', () => {
	verifies('http.bad-bodies');

	for (const url of ROUTES_WITH_BODY) {
		it(`POST ${url} refuses what is not JSON`, async () => {
			refused(await test.post(url, '{"kind": coach'), 'body-not-json');
			refused(await test.post(url, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 'body-not-json');
		});

		it(`POST ${url} refuses another content type, charset or a compressed body`, async () => {
			refused(
				await test.post(url, 'kind=x', { 'content-type': 'application/x-www-form-urlencoded' }),
				'content-type-unsupported',
			);
			refused(await test.post(url, '{}', { 'content-type': 'text/plain' }), 'content-type-unsupported');
			refused(
				await test.post(url, '{}', { 'content-type': 'application/json; charset=utf-16' }),
				'content-type-unsupported',
			);
			refused(await test.post(url, '{}', { 'content-encoding': 'gzip' }), 'content-type-unsupported');
		});

		it(`POST ${url} refuses nesting deeper than 32 levels`, async () => {
			refused(await test.post(url, `${'['.repeat(33)}${']'.repeat(33)}`), 'body-too-deep');
			refused(await test.post(url, '{"a":'.repeat(100_000)), 'body-too-deep');
		});

		it(`POST ${url} refuses more than 10 MiB`, async () => {
			refused(await test.post(url, `"${'x'.repeat(10 * 1024 * 1024)}"`), 'body-too-large');
		});

		it(`POST ${url} refuses NUL bytes and lone surrogates, in keys and values`, async () => {
			const fields = refused(
				await test.post(url, '{"resend":"a\\u0000b","connections":{"calls":"\\ud800"}}'),
				'text-not-valid',
			);
			expect(paths(fields)).toEqual(['connections.calls', 'resend']);
			refused(await test.post(url, '{"a\\u0000":1}'), 'text-not-valid');
		});

		it(`POST ${url} refuses a key that stands twice, and names of what every object inherits`, async () => {
			expect(paths(refused(await test.post(url, '{"a":[{"b":1,"\\u0062":2}]}'), 'bad-request'))).toEqual(['a[0].b']);
			expect(paths(refused(await test.post(url, '{"__proto__":{"x":1}}'), 'bad-request'))).toEqual(['__proto__']);
			// Held against a shortest length, such an object would throw.
			const hostile = { ...REQUEST, resend: { length: { toString: {} } } };
			expect(paths(refused(await test.post(url, hostile), 'bad-request'))).toContain('resend.length.toString');
		});

		it(`POST ${url} refuses unknown fields of the body and the query`, async () => {
			const fields = refused(await test.post(`${url}?dry=1`, { ...REQUEST, colour: 'red' }), 'bad-request');
			expect(paths(fields)).toEqual(expect.arrayContaining(['colour', 'query.dry']));
		});
	}

	it('POST /v1/runs refuses an empty body', async () => {
		refused(await test.post('/v1/runs', ''), 'body-not-json');
		refused(await test.post('/v1/runs', undefined), 'body-not-json');
	});

	it('cancel and collect need no body and take an empty object', async () => {
		for (const url of ROUTES_WITH_BODY.slice(1)) {
			expect((await test.post(url, undefined)).status).toBe(200);
			expect((await test.post(url, '')).status).toBe(200);
			expect((await test.post(url, {})).status).toBe(200);
		}
	});
});

describe('fields', () => {
	it('names every wrong field of body, query and headers at once', async () => {
		verifies('http.every-wrong-field');
		const body = {
			kind: 'coach-call',
			inputs: [{ callId: 'ok' }, { callId: '' }, { callId: 7 }, {}],
			connections: { chat: '' },
			delivery: 'loud',
			recipient: 'nobody',
			budgetUsd: -1,
			deadlineSeconds: 1.5,
			resend: 'a b',
			callback: { url: 'ftp://x' },
		};
		const fields = refused(await test.post('/v1/runs?x=1', body, { 'idempotency-key': 'with blank' }), 'bad-request');
		expect(paths(fields)).toEqual([
			'budgetUsd',
			'callback.url',
			'connections.calls',
			'connections.chat',
			'deadlineSeconds',
			'delivery',
			'header.idempotency-key',
			'inputs[1].callId',
			'inputs[2].callId',
			'inputs[3].callId',
			'query.x',
			'recipient',
			'resend',
		]);
		expect(fields.find(({ path }) => path === 'connections.calls')?.message).toBe('is missing');
	});

	it('gives the index of the run in an array', async () => {
		const call = { ...REQUEST, kind: 'coach-call', inputs: [{ callId: '1 2' }] };
		expect(paths(refused(await test.post('/v1/runs', [REQUEST, REQUEST, REQUEST, call]), 'bad-request'))).toEqual([
			'[3].inputs[0].callId',
		]);
	});

	it('names the nearest known field for an unknown one', async () => {
		verifies('http.unknown-fields');
		const body = {
			...REQUEST,
			recipent: 'a@b.example',
			inputs: [{ windw: {} }],
			connections: { calls: 'gong-main', char: 'x' },
		};
		const fields = refused(await test.post('/v1/runs', [body]), 'bad-request');
		expect(fields).toEqual(
			expect.arrayContaining([
				{ path: '[0].recipent', message: 'unknown field; did you mean "recipient"?' },
				{ path: '[0].inputs[0].windw', message: 'unknown field; did you mean "window"?' },
				{ path: '[0].connections.char', message: 'unknown field; did you mean "chat"?' },
			]),
		);
	});

	it('with an unknown kind still names what is wrong for every kind', async () => {
		const fields = refused(
			await test.post('/v1/runs', { ...REQUEST, kind: 'coach-week', delivery: 'x', bugdetUsd: 1 }),
			'bad-request',
		);
		expect(fields).toEqual([
			{
				path: 'kind',
				message: 'expected one of coach-day, coach-call, analyze-window, analyze-call, ask, analyze-customer, run-team',
				code: 'run-kind-unknown',
			},
			expect.objectContaining({ path: 'delivery' }),
			{ path: 'bugdetUsd', message: 'unknown field; did you mean "budgetUsd"?' },
		]);
		refused(await test.post('/v1/runs', [{ ...REQUEST, kind: 'coach-week' }]), 'run-kind-unknown');
		const { kind: _, ...without } = REQUEST;
		expect(paths(refused(await test.post('/v1/runs', without), 'run-kind-unknown'))).toEqual(['kind']);
	});

	it('refuses what is neither one run nor an array of them', async () => {
		for (const body of [null, 7, '"x"', true]) refused(await test.post('/v1/runs', body), 'bad-request');
		refused(await test.post('/v1/runs', [7]), 'bad-request');
	});

	it('takes 1 to 100 runs', async () => {
		refused(await test.post('/v1/runs', []), 'bad-request');
		refused(
			await test.post(
				'/v1/runs',
				Array.from({ length: 101 }, () => REQUEST),
			),
			'bad-request',
		);
	});

	it('refuses absurd dates', async () => {
		verifies('http.absurd-dates');
		const windows = [
			{ from: '2025-02-30T00:00:00Z', to: '2025-02-31T00:00:00Z' },
			{ from: '0001-01-01T00:00:00Z', to: '0001-01-02T00:00:00Z' },
			{ from: '275760-09-13T00:00:00Z', to: '275760-09-14T00:00:00Z' },
			{ from: '2025-06-01', to: '2025-06-02' },
			{ from: '2025-06-01T00:00:00', to: '2025-06-02T00:00:00' },
			{ from: 'yesterday', to: 1 },
		];
		for (const window of windows) {
			expect(paths(refused(await test.post('/v1/runs', { ...REQUEST, inputs: [{ window }] }), 'bad-request'))).toEqual([
				'inputs[0].window.from',
				'inputs[0].window.to',
			]);
		}
	});

	it('refuses a window that ends before it begins or is longer than 31 days', async () => {
		verifies('http.absurd-dates');
		const windows = [
			{ from: '2025-06-02T00:00:00Z', to: '2025-06-01T00:00:00Z' },
			{ from: '2025-06-02T00:00:00Z', to: '2025-06-02T00:00:00Z' },
			{ from: '2025-06-01T00:00:00Z', to: '2025-07-03T00:00:00Z' },
		];
		for (const window of windows) {
			for (const request of [REQUEST, ANALYZE_WINDOW]) {
				const fields = refused(
					await test.post('/v1/runs', { ...request, inputs: [{}, { window }] }),
					'window-not-valid',
				);
				expect(paths(fields)).toEqual(['inputs[1].window']);
			}
			const ask = { ...ASK, inputs: [{ question: 'What of it?', window }] };
			expect(paths(refused(await test.post('/v1/runs', ask), 'window-not-valid'))).toEqual(['inputs[0].window']);
		}
	});

	it('refuses a question to a call and a window at once, and to a service that is not named', async () => {
		verifies('ask.one-or-many');
		const window = { from: '2025-06-01T00:00:00Z', to: '2025-06-02T00:00:00Z' };
		const question = 'What did they say about the price?';
		const both = { ...ASK, inputs: [{ question }, { question, window, callId: '77' }] };
		expect(paths(refused(await test.post('/v1/runs', both), 'bad-request'))).toEqual(['inputs[1].window']);
		for (const inputs of [[{ question }], [{ question, window }], [{ question, callId: '77' }]]) {
			const fields = refused(await test.post('/v1/runs', { ...ASK, inputs, connections: {} }), 'bad-request');
			expect(paths(fields)).toEqual(['connections.calls']);
		}
	});

	it('refuses connections that do not exist or do not fit, and only-me without recipient', async () => {
		const unknown = { ...REQUEST, connections: { calls: 'gong-other', crm: 'none' } };
		expect(paths(refused(await test.post('/v1/runs', [REQUEST, unknown]), 'connection-unknown'))).toEqual([
			'[1].connections.calls',
			'[1].connections.crm',
		]);
		const swapped = { ...REQUEST, connections: { calls: 'slack-main' } };
		expect(paths(refused(await test.post('/v1/runs', swapped), 'connection-wrong-kind'))).toEqual([
			'connections.calls',
		]);
		expect(
			paths(refused(await test.post('/v1/runs', { ...REQUEST, delivery: 'only-me' }), 'recipient-missing')),
		).toEqual(['recipient']);
		// Two different reasons: both named, under the code that covers both.
		const both = refused(await test.post('/v1/runs', { ...swapped, delivery: 'only-me' }), 'bad-request');
		expect(both.map(({ code }) => code).sort()).toEqual(['connection-wrong-kind', 'recipient-missing']);
	});
});

describe('addresses', () => {
	const ROUTES = [
		['GET', ''],
		['POST', '/cancel'],
		['POST', '/collect'],
		['GET', '/events'],
	] as const;

	for (const [method, suffix] of ROUTES) {
		const send = (id: string, query = '') =>
			method === 'GET'
				? test.get(`/v1/runs/${id}${suffix}${query}`)
				: test.post(`/v1/runs/${id}${suffix}${query}`, undefined);

		it(`${method} /v1/runs/:id${suffix} refuses bad ids and knows unknown ones`, async () => {
			for (const id of ['a%20b', '%00', 'a%2e', 'x'.repeat(65), '%ed%a0%80', "1'--"]) {
				refused(await send(id), 'bad-request');
			}
			if (suffix !== '/events') refused(await send('another'), 'run-unknown');
		});

		it(`${method} /v1/runs/:id${suffix} refuses unknown query fields`, async () => {
			expect(paths(refused(await send('run-1', '?wiat=1'), 'bad-request'))).toEqual(['query.wiat']);
		});
	}

	it('refuses a wait that is no duration up to 60 s', async () => {
		for (const wait of ['', '30', '61s', '60001ms', '-1s', '1h', '1e3ms', '30s&wait=20s', '%00']) {
			expect(paths(refused(await test.get(`/v1/runs/run-1?wait=${wait}`), 'bad-request'))).toEqual(['query.wait']);
		}
		refused(await test.get('/v1/runs/run-1?wiat=30s'), 'bad-request');
	});

	it('GET /v1/connections refuses unknown query fields', async () => {
		refused(await test.get('/v1/connections?kind=calls'), 'bad-request');
	});

	it('tells unknown addresses from wrong methods', async () => {
		refused(await test.get('/v1/run'), 'not-found');
		refused(await test.get('/v2/runs'), 'not-found');
		const answer = await test.app.inject({
			method: 'DELETE',
			url: '/v1/runs/run-1',
			headers: { authorization: `Bearer ${KEY}` },
		});
		expect(answer.statusCode).toBe(405);
		expect(answer.headers.allow).toBe('GET, HEAD');
		expect(answer.json()).toMatchObject({ error: { code: 'method-not-allowed' } });
	});

	it('answers an address that cannot be decoded', async () => {
		refused(await test.get('/v1/runs/%zz'), 'bad-request');
	});
});

it('what a bad request held reaches no log line', async () => {
	await test.post('/v1/runs', { ...REQUEST, recipient: 'secret person' });
	await test.post('/v1/runs', '{"recipient":"secret person",');
	expect(JSON.stringify(test.lines)).not.toContain('secret person');
});

it('a body with faults without end is refused with a short answer', async () => {
	const bodies = [
		JSON.stringify(REQUEST).replace(
			'{"kind"',
			`{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":1`).join(',')},"kind"`,
		),
		`[${'"\\u0000",'.repeat(100_000)}0]`,
		`{${'"k":1,'.repeat(100_000)}"k":1}`,
		JSON.stringify(REQUEST).replace('[{}]', `[${'1,'.repeat(200_000)}1]`),
		`[${'{},'.repeat(100_000)}{}]`,
		`["${'\\"'.repeat(200_000)}"]`,
	];
	for (const body of bodies) {
		const answer = await test.post('/v1/runs', body);
		expect(answer.status).toBe(400);
		expect(answer.text.length).toBeLessThan(200_000);
	}
});
