import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { TerminalError } from '../errors.ts';
import type { ReceivedWebhook } from '../ports/call-webhook.ts';
import { ErrorBody } from './errors.ts';
import { createTestApp, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

describe('POST /v1/webhooks/gong/:connection', () => {
	const url = '/v1/webhooks/gong/abc-DEF_1';

	it('hands the header and the very bytes on, needs no key, and says what came of it', async () => {
		verifies('webhook.tenant-from-signature');
		const seen: [string, ReceivedWebhook][] = [];
		test = await createTestApp({
			callWebhooks: {
				async receive(id, received) {
					seen.push([id, received]);
					return seen.length === 1 ? 'told' : 'repeated';
				},
			},
		});
		// Not JSON, a byte order mark, a key twice: bytes are bytes until the signature is verified.
		const bodies = [Buffer.from('\ufeff{"a":1,"a":2}'), Buffer.from([0, 255, 13, 10]), Buffer.alloc(0)];
		for (const [index, payload] of bodies.entries()) {
			const contentType = ['application/json', 'text/plain; charset=latin1', undefined][index];
			const headers = { authorization: 'head.pay.sig', ...(contentType ? { 'content-type': contentType } : {}) };
			const answer = await test.app.inject({ method: 'POST', url, payload, headers });
			expect([answer.statusCode, answer.json()]).toEqual([200, { outcome: index === 0 ? 'told' : 'repeated' }]);
		}
		expect(seen.map(([id, { authorization }]) => [id, authorization])).toEqual(
			bodies.map(() => ['abc-DEF_1', 'head.pay.sig']),
		);
		expect(seen.map(([, { body }]) => Buffer.from(body).toString('hex'))).toEqual(
			bodies.map((one) => one.toString('hex')),
		);
		expect(test.lookups).toBe(0);
	});

	it('refuses with a stable code, and an address of another form before anything is looked up', async () => {
		let asked = 0;
		test = await createTestApp({
			callWebhooks: {
				receive: async () => {
					asked += 1;
					throw new TerminalError('signature-not-valid', undefined, { cause: new Error('secret reason') });
				},
			},
		});
		const refused = await test.app.inject({ method: 'POST', url, payload: '{}' });
		expect([refused.statusCode, ErrorBody.parse(refused.json()).error.code]).toEqual([401, 'signature-not-valid']);
		expect(refused.body).not.toContain('secret reason');
		for (const place of ['a%20b', 'a'.repeat(65), '%00']) {
			const answer = await test.app.inject({ method: 'POST', url: `/v1/webhooks/gong/${place}`, payload: '{}' });
			expect([answer.statusCode, ErrorBody.parse(answer.json()).error.code]).toEqual([400, 'bad-request']);
		}
		expect(asked).toBe(1);
	});

	it('takes no more of a body than 1 MiB from whoever has no key', async () => {
		const seen: number[] = [];
		test = await createTestApp({
			callWebhooks: {
				async receive(_id, { body }) {
					seen.push(body.length);
					return 'told';
				},
			},
		});
		const [fits, tooLarge] = [Buffer.alloc(1024 * 1024), Buffer.alloc(1024 * 1024 + 1)];
		expect((await test.app.inject({ method: 'POST', url, payload: fits })).statusCode).toBe(200);
		const refused = await test.app.inject({ method: 'POST', url, payload: tooLarge });
		expect(refused.statusCode).toBe(413);
		const { code, message } = ErrorBody.parse(refused.json()).error;
		expect([code, message]).toEqual(['body-too-large', 'The request is larger than 1 MiB.']);
		expect(seen).toEqual([1024 * 1024]);
	});

	it('leaves the other routes to JSON alone', async () => {
		test = await createTestApp();
		const answer = await test.post('/v1/subscriptions', 'no json', { 'content-type': 'text/plain' });
		expect(answer.status).toBe(415);
	});
});
