import { afterEach, describe, expect, it } from '@jest/globals';
import { SubscriptionCreated, SubscriptionList, type SubscriptionRequest } from '../contract/event.ts';
import { ErrorBody } from './errors.ts';
import { createTestApp, type TestApp } from './testing/app.ts';

let test: TestApp;
afterEach(() => test.app.close());

const url = 'http://127.0.0.1:5678/webhook/1';
const request = { url, filters: { types: ['risk.appeared'] } };

describe('/v1/subscriptions', () => {
	it('wants a key', async () => {
		test = await createTestApp();
		for (const [method, path] of [
			['GET', '/v1/subscriptions'],
			['POST', '/v1/subscriptions'],
			['DELETE', '/v1/subscriptions/sub_1'],
		] as const) {
			expect((await test.app.inject({ method, url: path })).statusCode).toBe(401);
		}
	});

	it('makes one for the tenant of the key, with the defaults filled in, and tells a new one from a known one', async () => {
		const asked: [string, SubscriptionRequest][] = [];
		test = await createTestApp({
			subscriptions: {
				async create(tenant, given) {
					asked.push([tenant, given]);
					const made = { id: 'sub_1', state: 'active', pending: 0, createdAt: '2026-11-20T12:00:00.000Z' } as const;
					return { subscription: { ...made, ...given, secret: 'whsec_eA==' }, created: asked.length === 1 };
				},
			},
		});
		const first = await test.post('/v1/subscriptions', request);
		expect([first.status, SubscriptionCreated.strict().parse(first.body).secret]).toEqual([201, 'whsec_eA==']);
		expect((await test.post('/v1/subscriptions', request)).status).toBe(200);
		const filters = { types: ['risk.appeared'], reps: [], labels: [], owners: [] };
		expect(asked[0]).toEqual(['acme', { url, filters }]);
	});

	it('names every field that is wrong', async () => {
		test = await createTestApp();
		const wrong = {
			url: 'ftp://x',
			filters: { types: ['risk'], reps: ['nobody'], labels: ['competitors'], owner: [] },
		};
		const { error } = ErrorBody.parse((await test.post('/v1/subscriptions', wrong)).body);
		expect(error.code).toBe('bad-request');
		expect(error.fields?.map(({ path }) => path).sort()).toEqual([
			...['filters.labels[0]', 'filters.owner', 'filters.reps[0]', 'filters.types[0]', 'url'],
		]);
		for (const address of ['http://ada:secret@127.0.0.1/', 'http://127.0.0.1/#x']) {
			const answer = await test.post('/v1/subscriptions', { ...request, url: address });
			expect(ErrorBody.parse(answer.body).error.fields?.map(({ path }) => path)).toEqual(['url']);
		}
		const none = await test.post('/v1/subscriptions', { url, filters: { types: [] } });
		expect(ErrorBody.parse(none.body).error.fields?.map(({ path }) => path)).toEqual(['filters.types']);
	});

	it('lists them without their secrets, and removes one', async () => {
		test = await createTestApp();
		expect(SubscriptionList.parse((await test.get('/v1/subscriptions')).body)).toEqual({ subscriptions: [] });
		const headers = { authorization: 'Bearer sk_sophia_of-acme' };
		const remove = (id: string) => test.app.inject({ method: 'DELETE', url: `/v1/subscriptions/${id}`, headers });
		expect((await remove('sub_1')).json()).toEqual({ id: 'sub_1' });
		expect((await remove('sub_2')).json()).toMatchObject({ error: { code: 'subscription-unknown' } });
	});
});
