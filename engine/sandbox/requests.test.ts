import { describe, expect, it } from '@jest/globals';
import { createRequestLog } from './requests.ts';

const request = {
	service: 'gong',
	method: 'GET',
	path: '/gong/v2/users',
	operation: 'users.list',
	digest: '',
} as const;

describe('the log of requests', () => {
	it('keeps the newest and goes on numbering', () => {
		const log = createRequestLog(10);
		for (let n = 0; n < 5_000; n += 1) log.add(request);
		const { next, requests } = log.since(0);
		expect(next).toBe(5_000);
		expect(requests.map((one) => one.n)).toEqual(Array.from({ length: 10 }, (_, index) => 4_991 + index));
		expect(log.since(4_999).requests).toHaveLength(1);
	});
});
