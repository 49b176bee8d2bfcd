import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { together } from './together.ts';

describe('calls sent together', () => {
	it('sends a lone call at once, and what comes meanwhile in one', async () => {
		const sent: number[][] = [];
		const gate = Promise.withResolvers<void>();
		const double = together(async (_tenant: string, items: number[]) => {
			sent.push(items);
			await gate.promise;
			return items.map((item) => item * 2);
		});
		const answers = Promise.all([1, 2, 3].map((n) => double('a', n)));
		expect(sent).toEqual([[1]]);
		gate.resolve();
		expect(await answers).toEqual([2, 4, 6]);
		expect(sent).toEqual([[1], [2, 3]]);
	});

	it('waits a moment for company where the last had it, and not longer than until there is enough', async () => {
		const sent: number[][] = [];
		const work = async (_tenant: string, items: number[]) => {
			sent.push(items);
			return items;
		};
		const echo = together(work, { most: 3, lingerMs: 5 });
		expect(await Promise.all([1, 2, 3, 4, 5].map((n) => echo('a', n)))).toEqual([1, 2, 3, 4, 5]);
		expect(sent).toEqual([[1], [2, 3, 4], [5]]);
		sent.length = 0;
		expect(await Promise.all([6, 7].map((n) => echo('a', n)))).toEqual([6, 7]);
		expect(sent).toEqual([[6], [7]]);
		sent.length = 0;
		// These find that the last ones came in company.
		await Promise.all([1, 2, 3].map((n) => echo('b', n)));
		expect(await Promise.all([8, 9].map((n) => echo('b', n)))).toEqual([8, 9]);
		expect(sent).toEqual([[1], [2, 3], [8, 9]]);
	});

	it('never mixes tenants, and answers each call with its own answer', async () => {
		const calls = fc.array(fc.record({ tenant: fc.constantFrom('a', 'b', 'c'), n: fc.integer() }), { maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(
				calls,
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 3 }),
				fc.constantFrom(0, 1),
				async (asked, most, atOnce, lingerMs) => {
					const echo = together(
						async (tenant: string, items: { tenant: string; n: number }[]) => {
							expect(items.length).toBeLessThanOrEqual(most);
							expect(items.every((item) => item.tenant === tenant)).toBe(true);
							await Promise.resolve();
							return items.map(({ n }) => `${tenant}:${n}`);
						},
						{ most, atOnce, lingerMs },
					);
					const answers = await Promise.all(asked.map((item) => echo(item.tenant, item)));
					expect(answers).toEqual(asked.map(({ tenant, n }) => `${tenant}:${n}`));
				},
			),
		);
	});

	it('gives an error to the calls of that statement alone, and goes on', async () => {
		const picky = together(async (_tenant: string, items: number[]) => {
			if (items.includes(2)) throw new Error('no');
			return items;
		});
		const results = await Promise.allSettled([1, 2, 3].map((n) => picky('a', n)));
		expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
		expect(await picky('a', 4)).toBe(4);
	});
});
