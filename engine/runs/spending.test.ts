import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifies } from '../../test/verifies.ts';
import type { ClaimedRun } from '../ports/run-store.ts';
import { createSpending } from './spending.ts';
import { type BudgetMove, type MemoryBudget, memoryBudget } from './testing/memory-budget.ts';

const RUN = { rootId: 'root' } as ClaimedRun;
const NANO = 1e9;

/** Work that ends when the test says. */
function spendingOn(budget: MemoryBudget, signal = new AbortController().signal) {
	const spending = createSpending(budget, RUN, signal);
	const began: string[] = [];
	const ends = new Map<string, { resolve(usedUsd: number): void; reject(error: Error): void }>();
	return {
		began,
		end: (name: string, usedUsd: number) => ends.get(name)?.resolve(usedUsd),
		fail: (name: string) => ends.get(name)?.reject(new Error('the work failed')),
		spend(name: string, ...estimates: number[]) {
			const work = async (taken: number) => {
				const { promise, resolve, reject } = Promise.withResolvers<number>();
				ends.set(name, { resolve, reject });
				began.push(`${name} ${taken}`);
				return { usedUsd: await promise, value: name };
			};
			return spending(name, estimates, work, ({ value }) => value);
		},
	};
}

/** Until nothing moves by itself any more. */
const quiet = () => new Promise((resolve) => setImmediate(resolve));

describe('spending', () => {
	it('waits for what other work reserved and did not use', async () => {
		const { began, end, spend } = spendingOn(memoryBudget(NANO));
		const [first, second] = [spend('first', 0.8), spend('second', 0.8)];
		await quiet();
		expect(began).toEqual(['first 0']);
		end('first', 0.1);
		await quiet();
		end('second', 0.2);
		expect(await Promise.all([first, second])).toEqual(['first', 'second']);
	});

	it('is refused when nothing is under way, and not before', async () => {
		const { end, spend } = spendingOn(memoryBudget(NANO));
		const [first, second] = [spend('first', 0.8), spend('second', 0.8)];
		await quiet();
		end('first', 0.7);
		await expect(second).rejects.toMatchObject({ code: 'budget-exceeded' });
		expect(await first).toBe('first');
		await expect(spend('third', 0.31)).rejects.toMatchObject({ code: 'budget-exceeded' });
	});

	it('takes a smaller estimate rather than wait', async () => {
		const { began, spend } = spendingOn(memoryBudget(NANO));
		void spend('first', 0.8);
		void spend('second', 0.8, 0.2);
		await quiet();
		expect(began).toEqual(['first 0', 'second 1']);
	});

	it('serves those who wait in their order', async () => {
		const { began, end, spend } = spendingOn(memoryBudget(NANO));
		for (const name of ['first', 'second', 'third']) void spend(name, 0.8).catch(() => {});
		await quiet();
		end('first', 0.1);
		await quiet();
		end('second', 0.1);
		await quiet();
		expect(began).toEqual(['first 0', 'second 0', 'third 0']);
	});

	it('takes work that failed for spent, and lets the next one see it', async () => {
		const { fail, spend } = spendingOn(memoryBudget(NANO));
		const [first, second] = [spend('first', 0.8), spend('second', 0.8)];
		await quiet();
		fail('first');
		await expect(first).rejects.toThrow('the work failed');
		await expect(second).rejects.toMatchObject({ code: 'budget-exceeded' });
	});

	it('stops waiting when the run stops', async () => {
		const stop = new AbortController();
		const { spend } = spendingOn(memoryBudget(NANO), stop.signal);
		void spend('first', 0.8);
		const [second, third] = [spend('second', 0.8), spend('third', 0.8)];
		const ends = [expect(second).rejects.toThrow('cancelled'), expect(third).rejects.toThrow('cancelled')];
		await quiet();
		stop.abort(new Error('cancelled'));
		await Promise.all(ends);
	});

	it('never goes over the budget, and leaves less than one call needs, however many run at once', async () => {
		verifies('budget.hard-ceiling');
		const call = fc.record({ most: fc.integer({ min: 1, max: 20_000_000 }), used: fc.nat(100), waits: fc.nat(400) });
		await fc.assert(
			fc.asyncProperty(fc.array(call, { minLength: 150, maxLength: 300 }), async (calls) => {
				const moves: BudgetMove[] = [];
				const budget = memoryBudget(NANO, (move) => moves.push(move));
				const spending = createSpending(budget, RUN, new AbortController().signal);
				let exceeded = 0;
				const outcomes = await Promise.allSettled(
					calls.map(({ most, used, waits }, at) => {
						const work = async () => {
							for (let tick = 0; tick < waits; tick += 1) {
								await Promise.resolve();
								if (budget.spentNano + budget.reservedNano > NANO) exceeded += 1;
							}
							return { usedUsd: (most * used) / 100 / NANO };
						};
						return spending(`call ${at}`, [most / NANO], work, () => null);
					}),
				);
				expect([exceeded, budget.reservedNano]).toEqual([0, 0]);
				expect(budget.spentNano).toBeLessThanOrEqual(NANO);
				for (const [at, { status }] of outcomes.entries()) {
					// Refused was only who would not have fitted with nothing else under way.
					if (status === 'rejected') expect(budget.spentNano + (calls[at]?.most ?? 0)).toBeGreaterThan(NANO);
				}
			}),
			{ numRuns: 50, endOnFailure: true },
		);
	});
});
