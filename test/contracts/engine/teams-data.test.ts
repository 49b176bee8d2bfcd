/** Teams as data over HTTP: kept, shown, hidden and removed, and what is refused before anything begins, on every store. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { Team, type TeamSource, type TeamSummary } from '../../../engine/contract/index.ts';
import { need } from '../../need.ts';
import { ENGINE_STORES, MODELS, startTeamEngine, type TeamEngine } from '../../teams/team-engine.ts';
import { member } from '../../teams/team-world.ts';
import { works } from '../../teams/working-model.ts';
import { verifies } from '../../verifies.ts';

const YAML = `
name: RenewalDesk
description: Prepares renewals.
mode: coordinate
limits: { budgetUsd: 0.2 }
members:
  - { name: Ann, role: finds out, instructions: Find out. }
  - { name: Bob, role: doubts, instructions: Doubt it. }
`;

/** With everything that a team can say. */
const WHOLE: TeamSource = {
	...{ name: 'AccountDesk', description: 'Looks after “große” accounts 😀.', mode: 'coordinate', tier: 'high' },
	...{ instructions: 'Be brief:\n- no {places}\n- 50 %\\ of it', leader: 'Ann', reviewer: 'Cyn' },
	members: [
		member('Ann', { tier: 'low' }),
		member('Bob', {
			tools: ['sql-analyzer', { name: 'hubspot-note', approval: 'required' }],
			...{ services: ['github'], teams: ['ResearchTeam'], memory: 'account_memory', when: ['renew*'] },
		}),
		member('Cyn', { memory: 'redis' }),
		{ team: 'UIUXTeam', role: 'draws', when: ['page'] },
	] as TeamSource['members'],
	limits: { budgetUsd: 0.25, modelCalls: 7, toolCalls: 0, seconds: 20, depth: 2 },
};

const refusal = { error: { code: '' } };

