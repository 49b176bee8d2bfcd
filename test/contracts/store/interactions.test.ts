/** The interaction log, the same on every store: what was asked of teams, what it cost, and what people say about it. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createEraseStore } from '../../../engine/adapters/store/shared/erase.ts';
import { createInteractions } from '../../../engine/adapters/store/shared/interactions.ts';
import { Interaction } from '../../../engine/contract/interaction.ts';
import type { Interactions } from '../../../engine/ports/interactions.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { claimsOn, newRun } from '../runs/claimed.ts';

const USAGE = { inputTokens: 900, cacheReadTokens: 200, cacheWriteTokens: 30, outputTokens: 100, costUsd: 0.0002 };

for (const adapter of STORES) {
	need(...adapter.needs)(`the interaction log on ${adapter.name}`, () => {
		let store: OpenStore;
		let log: Interactions;

		beforeAll(async () => {
			store = await adapter.open();
			log = createInteractions(store.database);
		});
		afterAll(() => store?.close());

		/** A team that was asked, with one model call; `value`: what came of it. */
		async function asked(tenant: string, team: string, task: string, value: unknown): Promise<string> {
			const { stores } = claimsOn(store.database, tenant);
			const id = crypto.randomUUID();
			const input = { team, task, sessionId: 'jo' };
			const run = { ...newRun(), id, kind: 'run-team', inputs: [{ id: crypto.randomUUID(), input }], budgetNano: 1e9 };
			await stores.runs.submit(tenant, [run]);
			const attempt = await stores.attempts.claim({ tenant, runId: id, turn: 0 }, `worker of ${id}`);
			if (!attempt) throw new Error('There was nothing to claim.');
			const name = '1 Ann: turn 1: model call 1';
			await stores.budgets.reserve(attempt, id, name, 500_000);
			await stores.budgets.settle(attempt, id, name, 200_000, { model: 'one/small', generation: { usage: USAGE } });
			await stores.attempts.recordStep(attempt, '1 begun', { at: 1, teams: [] });
			await stores.attempts.finish(attempt, { state: 'succeeded', value });
			return id;
		}

		it('has request, result, time, tokens, cost and outcome of each task, for its tenant alone', async () => {
			verifies('teams.interaction-log', 'store.same-answers', 'walls.row-level-security');
			const id = await asked('log-a', 'Pair', 'What of Acme?', { answer: 'Renewed.', complete: true });
			await asked('log-b', 'Pair', 'What of others?', { answer: 'Secret.', complete: true });
			const { interactions, next } = await log.list('log-a', { limit: 10 });
			expect(next).toBeUndefined();
			expect(interactions).toEqual([
				{
					...{
						id,
						runId: id,
						team: 'Pair',
						task: 'What of Acme?',
						sessionId: 'jo',
						state: 'succeeded',
						complete: true,
					},
					...{ answer: 'Renewed.', modelCalls: 1, tokens: { input: 1_130, output: 100 }, costUsd: 0.0002 },
					...{ at: expect.any(String), latencyMs: expect.any(Number) },
				},
			]);
			expect(Interaction.parse(interactions[0])).toEqual(interactions[0]);
		});

		it('keeps the last word on an answer; of what is not there, or not one’s own, nothing', async () => {
			verifies('teams.interaction-feedback');
			const id = await asked('rate', 'Pair', 'What?', { answer: 'That.', complete: false });
			expect(await log.rate('rate', id, { rating: 'bad', comment: 'No proof.' })).toBe(true);
			expect(await log.rate('rate', id, { rating: 'good' })).toBe(true);
			expect(await log.rate('other', id, { rating: 'bad' })).toBe(false);
			expect(await log.rate('rate', crypto.randomUUID(), { rating: 'bad' })).toBe(false);
			const [one] = (await log.list('rate', { limit: 1 })).interactions;
			expect(one?.feedback).toEqual({ rating: 'good', at: expect.any(String) });
		});

		it('is read page by page, newest first, also of one team alone', async () => {
			const ids: string[] = [];
			for (let at = 0; at < 5; at += 1)
				ids.unshift(await asked('pages', at === 2 ? 'Other' : 'Pair', `task ${at}`, {}));
			const read: string[] = [];
			for (let after: string | undefined, page = 0; page < 5; page += 1) {
				const { interactions, next } = await log.list('pages', { limit: 2, ...(after ? { after } : {}) });
				read.push(...interactions.map(({ id }) => id));
				if (!next) break;
				after = next;
			}
			expect([...read].sort()).toEqual([...ids].sort());
			expect(new Set(read).size).toBe(5);
			const other = await log.list('pages', { team: 'Other', limit: 10 });
			expect(other.interactions.map(({ task }) => task)).toEqual(['task 2']);
			await expect(log.list('pages', { after: 'bm90aGluZw', limit: 1 })).rejects.toMatchObject({ code: 'bad-request' });
		});

		it('goes with its run when its person or its tenant is erased', async () => {
			const id = await asked('gone', 'Pair', 'What of jo@acme.com?', {});
			await log.rate('gone', id, { rating: 'good' });
			await createEraseStore(store.database).person('gone', 'jo@acme.com');
			expect((await log.list('gone', { limit: 10 })).interactions).toEqual([]);
			const left = await store.database.system((query) =>
				query<{ count: number }>(`select count(*)::int as count from interaction_feedback where run_id = $1`, [id]),
			);
			expect(left[0]?.count ?? 0).toBe(0);
		});
	});
}
