import { afterEach, describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { createTestApp, REQUEST, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

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
