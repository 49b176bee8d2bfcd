import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { codeOf, createTestApp, KEY, REQUEST, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

describe('who asks', () => {
	const ADDRESSES = ['/v1/connections', '/v1/runs/run-1', '/v1/runs/run-1/events'];

	it('wants a key on every address under /v1, before it looks at anything else', async () => {
		verifies('http.key-needed');
		test = await createTestApp();
		for (const url of ADDRESSES) {
			expect(codeOf((await test.app.inject({ url })).json())).toBe('key-missing');
			expect(codeOf((await test.app.inject({ url, headers: { authorization: `Basic ${KEY}` } })).json())).toBe(
				'key-missing',
			);
			const unknown = await test.app.inject({ url, headers: { authorization: 'Bearer sk_sophia_unknown' } });
			expect([unknown.statusCode, codeOf(unknown.json())]).toEqual([401, 'key-invalid']);
			const long = await test.app.inject({ url, headers: { authorization: `Bearer ${'x'.repeat(5000)}` } });
			expect(codeOf(long.json())).toBe('key-invalid');
		}
		const post = await test.app.inject({ method: 'POST', url: '/v1/runs', payload: 'no json' });
		expect(codeOf(post.json())).toBe('key-missing');
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
