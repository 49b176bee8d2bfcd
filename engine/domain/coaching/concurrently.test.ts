import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { concurrently } from './concurrently.ts';

const turns = async (count: number): Promise<void> => {
	for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
};

describe('concurrently', () => {
	it('keeps the order and never has more at work than allowed', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), async (waits, limit) => {
				let working = 0;
				let most = 0;
				const results = await concurrently(waits, limit, async (wait, position) => {
					working += 1;
					most = Math.max(most, working);
					await turns(wait);
					working -= 1;
					return [wait, position];
				});
				expect(results).toEqual(waits.map((wait, position) => [wait, position]));
				expect(most).toBe(Math.min(limit, waits.length));
			}),
		);
	});

	it('waits for all under way before it rejects, and begins no other', async () => {
		const ended: number[] = [];
		const mapping = concurrently([1, 20, 0, 0], 2, async (wait, position) => {
			await turns(wait);
			if (position === 0) throw new Error('first');
			ended.push(position);
		});
		await expect(mapping).rejects.toThrow('first');
		expect(ended).toEqual([1]);
	});

	it('has nothing to do for nothing', async () => {
		await expect(concurrently([], 8, () => Promise.reject(new Error('never')))).resolves.toEqual([]);
	});
});
