/** The ceiling of a run's money, on every store: reserved before it is spent, whoever spends it and whatever crashes. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClaimedRun } from '../../../engine/ports/run-store.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, TENANT } from './claimed.ts';

/** Nano-dollars. */
const DOLLAR = 1_000_000_000;

for (const adapter of STORES) {
	need(...adapter.needs)(`spending on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());

		const reserve = (run: ClaimedRun, name: string, nano: number) =>
			claims.stores.budgets.reserve(run, run.rootId, name, nano);
		const settle = (run: ClaimedRun, name: string, nano: number) =>
			claims.stores.budgets.settle(run, run.rootId, name, nano, 'result');
		const spent = async ({ rootId }: ClaimedRun) => (await claims.stores.runs.read(TENANT, rootId))?.spentNano;

		/** Further runs of one tree, which all spend from its root's budget. */
		async function children(root: ClaimedRun, count: number): Promise<ClaimedRun[]> {
			const ids = Array.from({ length: count }, () => crypto.randomUUID());
			const requests = ids.map((id) => ({ id, key: id, input: {} }));
			await claims.stores.attempts.addChildren(root, 'member', requests);
			return Promise.all(
				ids.map(async (runId) => {
					const claimed = await claims.stores.attempts.claim({ tenant: TENANT, runId, turn: 0 }, 'worker');
					return claimed as ClaimedRun;
				}),
			);
		}

		it('never goes over the budget with 1,000 reservations at once, from all members of a tree', async () => {
			verifies('budget.hard-ceiling');
			const root = await claims.begin({ budgetNano: DOLLAR });
			const members = [root, ...(await children(root, 4))];
			// Together they ask for about five times what there is.
			const amounts = Array.from({ length: 1_000 }, (_, index) => 1_000_000 + ((index * 7_919) % 9_000_000));
			const answers = await Promise.all(
				amounts.map((nano, index) => reserve(members[index % members.length] as ClaimedRun, `call ${index}`, nano)),
			);
			expect(new Set(answers)).toEqual(new Set([true, false]));
			const reserved = amounts.reduce((sum, nano, index) => sum + (answers[index] ? nano : 0), 0);
			expect(reserved).toBeLessThanOrEqual(DOLLAR);
			expect(await spent(root)).toBe(reserved);
			// Nobody was refused who would have fitted: the room that is left is smaller than the smallest refused.
			const refused = amounts.filter((_, index) => !answers[index]);
			expect(DOLLAR - reserved).toBeLessThan(Math.min(...refused));
		});

		it('takes a reservation that was never settled as spent, also that of an attempt that was killed', async () => {
			verifies('budget.unsettled-counts');
			const killed = await claims.begin({ budgetNano: 100 });
			expect(await reserve(killed, 'call', 60)).toBe(true);
			const next = await claims.takeOver(killed);
			expect(await spent(next)).toBe(60);
			expect(await reserve(next, 'call', 60)).toBe(false);
			expect(await reserve(next, 'call', 40)).toBe(true);
			// What the killed one still has to say changes nothing.
			expect(await settle(killed, 'call', 1)).toBe(false);
			expect(await spent(next)).toBe(100);
			expect(await settle(next, 'call', 10)).toBe(true);
			expect(await spent(next)).toBe(70);
		});

		it('settles once, and records the result with it', async () => {
			const run = await claims.begin({ budgetNano: 100 });
			await reserve(run, 'call', 50);
			expect(await settle(run, 'call', 20)).toBe(true);
			await expect(settle(run, 'call', 20)).resolves.toBe(false);
			expect(await spent(run)).toBe(20);
			expect((await claims.takeOver(run)).steps).toEqual({ call: 'result' });
		});

		it('reserves and settles for many runs at once, each from its own budget, and nothing for an attempt that is over', async () => {
			verifies('budget.hard-ceiling');
			const runs = await Promise.all(
				Array.from({ length: 12 }, (_, index) => claims.begin({ budgetNano: 100 + index })),
			);
			const [over = runs[0] as ClaimedRun] = runs;
			await claims.takeOver(over);
			const answers = await Promise.all(runs.map((run, index) => reserve(run, 'call', 95 + index)));
			expect(answers).toEqual([undefined, ...runs.slice(1).map(() => true)]);
			const again = await Promise.all(runs.map((run) => reserve(run, 'one too many', 6)));
			expect(again).toEqual([undefined, ...runs.slice(1).map(() => false)]);
			const settled = await Promise.all(runs.map((run, index) => settle(run, 'call', index)));
			expect(settled).toEqual([false, ...runs.slice(1).map(() => true)]);
			expect(await Promise.all(runs.map(spent))).toEqual(runs.map((_, index) => index));
			const [, next = over] = runs;
			expect((await claims.takeOver(next)).steps).toEqual({ call: 'result' });
		});

		it('keeps the law over any course of reserving, settling and being killed', async () => {
			verifies('budget.hard-ceiling', 'budget.unsettled-counts');
			const move = fc.oneof(
				fc.record({ type: fc.constant('reserve' as const), nano: fc.integer({ min: 0, max: 60 }) }),
				fc.record({ type: fc.constant('settle' as const), part: fc.integer({ min: 0, max: 100 }) }),
				fc.record({ type: fc.constant('kill' as const) }),
			);
			await fc.assert(
				fc.asyncProperty(fc.array(move, { maxLength: 12 }), async (moves) => {
					let run = await claims.begin({ budgetNano: 100 });
					let used = 0;
					let open: { name: string; nano: number }[] = [];
					/** Reserved by attempts that are dead. */
					let lost = 0;
					for (const [index, one] of moves.entries()) {
						const reserved = open.reduce((sum, { nano }) => sum + nano, lost);
						if (one.type === 'reserve') {
							const fits = used + reserved + one.nano <= 100;
							expect(await reserve(run, `call ${index}`, one.nano)).toBe(fits);
							if (fits) open.push({ name: `call ${index}`, nano: one.nano });
						} else if (one.type === 'kill') {
							run = await claims.takeOver(run);
							lost = reserved;
							open = [];
						} else {
							const settled = open.shift();
							if (!settled) continue;
							const nano = Math.floor((settled.nano * one.part) / 100);
							expect(await settle(run, settled.name, nano)).toBe(true);
							used += nano;
						}
						expect(await spent(run)).toBe(open.reduce((sum, { nano }) => sum + nano, used + lost));
						expect(await spent(run)).toBeLessThanOrEqual(100);
					}
				}),
				{ numRuns: 25 },
			);
		});
	});
}
