import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { AGENT_TYPE, API_KEY, type Setting, teamResult, useAgent } from '../../test/nodes/agent.ts';
import { verifies } from '../../test/verifies.ts';

need('n8n')('Sophia Agent', () => {
	const agent = useAgent();
	const asked = () => agent.engine.asked('POST /v1/runs')[0]?.body;

	describe('what is asked for', () => {
		it('is a task for each item, in one run, with context, session and limits of each', async () => {
			verifies('teams.node-batch');
			await agent.park({
				items: [
					{ account: 'acme.com', user: 'jo@acme.com' },
					{ account: 'halden.no', user: '' },
				],
				parameters: {
					team: '={{ $json.user ? "RenewalDesk" : "ResearchTeam" }}',
					task: '=How is {{ $json.account }} doing?',
					contextFrom: 'item',
					sessionId: '={{ $json.user }}',
					limits: { modelCalls: '={{ $json.user ? 5 : 6 }}', seconds: 30 },
					models: ['openai-main'],
					budgetUsd: 0.4,
				},
			});
			expect(agent.engine.asked('POST /v1/runs')).toHaveLength(1);
			expect(asked()).toMatchObject({
				kind: 'run-team',
				inputs: [
					{
						...{ team: 'RenewalDesk', task: 'How is acme.com doing?', sessionId: 'jo@acme.com' },
						context: { account: 'acme.com', user: 'jo@acme.com' },
						...{ limits: { modelCalls: 5, seconds: 30 }, approval: 'as-declared' },
					},
					{ team: 'ResearchTeam', task: 'How is halden.no doing?', limits: { modelCalls: 6, seconds: 30 } },
				],
				connections: { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main', models: ['openai-main'] },
				...{ delivery: 'preview', budgetUsd: 0.4, deadlineSeconds: 810 },
			});
			expect(asked().inputs[1]).not.toHaveProperty('sessionId');
		});

		it('takes no connection where none is there or wanted, and JSON as context', async () => {
			agent.engine.connections = [];
			await agent.park({
				parameters: {
					...{ contextFrom: 'json', context: '={{ JSON.stringify({ stage: "won" }) }}' },
					...{ delivery: 'send', approval: 'writes', options: { resend: 'again' } },
				},
			});
			expect(asked()).toMatchObject({ connections: {}, delivery: 'send', resend: 'again' });
			expect(asked().inputs).toEqual([
				{ team: 'ResearchTeam', task: 'Find it out.', context: { stage: 'won' }, approval: 'writes' },
			]);
		});

		const refusals: Array<[string, Setting, string]> = [
			[
				'an empty task, naming the item',
				{ items: [{ t: 'x' }, {}], parameters: { task: '={{ $json.t }}' } },
				'The task is empty [item 1]',
			],
			['a task that is too long', { parameters: { task: 'x'.repeat(20_001) } }, 'The task has 20001 characters'],
			[
				'a context that is too large',
				{ items: [{ x: 'y'.repeat(102_500) }], parameters: { contextFrom: 'item' } },
				'The context has 101 KiB of JSON',
			],
			['a context that is no JSON', { parameters: { contextFrom: 'json', context: '{' } }, 'The context is not JSON'],
			[
				'a limit that is no number',
				{ parameters: { limits: { seconds: '={{ "soon" }}' } } },
				'The limit "seconds" is not a whole number from 1 to 86400: soon',
			],
			['a limit that no team has', { parameters: { limits: { depth: 7 } } }, 'is not a whole number from 1 to 6: 7'],
			['an empty team', { parameters: { team: '={{ "" }}' } }, 'The team is empty'],
			[
				'a session of signs that none has',
				{ parameters: { sessionId: 'jo+n8n@acme.com' } },
				'The session ID holds other signs: jo+n8n@acme.com',
			],
			['only-me without a recipient', { parameters: { delivery: 'only-me' } }, 'The recipient is empty'],
			[
				'days that nobody waits',
				{ parameters: { options: { waitForPeopleDays: 31 } } },
				'"Wait for People (Days)" is not a number',
			],
		];
		it.each(refusals)('refuses %s', async (_, setting, message) => {
			verifies('teams.node-bad-input');
			const { status, error } = await agent.core.execute(agent.plan(setting));
			expect(status).toBe('error');
			expect(`${error?.message} [item ${error?.context.itemIndex}]`).toContain(message);
			expect(agent.engine.asked('POST /v1/runs')).toEqual([]);
		});
	});

	it('lists the teams of the engine with what they are for', async () => {
		verifies('teams.node-list');
		expect(await agent.core.options({ method: 'teams', plan: agent.plan() })).toEqual([
			{
				name: 'RenewalDesk (Your Own)',
				value: 'RenewalDesk',
				description: expect.stringMatching(/^Prepares renewals\. \(coordinate: Ann, Bob\)$/),
			},
			{
				name: 'ResearchTeam',
				value: 'ResearchTeam',
				description: expect.stringMatching(/^Researches\. \(collaborate: WebResearcher\)$/),
			},
		]);
	});

	it('puts out each item with its result beside what it brought, also its files', async () => {
		verifies('teams.node-output');
		const items = [{ id: 7, agentResult: 'of before' }, { id: 8 }];
		const binaries = [{ data: { fileName: 'a.txt', mimeType: 'text/plain', data: 'YQ==' } }];
		const { executionId } = await agent.park({ items, binaries });
		const results = ['Renewed.', 'Left.'].map((answer) => ({ state: 'succeeded', value: teamResult(answer) }));
		agent.engine.end('run-1', 'succeeded', results, { spentUsd: 0.02, page: 'https://sophia.test/runs/run-1' });
		const { execution } = await agent.knock(executionId, 'run-1');
		const out = execution?.outputs.After?.[0]?.[0] ?? [];
		expect(
			out.map(({ json, pairedItem }) => [json.id, (json.agentResult as { answer: string }).answer, pairedItem]),
		).toEqual([
			[7, 'Renewed.', { item: 0 }],
			[8, 'Left.', { item: 1 }],
		]);
		expect(Object.keys(out[0]?.json ?? {})).toEqual(['id', 'agentResult']);
		expect(out[0]?.json.agentResult).toMatchObject({
			...{ complete: true, analysis: 'generative', used: { modelCalls: 3 } },
			run: { id: 'run-1', spentUsd: 0.02, page: 'https://sophia.test/runs/run-1' },
		});
		expect(out[0]?.binary?.data).toMatchObject({ fileName: 'a.txt' });
		expect(execution?.text).not.toContain(API_KEY);
	});

	it('a failed item is an error item where the node goes on, and fails it where it stops', async () => {
		const results = [
			{ state: 'succeeded', value: teamResult('Renewed.') },
			{ state: 'failed', error: { code: 'team-unknown', message: 'There is no team "X".', action: 'Choose one.' } },
		];
		const outcome = async (node: Record<string, unknown>) => {
			const { executionId } = await agent.park({ items: [{ id: 1 }, { id: 2 }], node });
			const run = `run-${agent.engine.asked('POST /v1/runs').length}`;
			agent.engine.end(run, 'succeeded', results);
			return (await agent.knock(executionId, run)).execution;
		};
		const on = await outcome({ onError: 'continueRegularOutput' });
		expect(on?.outputs.After?.[0]?.[0]?.[1]?.json).toMatchObject({
			error: 'There is no team "X".',
			details: { code: 'team-unknown' },
		});
		const stopped = await outcome({});
		expect(stopped).toMatchObject({ status: 'error', error: { message: 'There is no team "X".' } });
	});

	it('an item that cannot be sent is an error item where the node goes on, and the others are done', async () => {
		verifies('teams.node-bad-input');
		const items = [{ user: 'jo' }, { user: 'jo+n8n' }, { user: 'ada' }];
		const setting = {
			items,
			node: { onError: 'continueRegularOutput' },
			parameters: { sessionId: '={{ $json.user }}' },
		};
		const { executionId } = await agent.park(setting);
		expect(asked().inputs.map(({ sessionId }: { sessionId: string }) => sessionId)).toEqual(['jo', 'ada']);
		const results = ['One.', 'Two.'].map((answer) => ({ state: 'succeeded', value: teamResult(answer) }));
		agent.engine.end('run-1', 'succeeded', results);
		const { execution } = await agent.knock(executionId, 'run-1');
		const out = execution?.outputs.After?.[0]?.[0]?.map(
			({ json }) => json.error ?? (json.agentResult as { answer: string }).answer,
		);
		expect(out).toEqual(['One.', 'The session ID holds other signs: jo+n8n', 'Two.']);
	});

	it('sleeps longer than its deadline where a person may be asked, and the engine’s deadline stays', async () => {
		verifies('teams.node-waits');
		const days = async (waitForPeopleDays: number) => {
			const before = Date.now();
			const { execution } = await agent.park({ parameters: { options: { deadlineMinutes: 10, waitForPeopleDays } } });
			return Math.round((Date.parse(execution.waitTill ?? '') - before) / 60_000);
		};
		expect(await days(0)).toBe(10);
		expect(await days(2)).toBe(2 * 24 * 60 + 10);
		expect(agent.engine.asked('POST /v1/runs').map(({ body }) => body.deadlineSeconds)).toEqual([510, 510]);
	});

	describe('an approval', () => {
		const item = { run: { id: 'run-7' }, question: { id: 'q-1' } };
		const answerOf = async (parameters: Record<string, unknown>) => {
			const path = 'POST /v1/runs/run-7/questions/q-1/answer';
			agent.engine.answerOnce(path, { status: 200, body: { id: 'q-1', state: 'answered' } });
			const given = { resource: 'approval', operation: 'answer', ...parameters };
			const { outputs, error } = await agent.core.execute(agent.plan({ items: [item], parameters: given }));
			expect(error).toBeUndefined();
			return [agent.engine.asked(path)[0]?.body, outputs.After?.[0]?.[0]?.[0]?.json];
		};

		it.each([
			[
				{ decision: 'yes', by: 'ada@acme.com' },
				{ answer: 'yes', by: 'ada@acme.com' },
			],
			[
				{ decision: 'no', reason: 'Not yet.' },
				{ answer: 'no', reason: 'Not yet.' },
			],
			[
				{ decision: 'edit', input: '{"text": "Hello"}' },
				{ answer: 'edit', input: { text: 'Hello' } },
			],
		])('is answered: %j', async (parameters, body) => {
			verifies('teams.node-approval');
			const [sent, out] = await answerOf(parameters);
			expect(sent).toEqual(body);
			expect(out).toEqual({ ...item, approval: { id: 'q-1', state: 'answered' } });
		});

		it('that somebody else has answered fails the node with what happened', async () => {
			const refusal = { error: { code: 'question-answered', message: 'It was answered.', action: 'Look.' } };
			agent.engine.answerOnce('POST /v1/runs/run-7/questions/q-1/answer', { status: 409, body: refusal });
			const parameters = { resource: 'approval', operation: 'answer', decision: 'yes' };
			const { status, error } = await agent.core.execute(agent.plan({ items: [item], parameters }));
			expect([status, error?.message]).toEqual(['error', 'It was answered.']);
		});
	});

	it('can be a tool of an agent', async () => {
		verifies('teams.node-tool');
		expect((await agent.core.description(AGENT_TYPE)).usableAsTool).toBe(true);
	});
});