for (const store of ENGINE_STORES) {
	need(...store.needs)(`the data of teams on ${store.name}`, () => {
		let engine: TeamEngine;
		let ask: TeamEngine['ask'];

		beforeAll(async () => {
			engine = await startTeamEngine(store);
			({ ask } = engine);
			await ask('PUT', '/v1/teams/TheirDesk', { ...WHOLE, name: 'TheirDesk' }, 'other');
		});
		beforeEach(() => {
			engine.openAi.requests.length = 0;
			engine.openAi.script(works);
		});
		afterAll(() => engine?.close());

		const listed = async (tenant?: string) =>
			(await ask<{ teams: TeamSummary[] }>('GET', '/v1/teams', undefined, tenant)).body.teams;

		it('is kept from YAML, listed first, and nobody else’s', async () => {
			verifies('teams.own', 'teams.over-http');
			expect((await ask('PUT', '/v1/teams/RenewalDesk', YAML)).status).toBe(200);
			const teams = await listed();
			expect(teams[0]).toMatchObject({ name: 'RenewalDesk', own: true, members: ['Ann', 'Bob'] });
			expect(teams).toHaveLength(6);
			expect((await listed('other')).map(({ name }) => name)).not.toContain('RenewalDesk');
			expect((await ask('GET', '/v1/teams/RenewalDesk', undefined, 'other')).status).toBe(404);
			expect((await ask('DELETE', '/v1/teams/RenewalDesk', undefined, 'other')).status).toBe(404);
			expect((await ask('GET', '/v1/teams/RenewalDesk')).status).toBe(200);
			expect((await ask('DELETE', '/v1/teams/RenewalDesk')).status).toBe(200);
			expect((await ask('GET', '/v1/teams/RenewalDesk')).status).toBe(404);
		});

		it('may be as large in YAML as in JSON, with its comments, and no larger', async () => {
			verifies('teams.over-http');
			const long = YAML.replace('members:', `# ${'why '.repeat(12_000)}\nmembers:`);
			expect((await ask('PUT', '/v1/teams/RenewalDesk', long)).status).toBe(200);
			const longer = YAML.replace('members:', `# ${'why '.repeat(40_000)}\nmembers:`);
			const refused = await ask<typeof refusal>('PUT', '/v1/teams/RenewalDesk', longer);
			expect([refused.status, refused.body.error.code]).toEqual([413, 'body-too-large']);
			await ask('DELETE', '/v1/teams/RenewalDesk');
		});

		it('is kept from JSON and comes back whole, and what came back can be kept again', async () => {
			verifies('teams.own', 'teams.over-http');
			const kept = await ask<Team>('PUT', '/v1/teams/AccountDesk', WHOLE);
			expect([kept.status, kept.body]).toEqual([200, Team.parse(WHOLE)]);
			const shown = (await ask<Team>('GET', '/v1/teams/AccountDesk')).body;
			expect(shown).toEqual(kept.body);
			const again = await ask<Team>('PUT', '/v1/teams/AccountDesk', { ...shown, description: 'Changed.' });
			expect(again.status).toBe(200);
			expect((await ask<Team>('GET', '/v1/teams/AccountDesk')).body).toEqual({ ...shown, description: 'Changed.' });
			expect((await ask('DELETE', '/v1/teams/AccountDesk')).status).toBe(200);
		});

		it('hides the team of its name that came with the engine, for its tenant alone, until it is removed', async () => {
			verifies('teams.own', 'teams.over-http');
			const of = async (tenant?: string) => (await ask<Team>('GET', '/v1/teams/UIUXTeam', undefined, tenant)).body;
			const shipped = await of();
			const own = Team.parse({ ...WHOLE, name: 'UIUXTeam', members: [member('Ann'), member('Cyn'), member('Dan')] });
			expect((await ask('PUT', '/v1/teams/UIUXTeam', own)).status).toBe(200);
			expect(await of()).toEqual(own);
			const named = (teams: TeamSummary[]) => teams.filter(({ name }) => name === 'UIUXTeam');
			expect(named(await listed())).toMatchObject([{ own: true, members: ['Ann', 'Cyn', 'Dan'] }]);
			expect(await of('other')).toEqual(shipped);
			expect(named(await listed('other'))).toMatchObject([{ own: false, members: ['UIGenerator', 'UXOptimizer'] }]);
			expect((await ask('DELETE', '/v1/teams/UIUXTeam', undefined, 'other')).status).toBe(404);
			expect(await of()).toEqual(own);
			expect((await ask('DELETE', '/v1/teams/UIUXTeam')).status).toBe(200);
			expect(await of()).toEqual(shipped);
			expect(named(await listed())).toMatchObject([{ own: false }]);
			// What came with the engine stays.
			expect((await ask('DELETE', '/v1/teams/UIUXTeam')).status).toBe(404);
			expect(await of()).toEqual(shipped);
		});

		it.each([
			['an unknown field', `${YAML}membrs: []\n`, 'team-not-valid', 'did you mean \\"members\\"?'],
			[
				...['an unknown tool', YAML.replace('role: doubts', 'tools: [sql-analizer], role: doubts')],
				...['team-not-valid', 'did you mean \\"sql-analyzer\\"?'],
			],
			[
				...['another name than the address', YAML.replace('RenewalDesk', 'Other')],
				...['bad-request', 'but the address says'],
			],
			['an unknown field in JSON', { ...WHOLE, name: 'RenewalDesk', limit: {} }, 'team-not-valid', '\\"limits\\"?'],
			[
				...['itself as a member', { ...WHOLE, name: 'RenewalDesk', members: [{ team: 'RenewalDesk' }] }],
				...['team-not-valid', 'is a cycle of teams'],
			],
		] as [string, string | object, string, string][])(
			'with %s is refused, and nothing of it is kept',
			async (_, team, code, words) => {
				verifies('teams.yaml-fields');
				const before = await listed();
				const { status, body } = await ask<typeof refusal>('PUT', '/v1/teams/RenewalDesk', team);
				expect([status, body.error.code]).toEqual([400, code]);
				expect(JSON.stringify(body)).toContain(words);
				expect(await listed()).toEqual(before);
			},
		);

		let tenants = 0;
		/** With a model that could be asked. */
		async function newTenant(): Promise<string> {
			tenants += 1;
			await engine.addTenant(`wary-${tenants}`, { model: true });
			return `wary-${tenants}`;
		}
		const good = { kind: 'run-team', inputs: [{ team: 'ResearchTeam', task: 'x' }], connections: MODELS };
		const withInput = (input: object) => ({ ...good, inputs: [...good.inputs, input] });
		it.each([
			[
				...['an unknown team', withInput({ team: 'ResearchTeem', task: 'x' }), 404, 'team-unknown'],
				...['did you mean \\"ResearchTeam\\"?'],
			],
			['a team of another tenant', withInput({ team: 'TheirDesk', task: 'x' }), 404, 'team-unknown', 'TheirDesk'],
			[
				...['an unknown field', withInput({ team: 'ResearchTeam', task: 'x', tasks: 'y' }), 400, 'bad-request'],
				...['did you mean \\"task\\"?'],
			],
			['no task', withInput({ team: 'ResearchTeam', task: ' ' }), 400, 'bad-request', 'inputs[1].task'],
			[
				...['too large a context', withInput({ team: 'ResearchTeam', task: 'x', context: 'y'.repeat(110_000) })],
				...[400, 'bad-request', '100 KiB'],
			],
			[
				...['a limit that is none', withInput({ team: 'ResearchTeam', task: 'x', limits: { depth: 0 } })],
				...[400, 'bad-request', 'inputs[1].limits.depth'],
			],
			[
				...['an unknown connection', { ...good, connections: { ...MODELS, crm: 'hubspot-main' } }],
				...[404, 'connection-unknown', 'connections.crm'],
			],
			[
				...['one good task and an unknown team', [good, { ...good, inputs: [{ team: 'Nobody', task: 'x' }] }]],
				...[404, 'team-unknown', '[1].inputs[0].team'],
			],
		] as [string, object, number, string, string][])(
			'of a request with %s is refused, and nothing is started',
			async (_, request, status, code, words) => {
				verifies('teams.bad-requests');
				const wary = await newTenant();
				const refused = await ask<typeof refusal>('POST', '/v1/runs', request, wary);
				expect([refused.status, refused.body.error.code]).toEqual([status, code]);
				expect(JSON.stringify(refused.body)).toContain(words);
				expect((await ask('GET', '/v1/interactions', undefined, wary)).body).toEqual({ interactions: [] });
				// All that was ever written for this tenant.
				const { erased } = await engine.operations.erase({ tenant: wary, what: { of: 'tenant' } });
				const kept = Object.entries(erased).filter(([, rows]) => rows > 0);
				expect(Object.fromEntries(kept)).toEqual({ tenants: 1, api_keys: 1, connections: 1 });
				expect(engine.openAi.requests).toEqual([]);
			},
		);

		it('of a good request starts what the refused ones did not', async () => {
			verifies('teams.bad-requests');
			const wary = await newTenant();
			const begun = await ask<{ id: string }>('POST', '/v1/runs', good, wary);
			await ask('GET', `/v1/runs/${begun.body.id}?wait=60s`, undefined, wary);
			expect(engine.openAi.requests).not.toEqual([]);
			const { erased } = await engine.operations.erase({ tenant: wary, what: { of: 'tenant' } });
			expect(erased).toMatchObject({ runs: 1 });
		});
	});
}
