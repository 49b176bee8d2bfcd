/** What a run cost, on every store: each model call of its tree, sums that are right, and nothing of what was said. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RunCosts } from '../../../engine/contract/run-costs.ts';
import type { ClaimedRun, StoredRunCosts } from '../../../engine/ports/run-store.ts';
import { toRunCosts } from '../../../engine/runs/costs.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, newRun, TENANT } from './claimed.ts';

/** Nano-dollars. */
const DOLLAR = 1_000_000_000;
const SAID = 'Petrova in Lyon looks at every contract before anything happens.';
const USAGE = { inputTokens: 900, cacheReadTokens: 200, cacheWriteTokens: 30, outputTokens: 100, costUsd: 0.000195 };

const answered = (model: string, more: object = {}) => ({
	...{ model, tier: 'low', ...more },
	generation: { text: SAID, toolCalls: [], data: { found: [SAID] }, model, usage: USAGE },
});
const failed = (model: string, code: string) => ({
	...{ model, tier: 'low' },
	failed: { code, message: `${model} said: ${SAID}` },
});

for (const adapter of STORES) {
	need(...adapter.needs)(`what a run cost on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());

		const reserve = async (run: ClaimedRun, name: string, nano: number) =>
			expect(await claims.stores.budgets.reserve(run, run.rootId, name, nano)).toBe(true);
		const settle = async (run: ClaimedRun, name: string, nano: number, result: unknown) =>
			expect(await claims.stores.budgets.settle(run, run.rootId, name, nano, result)).toBe(true);

		async function costsOf({ rootId }: ClaimedRun): Promise<RunCosts> {
			const stored = await claims.stores.runs.costs(TENANT, rootId);
			return RunCosts.parse(toRunCosts(stored as StoredRunCosts));
		}

		/** Children as those that read calls, in this order. */
		async function children(parent: ClaimedRun, keys: string[]): Promise<ClaimedRun[]> {
			const requests = keys.map((key) => ({
				...{ id: crypto.randomUUID(), key },
				input: { call: { title: `Call with ${key}` }, transcript: 'reference' },
			}));
			await claims.stores.attempts.addChildren(parent, 'analyze-transcript', requests);
			return Promise.all(
				requests.map(async ({ id }) => {
					const claimed = await claims.stores.attempts.claim({ tenant: TENANT, runId: id, turn: 0 }, 'worker');
					return claimed as ClaimedRun;
				}),
			);
		}

		it('lists each try of each model, in order, with what became of it, and nothing of what was said', async () => {
			verifies('costs.every-call', 'costs.nothing-said');
			const root = await claims.begin({ budgetNano: DOLLAR });
			await reserve(root, 'read part 1 of 1 (prompt 2): model call 1', 900_000);
			await settle(root, 'read part 1 of 1 (prompt 2): model call 1', 0, failed('openai/a', 'vendor-rate-limited'));
			await reserve(root, 'read part 1 of 1 (prompt 2): model call 2', 800_000);
			await settle(root, 'read part 1 of 1 (prompt 2): model call 2', 195_000, answered('openai/b', { asked: 'high' }));
			await reserve(root, 'write the answer (prompt 1): model call 1', 700_000);
			const { entries, ...rest } = await costsOf(root);
			expect(entries.inAll).toBe(3);
			const [first, second, third] = entries.shown;
			expect(first).toMatchObject({
				...{ kind: 'model-call', name: 'read part 1 of 1 (prompt 2)', attempt: 1, outcome: 'failed', costUsd: 0 },
				...{ model: 'openai/a', error: { code: 'vendor-rate-limited', action: expect.any(String) } },
			});
			expect(second).toMatchObject({
				...{ attempt: 2, outcome: 'done', costUsd: 0.000195, model: 'openai/b', tier: 'low', moved: 'down' },
				tokens: { input: 900, cacheRead: 200, cacheWrite: 30, output: 100 },
			});
			expect(Date.parse(second?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(second?.startedAt ?? ''));
			expect(third).toMatchObject({ outcome: 'under-way', costUsd: 0.0007 });
			expect([third?.model, third?.endedAt]).toEqual([undefined, undefined]);
			expect(rest.budget).toEqual({ spentUsd: 0.000195, reservedUsd: 0.0007, allowedUsd: 1 });
			expect(rest.models).toEqual([
				{
					...{ model: 'openai/b', tries: 1, failed: 0, costUsd: 0.000195, failedUsd: 0 },
					tokens: { input: 900, cacheRead: 200, cacheWrite: 30, output: 100 },
				},
				{
					...{ model: 'openai/a', tries: 1, failed: 1, costUsd: 0, failedUsd: 0 },
					tokens: { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 },
				},
			]);
			expect(JSON.stringify({ entries, rest })).not.toContain('Petrova');
		});

		it('puts what children did after their parent, in the order of the children, each with its call', async () => {
			verifies('costs.whole-tree');
			const root = await claims.begin({ budgetNano: DOLLAR });
			const [a, b] = (await children(root, ['a', 'b'])) as [ClaimedRun, ClaimedRun];
			for (const run of [b, a, root]) {
				await reserve(run, 'read: model call 1', 1_000);
				await settle(run, 'read: model call 1', 500, answered('openai/a'));
			}
			const { children: states, entries, models } = await costsOf(root);
			expect(entries.shown.map(({ child }) => child)).toEqual([
				undefined,
				{ id: a.runId, kind: 'analyze-transcript', key: 'a', title: 'Call with a' },
				{ id: b.runId, kind: 'analyze-transcript', key: 'b', title: 'Call with b' },
			]);
			expect(states).toEqual([{ state: 'running', count: 2 }]);
			expect(models.map(({ tries, costUsd }) => [tries, costUsd])).toEqual([[3, 0.0000015]]);
		});

		it('tells what was known before, and what no model could be asked', async () => {
			verifies('costs.known-before');
			const root = await claims.begin({ budgetNano: DOLLAR });
			const [call] = (await children(root, ['a'])) as [ClaimedRun];
			await claims.stores.attempts.recordStep(call, 'answers known before', ['key one', 'key two']);
			const reading = { unread: [{ part: 3, code: 'budget-exceeded', message: SAID }] };
			await claims.stores.attempts.finish(call, { state: 'succeeded', value: { reading } });
			const { entries } = await costsOf(root);
			expect(entries.shown).toMatchObject([
				{ outcome: 'known', count: 2, costUsd: 0 },
				{ outcome: 'left-out', name: 'read part 3', costUsd: 0, error: { code: 'budget-exceeded' } },
			]);
			expect(JSON.stringify(entries)).not.toMatch(/Petrova|key one/);
		});

		it('counts a call whose attempt was cut off at all that was reserved, beside the one that came after', async () => {
			verifies('costs.sums');
			const root = await claims.begin({ budgetNano: DOLLAR });
			await reserve(root, 'read: model call 1', 1_000_000);
			const next = await claims.takeOver(root);
			await reserve(next, 'read: model call 1', 1_000_000);
			await settle(next, 'read: model call 1', 200_000, answered('openai/a'));
			const { entries, budget } = await costsOf(next);
			expect(entries.shown.map(({ outcome, costUsd }) => [outcome, costUsd])).toEqual([
				['unsettled', 0.001],
				['done', 0.0002],
			]);
			expect(budget).toMatchObject({ spentUsd: 0.0002, reservedUsd: 0.001 });
		});

		it('adds up, whatever was reserved, settled, failed and cut off by whom', async () => {
			verifies('costs.sums');
			const spend = fc.record({
				...{
					by: fc.nat(2),
					reserved: fc.integer({ min: 1, max: 1_000_000 }),
					used: fc.double({ min: 0, max: 1, noNaN: true }),
				},
				end: fc.constantFrom('answered', 'failed', 'other', 'open'),
			});
			const work = async (spends: { by: number; reserved: number; used: number; end: string }[]) => {
				const root = await claims.begin({ budgetNano: DOLLAR });
				const tree = [root, ...(await children(root, ['a', 'b']))];
				for (const [at, { by, reserved, used, end }] of spends.entries()) {
					const run = tree[by] as ClaimedRun;
					const name = `step ${at}${end === 'other' ? '' : ': model call 1'}`;
					await reserve(run, name, reserved);
					if (end === 'open') continue;
					const result = { answered: answered('m/a'), failed: failed('m/b', 'vendor-unavailable'), other: 'x' }[end];
					await settle(run, name, Math.floor(reserved * used), result);
				}
				const { budget, entries, models } = await costsOf(root);
				const nano = (usd: number) => Math.round(usd * DOLLAR);
				const sum = (list: { costUsd: number }[]) => list.reduce((total, { costUsd }) => total + nano(costUsd), 0);
				expect(entries.inAll).toBe(spends.length);
				expect(sum(entries.shown)).toBe(nano(budget.spentUsd) + nano(budget.reservedUsd));
				expect(sum(models)).toBe(sum(entries.shown.filter(({ model }) => model !== undefined)));
				expect(sum(entries.shown.filter(({ outcome }) => outcome === 'under-way'))).toBe(nano(budget.reservedUsd));
			};
			await fc.assert(fc.asyncProperty(fc.array(spend, { maxLength: 12 }), work), { numRuns: 15 });
		});

		it('shows at most 500 entries of a large tree, and counts all of them', async () => {
			verifies('costs.bounded');
			const root = await claims.begin({ budgetNano: DOLLAR });
			const calls = await children(
				root,
				Array.from({ length: 260 }, (_, at) => `call-${at}`),
			);
			for (const run of calls) {
				for (const part of [1, 2]) {
					await reserve(run, `read part ${part}: model call 1`, 1_000);
					await settle(run, `read part ${part}: model call 1`, 1_000, answered('openai/a'));
				}
			}
			const { entries, models, children: states } = await costsOf(root);
			expect([entries.inAll, entries.shown.length]).toEqual([520, 500]);
			expect(entries.shown.at(-1)).toMatchObject({ child: { key: 'call-249' }, name: 'read part 2' });
			expect(models).toMatchObject([{ tries: 520, costUsd: 0.00052 }]);
			expect(states).toEqual([{ state: 'running', count: 260 }]);
		});

		it('shows the inputs of a batch, those that failed first where there are many', async () => {
			const run = { ...newRun(), inputs: Array.from({ length: 120 }, () => ({ id: crypto.randomUUID(), input: {} })) };
			await claims.stores.runs.submit(TENANT, [run]);
			const last = run.inputs.at(-1)?.id ?? '';
			const claimed = await claims.stores.attempts.claim({ tenant: TENANT, runId: last, turn: 0 }, 'worker');
			const error = { code: 'call-unknown', message: 'There is no such call.', action: 'Look at its id.' };
			await claims.stores.attempts.finish(claimed as ClaimedRun, { state: 'failed', error });
			const { inputs } = toRunCosts((await claims.stores.runs.costs(TENANT, run.id)) as StoredRunCosts);
			expect([inputs.inAll, inputs.shown.length]).toEqual([120, 100]);
			expect(inputs.shown.at(-1)).toEqual({ index: 119, state: 'failed', error });
		});

		it('lists effects of which nobody knows, and what is missing', async () => {
			const root = await claims.begin();
			const { attempts, effects, runs } = claims.stores;
			await effects.intend(root, 'slack rep@acme 2026', 'message', { deadlineMs: 10, graceMs: 0 });
			await effects.unconfirmed(root, 'slack rep@acme 2026', 1, 'the chat could not be asked');
			const gap = { kind: 'call-failed', subject: '7', text: '“Intro” could not be analyzed.' };
			await attempts.finish(root, { state: 'succeeded', value: { gaps: [gap] } });
			const { gaps, unconfirmed } = toRunCosts((await runs.costs(TENANT, root.rootId)) as StoredRunCosts);
			expect(gaps).toEqual({ inAll: 1, shown: [gap] });
			expect(unconfirmed).toMatchObject({
				inAll: 1,
				shown: [{ key: 'slack rep@acme 2026', kind: 'message', reason: 'the chat could not be asked' }],
			});
		});

		it('shows nothing of another tenant, and no child by itself', async () => {
			verifies('costs.walls');
			const root = await claims.begin({ budgetNano: DOLLAR });
			const [child] = (await children(root, ['a'])) as [ClaimedRun];
			expect(await claims.stores.runs.costs('other', root.rootId)).toBeUndefined();
			expect(await claims.stores.runs.costs(TENANT, child.runId)).toBeUndefined();
			expect(await claims.stores.runs.costs(TENANT, 'unknown')).toBeUndefined();
		});
	});
}
