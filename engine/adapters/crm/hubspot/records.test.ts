import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordedRateLimit, unstopped } from '../../../../test/contracts/outside/fakes.ts';
import { type Replies, startReplies } from '../../../../test/servers/replies.ts';
import { createOutbound } from '../../outbound/http.ts';
import { readAllLinks } from './records.ts';

/** A page of links for each record: its id, those it is linked with, and where to go on. */
const page = (...links: [from: string, to: number[], after?: string][]) => ({
	body: JSON.stringify({
		results: links.map(([id, to, after]) => ({
			from: { id },
			to: to.map((toObjectId) => ({ toObjectId, associationTypes: [] })),
			...(after ? { paging: { next: { after } } } : {}),
		})),
	}),
});

describe('readAllLinks', () => {
	let replies: Replies;

	beforeAll(async () => {
		replies = await startReplies();
	});
	afterAll(() => replies?.stop());

	const read = (ids: string[], most: number) => {
		const { address } = replies;
		const service = { address, token: 'pat-secret', outbound: createOutbound(), limitName: 'acme' };
		return readAllLinks({ ...service, rateLimit: recordedRateLimit() }, 'companies', ids, 'emails', most, unstopped);
	};

	it('goes on for those records alone that have more', async () => {
		replies.answer(page(['8', [1, 2], '2'], ['9', [2, 5]]), page(['8', [3]]));
		expect(await read(['8', '9'], 10)).toEqual({ ids: ['1', '2', '5', '3'], complete: true });
		expect(replies.received.map(({ body }) => JSON.parse(body).inputs)).toEqual([
			[{ id: '8' }, { id: '9' }],
			[{ id: '8', after: '2' }],
		]);
	});

	it('stops at the given number of pages, and says that there are more', async () => {
		replies.received.length = 0;
		replies.answer(page(['8', [1], 'on']));
		expect(await read(['8'], 3)).toEqual({ ids: ['1'], complete: false });
		expect(replies.received).toHaveLength(3);
	});
});
