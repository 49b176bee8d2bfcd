/** Whatever is sent: an answer that the table of errors knows, never a fault of the engine, and nothing half-taken. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import { RunRequest } from '../contract/run.ts';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import { ErrorBody } from './errors.ts';
import { type Answer, createTestApp, KEY, REQUEST, type TestApp } from './testing/app.ts';

let test: TestApp;
beforeAll(async () => {
	test = await createTestApp();
});
afterAll(() => test.app.close());
beforeEach(() => {
	test.submitted.length = 0;
	test.lines.length = 0;
});

const WHOLE = {
	...REQUEST,
	inputs: [{ window: { from: '2025-06-01T00:00:00Z', to: '2025-06-02T00:00:00+02:00' } }, {}],
	delivery: 'only-me',
	recipient: 'me@acme.example',
	resend: 'again',
	budgetUsd: 1,
	deadlineSeconds: 120,
	callback: { url: 'http://127.0.0.1:5678/webhook-waiting/1' },
};
const CALL = { ...WHOLE, kind: 'coach-call', inputs: [{ callId: '123' }] };

/** Names that are dangerous in JavaScript, and those of the contract in other places. */
const names = fc.oneof(
	fc.constantFrom(
		'__proto__',
		'constructor',
		'prototype',
		'toString',
		'valueOf',
		'toJSON',
		'then',
		'length',
		'',
		'0',
		'kind',
	),
	fc.constantFrom(...Object.keys(WHOLE), 'window', 'from', 'to', 'url', 'callId', 'calls'),
	fc.string({ unit: 'binary', maxLength: 8 }),
);
const strange = fc.oneof(
	fc.constantFrom(
		{ toString: {} },
		{ valueOf: 1, toString: 1 },
		{ length: -1 },
		null,
		[],
		{},
		'',
		'\0',
		'\ud800',
		1e308,
		-0,
		2 ** 53,
		'9'.repeat(400),
		[[[[]]]],
		[null],
		true,
	),
	fc.constantFrom('+275760-09-13T00:00:00Z', '2025-06-31T00:00:00Z', '2025-06-01T24:00:00Z', '2016-12-31T23:59:60Z'),
	fc.constantFrom('http://[::1', 'http://a b', 'http://%00/', 'javascript:alert(1)', 'http://u:p@h/', 'a@b', 'x@[::1]'),
	fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
	fc.dictionary(names, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 4 }),
	fc.string({ unit: 'binary', maxLength: 300 }),
);

/** A valid request in which something is replaced, added or taken away, at any depth. */
const spoiled = fc
	.tuple(
		fc.constantFrom(WHOLE, CALL, [WHOLE, CALL]),
		fc.array(fc.tuple(fc.array(fc.nat(9), { maxLength: 5 }), fc.oneof(names, fc.nat(3)), strange, fc.nat(2)), {
			maxLength: 4,
		}),
	)
	.map(([whole, changes]) => {
		const body = structuredClone(whole) as unknown;
		for (const [way, name, given, kind] of changes) {
			// Of its own: the next change may go into it, and the constants above are the same ones every time.
			const value = structuredClone(given);
			let place = body as Record<PropertyKey, unknown>;
			for (const step of way) {
				const inside = Object.values(place).filter((one) => one !== null && typeof one === 'object');
				if (inside.length === 0) break;
				place = inside[step % inside.length] as Record<PropertyKey, unknown>;
			}
			const existing = Object.keys(place);
			const at = kind === 0 && existing.length > 0 ? (existing[way.length % existing.length] as string) : name;
			// An array's own length takes whole numbers only, and no JSON can set it.
			if (Array.isArray(place) && at === 'length') continue;
			if (kind === 2) delete place[at];
			else Object.defineProperty(place, at, { value, enumerable: true, configurable: true, writable: true });
		}
		return JSON.stringify(body);
	})
	.filter((text) => text !== undefined);

