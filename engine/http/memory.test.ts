import { describe, expect, it } from '@jest/globals';
import { verifies } from '../../test/verifies.ts';
import type { MemoryItem } from '../ports/memory.ts';
import { codeOf, createTestApp, KEY } from './testing/app.ts';

const ITEMS: MemoryItem[] = ['run-1 1.2', 'run-1 1.1', 'run-0 1'].map((id) => ({
	...{ id, collection: '', text: 'They renew in May.', people: ['ann@customer.example'], at: new Date(0) },
	from: { runId: 'run-1', team: 'Pair', member: 'Ann', task: 'Renewals?' },
}));

async function open() {
	const asked: unknown[] = [];
	const test = await createTestApp({
		memory: {
			async list(tenant, options) {
				asked.push([tenant, options]);
				const from = ITEMS.findIndex(({ id }) => id === options.before) + 1;
				return ITEMS.slice(from, from + options.most);
			},
			remove: async (tenant, id) => tenant === 'acme' && ITEMS.some((item) => item.id === id),
		},
		sessions: {
			async eraseUser(tenant, user) {
				asked.push([tenant, user]);
				return 2;
			},
		},
	});
	const remove = async (url: string) => {
		const answer = await test.app.inject({ method: 'DELETE', url, headers: { authorization: `Bearer ${KEY}` } });
		return { status: answer.statusCode, body: answer.json() as unknown };
	};
	return { ...test, get: test.get, asked, remove };
}

describe('/v1/memory', () => {
	it('lists in pages, each item with where it came from', async () => {
		verifies('teams.memory-listed');
		const { get, asked } = await open();
		const first = (await get('/v1/memory?limit=2&collection=')).body as { items: unknown[]; next: string };
		expect(first.items[0]).toEqual({ ...ITEMS[0], at: '1970-01-01T00:00:00.000Z' });
		expect(first.items).toHaveLength(2);
		const second = (await get(`/v1/memory?limit=2&before=${encodeURIComponent(first.next)}`)).body;
		expect(second).toEqual({ items: [{ ...ITEMS[2], at: '1970-01-01T00:00:00.000Z' }] });
		expect(asked[0]).toEqual(['acme', { collection: '', before: undefined, most: 3 }]);
	});

	it('removes one, and says where there is none', async () => {
		verifies('teams.memory-listed');
		const { remove } = await open();
		expect(await remove('/v1/memory/run-1%201.2')).toEqual({ status: 200, body: { id: 'run-1 1.2' } });
		const gone = await remove('/v1/memory/run-9%201');
		expect([gone.status, codeOf(gone.body)]).toEqual([404, 'memory-unknown']);
	});

	it('erases the sessions of a user', async () => {
		verifies('teams.memory-erased');
		const { remove, asked } = await open();
		expect(await remove('/v1/sessions/jo@acme.example')).toEqual({
			...{ status: 200, body: { user: 'jo@acme.example', erased: 2 } },
		});
		expect(asked).toEqual([['acme', 'jo@acme.example']]);
	});

	it('refuses what is no collection, item or user', async () => {
		const { get, remove, asked } = await open();
		for (const url of ['?collection=A%20B', '?before=%00', '?limit=0', '?limit=201', '?other=1']) {
			expect((await get(`/v1/memory${url}`)).status).toBe(400);
		}
		for (const url of ['/v1/memory/%25', '/v1/sessions/jo%2FPair', '/v1/sessions/%7Bx%7D']) {
			expect((await remove(url)).status).toBe(400);
		}
		expect(asked).toEqual([]);
	});
});
