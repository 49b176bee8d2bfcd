/** Teams over HTTP, from their data to the result and the log, in an engine as people run it, with the services of a host. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InteractionList, RunResult, TeamResult, TeamSummary } from '../../../engine/contract/index.ts';
import { startOpenAi } from '../../../engine/sandbox/models/openai.ts';
import type { ModelRequest, Scripted } from '../../../engine/sandbox/models/script.ts';
import { MODEL_KEY, type ModelServer } from '../../../engine/sandbox/models/server.ts';
import { keepAnswers } from '../../logs/kept.ts';
import { need } from '../../need.ts';
import { startShippedServices } from '../../servers/mcp/shipped.ts';
import { type RedisServer, startRedis } from '../../servers/redis.ts';
import { verifies } from '../../verifies.ts';
import { type EngineHome, makeEngineHome, type RunningEngine } from './engine-process.ts';

const TEAM = `
name: RenewalDesk
description: Prepares renewals.
mode: MODE
limits: { budgetUsd: 0.2 }
members:
  - { name: Ann, role: finds out, instructions: Find out. }
  - { name: Bob, role: doubts, instructions: Doubt it. }
`;

need('redis')('teams in an engine', () => {
	let redis: RedisServer;
	let openAi: ModelServer;
	let services: Awaited<ReturnType<typeof startShippedServices>>;
	let home: EngineHome;
	let engine: RunningEngine;
	const keys: Record<string, string> = {};

	beforeAll(async () => {
		[redis, openAi, services] = await Promise.all([
			startRedis(),
			startOpenAi({ script: works }),
			startShippedServices(),
		]);
		keepAnswers(openAi);
		home = await makeEngineHome({ REDIS_URL: redis.url, SERVICES_FILE: services.file });
		engine = await home.serve();
		for (const tenant of ['acme', 'other']) {
			await home.run(['tenant', 'create', tenant]);
			keys[tenant] = (await home.run(['key', 'create', '--tenant', tenant])).out.trim();
		}
		const add = ['connection', 'add', 'openai', '--tenant', 'acme', '--name', 'main'];
		await home.run([...add, '--address', `${openAi.origin}/v1`], { input: `${MODEL_KEY}\n` });
	});
	afterAll(async () => {
		await home?.remove();
		await Promise.all([redis?.remove(), openAi?.close(), services?.remove()]);
	});

	async function ask<Body>(method: string, path: string, body?: unknown, tenant = 'acme') {
		const type = typeof body === 'string' ? 'application/yaml' : 'application/json';
		const response = await fetch(`${engine.address}${path}`, {
			method,
			headers: { authorization: `Bearer ${keys[tenant]}`, ...(body === undefined ? {} : { 'content-type': type }) },
			...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		return { status: response.status, body: (await response.json()) as Body };
	}

	async function run(input: object, more: object = {}): Promise<RunResult> {
		const request = { kind: 'run-team', inputs: [input], connections: { models: ['openai-main'] }, ...more };
		const { status, body } = await ask<{ id: string }>('POST', '/v1/runs', request);
		expect([status, JSON.stringify(body)]).toEqual([202, expect.any(String)]);
		return (await ask<RunResult>('GET', `/v1/runs/${body.id}?wait=60s`)).body;
	}
	const resultOf = ({ results }: RunResult) => results[0]?.value as unknown as TeamResult;

	describe('of one’s own', () => {
		it('are kept from YAML, listed first, worked with in each mode, and nobody else’s', async () => {
			verifies('teams.own', 'teams.over-http');
			for (const mode of ['coordinate', 'collaborate', 'route', 'tasks'] as const) {
				const put = await ask('PUT', '/v1/teams/RenewalDesk', TEAM.replace('MODE', mode));
				expect(put.status).toBe(200);
				const ended = await run({ team: 'RenewalDesk', task: 'What of Acme?' });
				expect(ended).toMatchObject({ state: 'succeeded', analysis: 'generative' });
				const value = resultOf(ended);
				expect(value).toMatchObject({ mode, complete: true, notDone: [] });
				expect(value.answer).toContain('Acme is there. [1]');
				expect(value.evidence[0]).toMatchObject({ quote: 'What of Acme?', result: 'request' });
				expect(value.costUsd).toBeCloseTo(ended.spentUsd, 9);
			}
			const { teams } = (await ask<{ teams: TeamSummary[] }>('GET', '/v1/teams')).body;
			expect(teams[0]).toMatchObject({ name: 'RenewalDesk', own: true, members: ['Ann', 'Bob'] });
			expect(teams).toHaveLength(6);
			expect((await ask('GET', '/v1/teams/RenewalDesk', undefined, 'other')).status).toBe(404);
			expect((await ask('DELETE', '/v1/teams/RenewalDesk', undefined, 'other')).status).toBe(404);
			expect((await ask('DELETE', '/v1/teams/RenewalDesk')).status).toBe(200);
		});

		it.each([
			[
				'an unknown field',
				`${TEAM.replace('MODE', 'route')}membrs: []\n`,
				'team-not-valid',
				'did you mean \\"members\\"?',
			],
			[
				'an unknown tool',
				TEAM.replace('MODE', 'route').replace('role: doubts', 'tools: [sql-analizer], role: doubts'),
				'team-not-valid',
				'did you mean \\"sql-analyzer\\"?',
			],
			[
				'another name than the address',
				TEAM.replace('MODE', 'route').replace('RenewalDesk', 'Other'),
				'bad-request',
				'but the address says',
			],
		])('with %s are refused', async (_, yaml, code, words) => {
			const { status, body } = await ask<{ error: { code: string } }>('PUT', '/v1/teams/RenewalDesk', yaml);
			expect([status, body.error.code]).toEqual([400, code]);
			expect(JSON.stringify(body)).toContain(words);
		});
	});

	it.each([
		['an unknown team', { team: 'ResearchTeem', task: 'x' }, 404, 'team-unknown', 'did you mean \\"ResearchTeam\\"?'],
		[
			'an unknown field',
			{ team: 'ResearchTeam', task: 'x', tasks: 'y' },
			400,
			'bad-request',
			'did you mean \\"task\\"?',
		],
		['no task', { team: 'ResearchTeam', task: ' ' }, 400, 'bad-request', 'inputs[0].task'],
		[
			'too large a context',
			{ team: 'ResearchTeam', task: 'x', context: 'y'.repeat(110_000) },
			400,
			'bad-request',
			'100 KiB',
		],
	])('a request with %s is refused, and nothing is started', async (_, input, status, code, words) => {
		verifies('teams.bad-requests');
		const request = { kind: 'run-team', inputs: [input], connections: {} };
		const refused = await ask<{ error: { code: string } }>('POST', '/v1/runs', request);
		expect([refused.status, refused.body.error.code]).toEqual([status, code]);
		expect(JSON.stringify(refused.body)).toContain(words);
	});

	it('allow no run more dollars than the team may spend', async () => {
		verifies('teams.budget-capped');
		await ask('PUT', '/v1/teams/RenewalDesk', TEAM.replace('MODE', 'collaborate'));
		const ended = await run(
			{ team: 'RenewalDesk', task: 'What of Acme?', limits: { budgetUsd: 0.0001 } },
			{ budgetUsd: 5 },
		);
		const costs = await ask<{ budget: { allowedUsd: number } }>('GET', `/v1/runs/${ended.id}/costs`);
		expect(costs.body.budget.allowedUsd).toBe(0.0001);
		expect(resultOf(ended).complete).toBe(false);
	});

	it('reach the services of the host, and say which tools nobody has', async () => {
		verifies('teams.services-in-engine');
		const ended = await run({ team: 'SophiaOrchestrator', task: 'What of Acme?' });
		const value = resultOf(ended);
		expect(value.missingTools.map(({ tool }) => tool)).toEqual(expect.arrayContaining(['web-search']));
		expect(value.missingTools.map(({ tool }) => tool)).not.toContain('github.*');
		const routed = value.members.find(({ member }) => member === 'ServiceRouter');
		expect(routed?.toolCalls[0]).toMatchObject({
			state: 'done',
			tool: expect.stringMatching(/^(research|context|github|business|agents)\./),
		});
	});

	it('do without a model what their tools can, and say so', async () => {
		verifies('teams.without-a-model');
		const ended = await run({ team: 'ResearchTeam', task: 'What of Acme?' }, { connections: {} });
		expect(ended).toMatchObject({ state: 'succeeded', analysis: 'extractive', spentUsd: 0 });
		expect(resultOf(ended).answer).toMatch(/^Without a model/);
	});

	it('are logged with what they cost, and rated, for their tenant alone', async () => {
		verifies('teams.interaction-log', 'teams.interaction-feedback');
		const { interactions } = (await ask<InteractionList>('GET', '/v1/interactions?limit=200')).body;
		const one = interactions.find(({ team, modelCalls }) => team === 'SophiaOrchestrator' && modelCalls > 0);
		expect(one).toMatchObject({ task: 'What of Acme?', state: 'succeeded', tokens: { input: expect.any(Number) } });
		const rate = `/v1/interactions/${one?.id}/feedback`;
		expect((await ask('POST', rate, { rating: 'good' }, 'other')).status).toBe(404);
		expect((await ask('POST', rate, { rating: 'fine' })).status).toBe(400);
		expect((await ask('POST', rate, { rating: 'good' })).status).toBe(200);
		expect((await ask<InteractionList>('GET', '/v1/interactions', undefined, 'other')).body).toEqual({
			interactions: [],
		});
		const again = (await ask<InteractionList>('GET', '/v1/interactions?limit=200')).body.interactions;
		expect(again.find(({ id }) => id === one?.id)?.feedback).toMatchObject({ rating: 'good' });
		expect((await ask('GET', `/v1/runs/${one?.runId}`, undefined, 'other')).status).toBe(404);
	});
});

type Sent = {
	messages: { role: string; content: string }[];
	tools?: { function: { name: string; parameters: { properties?: Record<string, unknown>; required?: string[] } } }[];
	response_format?: { json_schema?: { name?: string } };
};

/** A model that does its part: hands work to everybody, uses the first tool it has, and quotes the request. */
function works({ body }: ModelRequest): Scripted {
	const { messages, tools = [], response_format: format } = body as unknown as Sent;
	const turn = messages.filter(({ role }) => role === 'assistant').length + 1;
	const text = messages.map(({ content }) => content).join('\n');
	const answer = 'Acme is there. [request: "What of Acme?"]';
	const say = (words: string): Scripted => ({ kind: 'say', text: words, counts: { input: 900, output: 100 } });
	const shaped: Record<string, object> = {
		merged: { answer, disagreements: [] },
		chosen: { member: 'Ann', why: 'she finds out' },
		verdict: { verdict: 'accept', reasons: [] },
		plan: text.includes('(done, ')
			? { add: [], drop: [], answer }
			: { add: [{ id: 'a', member: 'Ann', task: 'Find out.', after: [] }], drop: [], answer: '' },
	};
	const shape = shaped[format?.json_schema?.name ?? ''];
	if (shape) return say(JSON.stringify(shape));
	const [tool] = tools;
	if (!tool || turn > 1) return say(answer);
	const delegate = tools.find((one) => one.function.name === 'delegate');
	const names = (delegate?.function.parameters.properties?.member as { enum: string[] } | undefined)?.enum ?? [];
	const own = tools.find((one) => one.function.name !== 'delegate');
	const filled = Object.fromEntries((own?.function.parameters.required ?? []).map((name) => [name, 'Acme']));
	const calls = own
		? [{ name: own.function.name, arguments: JSON.stringify(filled) }]
		: names.map((member) => ({ name: 'delegate', arguments: JSON.stringify({ member, task: 'Find out.' }) }));
	return {
		kind: 'say',
		toolCalls: calls.map((call, at) => ({ id: `call-${at}`, ...call })),
		counts: { input: 900, output: 50 },
	};
}
