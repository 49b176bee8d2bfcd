import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { RetryableError } from '../errors.ts';
import { codeOf, createTestApp, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

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
		expect(codeOf(JSON.parse(text.split('\r\n\r\n')[1] as string))).toBe('bad-request');
	});
});
