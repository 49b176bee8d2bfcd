import { expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import { FeedbackList } from '../contract/feedback.ts';
import type { FeedbackPage } from '../ports/feedback.ts';
import { codeOf, createTestApp } from './testing/app.ts';

const ENTRY = { id: 'ab', callId: '77', kind: 'risk' as const, mark: 'disagreed' as const, view: 'record' as const };
const LIST: FeedbackList = { feedback: [{ ...ENTRY, at: '2026-11-20T06:00:00.000Z' }], next: 'x-_9' };

it('lists what people said, of the tenant of the key, in pages', async () => {
	verifies('feedback.listed');
	const asked: [string, FeedbackPage][] = [];
	const test = await createTestApp({
		feedback: {
			list: async (tenant, page) => {
				asked.push([tenant, page]);
				return LIST;
			},
		},
	});
	const first = await test.get('/v1/feedback');
	expect([first.status, FeedbackList.parse(first.body)]).toEqual([200, LIST]);
	await test.get('/v1/feedback?call=77&after=x-_9&limit=200');
	expect(asked).toEqual([
		['acme', { limit: 50 }],
		['acme', { callId: '77', after: 'x-_9', limit: 200 }],
	]);
	for (const query of ['limit=0', 'limit=201', 'limit=x', 'after=', 'after=%00', 'call=a%2Fb', 'calls=77']) {
		const refused = await test.get(`/v1/feedback?${query}`);
		expect([query, refused.status, codeOf(refused.body)]).toEqual([query, 400, 'bad-request']);
	}
	expect((await test.app.inject({ url: '/v1/feedback' })).statusCode).toBe(401);
	expect(asked).toHaveLength(2);
	await test.app.close();
});
