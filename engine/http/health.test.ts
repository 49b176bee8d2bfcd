import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { RetryableError } from '../errors.ts';
import { codeOf, createTestApp, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

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
		expect(codeOf((await test.app.inject({ url: '/v1/connections' })).json())).toBe('not-found');
	});
});
