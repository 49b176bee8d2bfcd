/** Teams at work over HTTP, from the request to the result and the log, in an engine as people run it, on every store. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { InteractionList, TeamMode, TeamSource } from '../../../engine/contract/index.ts';
import { need } from '../../need.ts';
import { startShippedServices } from '../../servers/mcp/shipped.ts';
import { ENGINE_STORES, resultOf, startTeamEngine, type TeamEngine } from '../../teams/team-engine.ts';
import { member } from '../../teams/team-world.ts';
import { TASK, works } from '../../teams/working-model.ts';
import { verifies } from '../../verifies.ts';

const teamOf = (mode: TeamMode, budgetUsd = 0.2): TeamSource => ({
	...{ name: 'RenewalDesk', description: 'Prepares renewals.', mode, limits: { budgetUsd } },
	members: [member('Ann'), member('Bob')],
});

let services: Awaited<ReturnType<typeof startShippedServices>> | undefined;
beforeAll(async () => {
	services = await startShippedServices();
});
afterAll(() => services?.remove());

for (const store of ENGINE_STORES) {
	need(...store.needs)(`teams in an engine on ${store.name}`, () => {
		let engine: TeamEngine;

		beforeAll(async () => {
			engine = await startTeamEngine(store, { SERVICES_FILE: services?.file });
		});
		beforeEach(() => {
			engine.openAi.requests.length = 0;
			engine.openAi.script(works);
		});
		afterAll(() => engine?.close());

		const keep = async (team: TeamSource) =>
			expect((await engine.ask('PUT', `/v1/teams/${team.name}`, team)).status).toBe(200);

		it.each(['coordinate', 'collaborate', 'route', 'tasks'] as const)('work as the mode %s says', async (mode) => {
			verifies('teams.own', 'teams.over-http');
			await keep(teamOf(mode));
			const ended = await engine.run({ team: 'RenewalDesk', task: TASK });
			expect(ended).toMatchObject({ state: 'succeeded', analysis: 'generative' });
			const value = resultOf(ended);
			expect(value).toMatchObject({ mode, complete: true, notDone: [] });
			expect(value.answer).toContain('Acme is there. [1]');
			expect(value.evidence[0]).toMatchObject({ quote: TASK, result: 'request' });
			expect(value.costUsd).toBeCloseTo(ended.spentUsd, 9);
			expect(value.used.modelCalls).toBe(engine.openAi.requests.length);
		});

		it.each([
			['the team', 0.0001, {}, {}, 0.0001, 0],
			['the team, for some of its work', 0.0005, {}, {}, 0.0005, 1],
			['the request', 0.2, { limits: { budgetUsd: 0.0001 } }, { budgetUsd: 5 }, 0.0001, 0],
			['the run', 0.2, { limits: { budgetUsd: 0.1 } }, { budgetUsd: 0.0001 }, 0.0001, 0],
			['the team, whatever the request would like', 0.0001, { limits: { budgetUsd: 3 } }, { budgetUsd: 5 }, 0.0001, 0],
		])('spend no more dollars than %s allows', async (_, budgetUsd, input, more, allowedUsd, leastCalls) => {
			verifies('teams.budget-capped');
			await keep(teamOf('collaborate', budgetUsd));
			const ended = await engine.run({ team: 'RenewalDesk', task: TASK, ...input }, more);
			const costs = await engine.ask<{ budget: { allowedUsd: number } }>('GET', `/v1/runs/${ended.id}/costs`);
			expect(costs.body.budget.allowedUsd).toBe(allowedUsd);
			expect(ended.spentUsd).toBeLessThanOrEqual(allowedUsd);
			const modelCalls = engine.openAi.requests.length;
			expect(modelCalls).toBeGreaterThanOrEqual(leastCalls);
			expect(resultOf(ended)).toMatchObject({ complete: false, stoppedBy: 'budgetUsd', used: { modelCalls } });
		});

		it('reach the services of the host, and say which tools nobody has', async () => {
			verifies('teams.services-in-engine');
			const value = resultOf(await engine.run({ team: 'SophiaOrchestrator', task: TASK }));
			expect(value.missingTools.map(({ tool }) => tool)).toEqual(expect.arrayContaining(['web-search']));
			expect(value.missingTools.map(({ tool }) => tool)).not.toContain('github.*');
			const routed = value.members.find((one) => one.member === 'ServiceRouter');
			expect(routed?.toolCalls[0]).toMatchObject({
				state: 'done',
				tool: expect.stringMatching(/^(research|context|github|business|agents)\./),
			});
		});

		it('do without a model what their tools can, and say so', async () => {
			verifies('teams.without-a-model');
			const ended = await engine.run({ team: 'ResearchTeam', task: TASK }, { connections: {} });
			expect(ended).toMatchObject({ state: 'succeeded', analysis: 'extractive', spentUsd: 0 });
			expect(resultOf(ended).answer).toMatch(/^Without a model/);
			expect(engine.openAi.requests).toEqual([]);
		});

		it('are logged with what they cost, and rated, for their tenant alone', async () => {
			verifies('teams.interaction-log', 'teams.interaction-feedback');
			const { ask } = engine;
			const list = () => ask<InteractionList>('GET', '/v1/interactions?limit=200');
			const { interactions } = (await list()).body;
			const one = interactions.find(({ team, modelCalls }) => team === 'SophiaOrchestrator' && modelCalls > 0);
			expect(one).toMatchObject({ task: TASK, state: 'succeeded', tokens: { input: expect.any(Number) } });
			const rate = `/v1/interactions/${one?.id}/feedback`;
			expect((await ask('POST', rate, { rating: 'good' }, 'other')).status).toBe(404);
			expect((await ask('POST', rate, { rating: 'fine' })).status).toBe(400);
			expect((await ask('POST', rate, { rating: 'good' })).status).toBe(200);
			expect((await ask('GET', '/v1/interactions', undefined, 'other')).body).toEqual({ interactions: [] });
			const again = (await list()).body.interactions;
			expect(again.find(({ id }) => id === one?.id)?.feedback).toMatchObject({ rating: 'good' });
			expect((await ask('GET', `/v1/runs/${one?.runId}`, undefined, 'other')).status).toBe(404);
		});
	});
}