function expectForeseen(answer: Answer): void {
	if (answer.status < 300) return;
	const { error } = ErrorBody.parse(answer.body);
	expect(Object.keys(ERROR_CODES)).toContain(error.code);
	expect(answer.status).toBe(ERROR_CODES[error.code as ErrorCode].status);
	expect(answer.status).toBeLessThan(500);
	expect(test.submitted).toEqual([]);
	expect({}).not.toHaveProperty('polluted');
}

it('POST /v1/runs takes what the contract allows and refuses the rest', async () => {
	verifies('http.bad-bodies');
	await fc.assert(
		fc.asyncProperty(spoiled, async (body) => {
			test.submitted.length = 0;
			expectForeseen(await test.post('/v1/runs', body));
			for (const { submissions } of test.submitted) {
				for (const { request } of submissions) expect(RunRequest.parse(request)).toEqual(request);
				expect(JSON.stringify(submissions)).not.toMatch(/\\u0000|\\ud[89a-f]/);
			}
		}),
		{ numRuns: 200 },
	);
}, 60_000);

it('every route answers any address, query, header and body with a code of the table', async () => {
	const path = fc.oneof(
		fc.constantFrom('/v1/runs', '/v1/runs/run-1', '/v1/runs/run-1/events', '/v1/runs/run-1/collect', '/v1/connections'),
		fc.constantFrom('/v1/runs/run-1/cancel', '/openapi.json', '/metrics', '/healthz', '/readyz', '/v1', '//v1//runs'),
		fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `/v1/runs/${encodeURIComponent(text.toWellFormed())}`),
		fc
			.array(fc.constantFrom('%', '/', 'v1', 'runs', '..', '%2e', '%00', '%ff', ';', '#', '\\'), { maxLength: 8 })
			.map((parts) => `/${parts.join('')}`),
	);
	const query = fc.oneof(
		fc.constantFrom('', '?', '?wait=1ms', '?wait=1ms&wait=1ms', '?__proto__[x]=1', '?__proto__=1', '?a[b][c]=%zz'),
		fc.string({ maxLength: 12 }).map((text) => `?${text.replace(/[^\x21-\x7e]/g, '')}`),
	);
	const headers = fc.record(
		{
			'idempotency-key': fc.oneof(fc.string({ maxLength: 20 }), fc.constant('k'.repeat(201)), fc.constant('')),
			'content-type': fc.constantFrom(
				'application/json',
				'application/json;charset=utf-8',
				'text/plain',
				'',
				';;',
				'x/y',
			),
			authorization: fc.constantFrom(
				`Bearer ${KEY}`,
				'Bearer',
				'Bearer  ',
				`bearer ${KEY}`,
				`Basic ${KEY}`,
				'Bearer x',
			),
			'content-encoding': fc.constantFrom('gzip', 'identity', ''),
			host: fc.constantFrom('x', '', 'a:b:c'),
		},
		{ requiredKeys: [] },
	);
	const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH');
	await fc.assert(
		fc.asyncProperty(method, path, query, headers, strange, async (verb, address, asked, extra, body) => {
			// inject() itself cannot send what no URL can hold.
			fc.pre(URL.canParse(`http://engine${address}${asked}`) && !/^[/\\]{2}/.test(address));
			test.submitted.length = 0;
			const answer = await test.app.inject({
				method: verb,
				url: address + asked,
				headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json', ...extra },
				...(verb === 'POST' ? { payload: JSON.stringify(body) } : {}),
			});
			const json = answer.body !== '' && String(answer.headers['content-type']).startsWith('application/json');
			if (verb !== 'HEAD') {
				expectForeseen({
					status: answer.statusCode,
					headers: answer.headers,
					body: json ? answer.json() : undefined,
					text: answer.body,
				});
			}
			expect(answer.statusCode).toBeLessThan(500);
			if (test.submitted.length > 0) expect(extra.authorization ?? `Bearer ${KEY}`).toMatch(/^bearer sk_/i);
		}),
		{ numRuns: 300 },
	);
}, 60_000);
