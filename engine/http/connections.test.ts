import { afterEach, describe, expect, it } from '@jest/globals';
import { ConnectionList } from '../contract/connection.ts';
import { CONNECTIONS, createTestApp, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

describe('GET /v1/connections', () => {
	it('shows what may be named in a run, and no secret', async () => {
		test = await createTestApp();
		const answer = await test.get('/v1/connections');
		expect(ConnectionList.strict().parse(answer.body)).toEqual({ connections: CONNECTIONS });
		expect(answer.text).not.toContain('secret');
	});
});
