/** What the members of a team used, on every store: from the names and times of steps, and nothing of what was said. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { RunCosts } from '../../../engine/contract/run-costs.ts';
import type { StoredRunCosts } from '../../../engine/ports/run-store.ts';
import { toRunCosts } from '../../../engine/runs/costs.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { type Claims, claimsOn, newRun, TENANT } from './claimed.ts';

for (const adapter of STORES) {
	need(...adapter.needs)(`teams at work on ${adapter.name}`, () => {
		let store: OpenStore;
		let claims: Claims;

		beforeAll(async () => {
			store = await adapter.open();
			claims = claimsOn(store.database);
		});
		afterAll(() => store?.close());

		it('used tools and waited for people, each with who, when and how it ended', async () => {
			verifies('teams.timeline', 'store.same-answers');
			const { stores } = claims;
			const run = {
				...newRun(),
				kind: 'run-team',
				inputs: [{ id: crypto.randomUUID(), input: { team: 'Pair', task: 'x' } }],
			};
			await stores.runs.submit(TENANT, [run]);
			const attempt = await stores.attempts.claim({ tenant: TENANT, runId: run.id, turn: 0 }, 'worker of teams');
			if (!attempt) throw new Error('There was nothing to claim.');
			const record = (name: string, result: unknown) => stores.attempts.recordStep(attempt, name, result);
			const noon = Date.parse('2026-11-20T12:00:00Z');
			await record('1 begun', { at: noon, teams: [] });
			await record('1-1-1 Ann: tool 1-1 search', { text: 'a secret', at: noon, ms: 1_500 });
			await record('1-1-1 Ann: tool 1-2 gh.find', {
				failed: { code: 'tool-failed', message: 'a secret' },
				at: noon + 1,
				ms: 2,
			});
			await record('1-1-2 Bob: tool 1-1 note: asked', noon + 10);
			await record('1-1-2 Bob: tool 1-1 note: answered', noon + 60_010);
			await record('1-1-2 Bob: tool 1-1 note: outcome', {
				state: 'unconfirmed',
				reason: 'a secret',
				at: noon + 60_011,
				ms: 9,
			});
			await record('1-1-2 Bob: tool 2-1 note: asked', noon + 70_000);
			await stores.attempts.finish(attempt, {
				state: 'succeeded',
				value: {
					...{ stoppedBy: 'seconds', missingTools: [{ tool: 'web-search', reason: 'a secret' }] },
					notDone: [{ what: 'a secret', why: 'a secret' }],
					members: [
						{
							member: 'Ann',
							toolCalls: [
								...[1, 2].map(() => ({ tool: 'note', state: 'shown', asked: 'a secret' })),
								{ tool: 'search', state: 'refused', code: 'tool-refused', answered: 'a secret' },
								{ tool: 'search', state: 'done', answered: 'a secret' },
							],
						},
						{ member: 'Bob' },
					],
				},
			});
			const costs = RunCosts.parse(toRunCosts((await stores.runs.costs(TENANT, run.id)) as StoredRunCosts));
			const moment = (ms: number) => new Date(noon + ms).toISOString();
			const ann = { place: '1-1-1', member: 'Ann', index: 0, kind: 'use' };
			const bob = { place: '1-1-2', member: 'Bob', index: 0, tool: 'note' };
			expect(costs.teamwork).toEqual({
				uses: {
					inAll: 5,
					shown: [
						{ ...ann, tool: 'search', state: 'done', startedAt: moment(0), endedAt: moment(1_500) },
						{ ...ann, tool: 'gh.find', state: 'failed', code: 'tool-failed', startedAt: moment(1), endedAt: moment(3) },
						{ ...bob, kind: 'wait', state: 'done', startedAt: moment(10), endedAt: moment(60_010) },
						{ ...bob, kind: 'use', state: 'unconfirmed', startedAt: moment(60_011), endedAt: moment(60_020) },
						{ ...bob, kind: 'wait', state: 'open', startedAt: moment(70_000) },
					],
				},
				ended: [
					{
						...{ index: 0, stoppedBy: 'seconds', missingTools: ['web-search'], notDone: 1 },
						notUsed: [
							{ member: 'Ann', tool: 'note', state: 'shown', count: 2 },
							{ member: 'Ann', tool: 'search', state: 'refused', code: 'tool-refused', count: 1 },
						],
					},
				],
			});
			expect(JSON.stringify(costs)).not.toContain('secret');
			expect(await stores.runs.costs('other', run.id)).toBeUndefined();
		});
	});
}
