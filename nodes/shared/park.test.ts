import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { API_KEY, type Plan, succeed, useCoach } from '../../test/nodes/coach.ts';
import { verifies } from '../../test/verifies.ts';

need('n8n')('a node that hands its work over', () => {
	const coach = useCoach();

	describe('parked', () => {
		it('submits all items as one run, sleeps, and wakes with one item for each', async () => {
			verifies('node.park-and-callback');
			const items = [
				{ from: '2026-11-20', to: '2026-11-21' },
				{ from: '', to: '' },
			];
			const parameters = { from: '={{ $json.from }}', to: '={{ $json.to }}' };
			const { executionId, execution } = await coach.park({ items, parameters });
			const [submitted, ...others] = coach.engine.asked('POST /v1/runs');
			expect(others).toEqual([]);
			expect(submitted?.body).toMatchObject({
				kind: 'coach-day',
				inputs: [{ window: { from: '2026-11-20T00:00:00.000+01:00', to: '2026-11-21T00:00:00.000+01:00' } }, {}],
				connections: { calls: 'gong-main', chat: 'slack-main', crm: 'hubspot-main' },
				delivery: 'preview',
				deadlineSeconds: 15 * 60 - 90,
				callback: { url: expect.stringMatching(/^http:\/\/n8n\.test\/webhook-waiting\/\d+\?signature=/) },
			});
			expect(submitted?.headers.authorization).toBe(`Bearer ${API_KEY}`);
			expect(execution.outputs.After).toBeUndefined();

			coach.engine.end('run-1', 'succeeded', [succeed(0), succeed(1)]);
			const woken = await coach.knock(executionId, 'run-1');
			expect(woken.response).toEqual({ accepted: true });
			expect(woken.execution?.status).toBe('success');
			const output = woken.execution?.outputs.After?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => json.summary)).toEqual(['day 0', 'day 1']);
			expect(output[0]?.json.run).toEqual({
				id: 'run-1',
				state: 'succeeded',
				analysis: 'extractive',
				spentUsd: 0,
				unconfirmed: [],
			});
			const own = woken.execution?.outputs.Coach?.[0]?.[0] ?? [];
			expect(own.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		});

		it('takes no result from the callback: it collects it with its own credential', async () => {
			verifies('node.collects-itself');
			const { executionId } = await coach.park();
			coach.engine.end('run-1', 'succeeded', [succeed(0)]);
			const forged = { id: 'run-1', state: 'succeeded', results: [{ index: 0, value: { summary: 'forged' } }] };
			const { execution } = await coach.core.knock({ executionId, method: 'POST', body: forged });
			expect(execution?.outputs.After?.[0]?.[0]?.[0]?.json.summary).toBe('day 0');
			expect(coach.engine.asked('POST /v1/runs/run-1/collect')).toHaveLength(1);
			expect(coach.engine.asked('POST /v1/runs/run-1/collect')[0]?.headers.authorization).toBe(`Bearer ${API_KEY}`);
		});

		it('is not woken by the callback of another run, nor by one before the end', async () => {
			verifies('node.foreign-callback');
			const { executionId } = await coach.park();
			for (const id of ['run-2', undefined, { id: 'run-1' }, ['run-1']]) {
				const { response, execution } = await coach.knock(executionId, id);
				expect(response).toMatchObject({ accepted: false });
				expect(execution).toBeUndefined();
			}
			expect(coach.engine.asked('POST /v1/runs/run-1/collect')).toEqual([]);
			const early = await coach.knock(executionId, 'run-1');
			expect(early.response).toEqual({ accepted: false, reason: 'The run has not finished.' });
			expect(early.execution).toBeUndefined();
			coach.engine.end('run-1', 'succeeded', [succeed(0)]);
			expect((await coach.knock(executionId, 'run-1')).execution?.status).toBe('success');
		});

		it('sleeps on when the result cannot be collected, and wakes at the next callback', async () => {
			verifies('node.lost-collect');
			const { executionId } = await coach.park();
			coach.engine.end('run-1', 'succeeded', [succeed(0)]);
			coach.engine.answerOnce('POST /v1/runs/run-1/collect', 'cut');
			const failed = await coach.knock(executionId, 'run-1');
			expect(failed.response).toMatchObject({ accepted: false });
			expect(failed.execution).toBeUndefined();
			expect((await coach.knock(executionId, 'run-1')).execution?.status).toBe('success');
		});

		it('wakes only the node that waits: a repeated callback of the first is refused while the second sleeps', async () => {
			verifies('node.foreign-callback');
			const first = coach.plan();
			const second = { ...first.nodes[0], id: 'node-2', name: 'Again' };
			const connections = {
				Coach: { main: [[{ node: 'Again', type: 'main', index: 0 }]] },
				Again: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
			};
			const chain = {
				...first,
				nodes: [first.nodes[0], second, { ...first.nodes[1], id: 'node-3' }],
				connections,
			} as Plan;
			await coach.core.execute(chain);
			coach.engine.end('run-1', 'succeeded', [succeed(1)]);
			const { execution } = await coach.knock(chain.executionId, 'run-1');
			expect(execution?.status).toBe('waiting');
			expect(execution?.lastNodeExecuted).toBe('Again');
			expect(coach.engine.asked('POST /v1/runs')).toHaveLength(2);

			const repeated = await coach.knock(chain.executionId, 'run-1');
			expect(repeated.response).toMatchObject({ accepted: false });
			expect(repeated.execution).toBeUndefined();
			expect(coach.engine.asked('POST /v1/runs/run-2/collect')).toEqual([]);
			coach.engine.end('run-2', 'succeeded', [succeed(2)]);
			const woken = await coach.knock(chain.executionId, 'run-2');
			expect(woken.execution?.outputs.After?.[0]?.[0]?.[0]?.json.summary).toBe('day 2');
		});

		it('tells who asks by GET which run it waits for, and sleeps on', async () => {
			const { executionId } = await coach.park();
			const { response, execution } = await coach.core.knock({ executionId, method: 'GET' });
			expect(response).toEqual({ waiting: true, run: 'run-1' });
			expect(execution).toBeUndefined();
			expect(coach.engine.asked('POST /v1/runs/run-1/collect')).toEqual([]);
		});

		it('fails when no answer comes, or puts out an error item', async () => {
			verifies('node.no-answer');
			const stopped = await coach.park();
			const expired = await coach.core.expire({ executionId: stopped.executionId });
			expect(expired.status).toBe('error');
			expect(expired.error?.message).toBe('Sophia did not answer in time');
			expect(expired.outputs.After).toBeUndefined();

			const goingOn = await coach.park({ node: { onError: 'continueRegularOutput' } });
			const continued = await coach.core.expire({ executionId: goingOn.executionId });
			expect(continued.status).toBe('success');
			expect(continued.outputs.After?.[0]?.[0]?.[0]?.json).toEqual({ error: 'Sophia did not answer in time' });
		});

		it('wakes the execution where the engine sees n8n', async () => {
			const credential = { address: `${coach.engine.address}/`, apiKey: API_KEY, n8nAddress: 'http://127.0.0.1:5678/' };
			await coach.park({ plan: { credential } });
			const { url } = coach.engine.asked('POST /v1/runs')[0]?.body.callback ?? {};
			expect(url).toMatch(/^http:\/\/127\.0\.0\.1:5678\/webhook-waiting\/\d+\?signature=/);
		});
	});

	describe('where an execution cannot sleep', () => {
		const settings = { executionOrder: 'v1' };
		const CHAT = '@n8n/n8n-nodes-langchain.chatTrigger';
		const webhook = {
			id: 'node-0',
			name: 'Webhook',
			type: 'test.webhook',
			typeVersion: 1,
			position: [0, 0],
			parameters: { responseMode: 'lastNode' },
		};
		const places: Array<[string, () => Plan]> = [
			['in a sub-workflow', () => coach.plan({ plan: { mode: 'integrated' } })],
			['in `n8n execute`', () => coach.plan({ plan: { mode: 'cli' } })],
			['as a tool', () => coach.plan({ node: { type: 'n8n-nodes-sophia.salesCoachTool' } })],
			['under execution order v0', () => coach.plan({ plan: { settings: { ...settings, executionOrder: 'v0' } } })],
			['behind a webhook that answers with the last node', () => behind(webhook)],
			['behind a chat, which does so too', () => behind({ ...webhook, type: CHAT, parameters: {} })],
		];

		function behind(trigger: Record<string, unknown>): Plan {
			const started = coach.plan({ plan: { mode: 'webhook' } });
			const toCoach = { Webhook: { main: [[{ node: 'Coach', type: 'main', index: 0 }]] } };
			return {
				...started,
				nodes: [trigger, ...started.nodes],
				connections: { ...started.connections, ...toCoach },
			};
		}

		it.each(places)('%s it waits until the run has ended, not while it only waits', async (_, make) => {
			verifies('node.cannot-sleep');
			const polled = coach.engine.next('GET /v1/runs/run-1');
			const executing = coach.core.execute(make());
			await polled;
			const polledAgain = coach.engine.next('GET /v1/runs/run-1');
			coach.engine.end('run-1', 'waiting');
			await polledAgain;
			coach.engine.end('run-1', 'succeeded', [succeed(0)]);
			const execution = await executing;
			expect(execution.status).toBe('success');
			expect(execution.outputs.After?.[0]?.[0]?.[0]?.json.summary).toBe('day 0');
			expect(coach.engine.asked('POST /v1/runs')[0]?.body.callback).toBeUndefined();
			expect(coach.engine.asked('GET /v1/runs/run-1')[0]?.query).toEqual({ wait: '30s' });
			expect(coach.engine.asked('POST /v1/runs/run-1/collect')).toHaveLength(1);
		});

		it('goes on waiting through an engine that restarts', async () => {
			coach.engine.answerOnce('GET /v1/runs/run-1', 'cut');
			coach.engine.answerOnce('GET /v1/runs/run-1', { status: 503, body: {} });
			coach.engine.endAtOnce = succeed;
			const execution = await coach.core.execute(coach.plan({ plan: { mode: 'integrated' } }));
			expect(execution.status).toBe('success');
		});

		it('cancels the run when the execution is cancelled', async () => {
			verifies('node.cancel');
			const started = coach.plan({ plan: { mode: 'integrated' } });
			const polled = coach.engine.next('GET /v1/runs/run-1');
			const cancelled = coach.engine.next('POST /v1/runs/run-1/cancel');
			const executing = coach.core.execute(started);
			await polled;
			await coach.core.cancel({ executionId: started.executionId });
			expect((await cancelled).headers.authorization).toBe(`Bearer ${API_KEY}`);
			expect((await executing).outputs.After).toBeUndefined();
		});
	});

	describe('the idempotency key', () => {
		verifies('node.one-run-per-turn');

		const keys = () => coach.engine.asked('POST /v1/runs').map(({ headers }) => headers['idempotency-key']);

		it('is the same when the node is tried again in one execution', async () => {
			coach.engine.answerOnce('POST /v1/runs', { status: 500, body: {} });
			const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
			await coach.park({ node });
			expect(keys()).toHaveLength(2);
			expect(new Set(keys()).size).toBe(1);
		});

		it('is the same when the answer to the submission was lost, and starts one run', async () => {
			coach.engine.answerOnce('POST /v1/runs', 'cut');
			await coach.park();
			expect(keys()).toHaveLength(2);
			expect(new Set(keys()).size).toBe(1);
		});

		it('differs for another execution, node, workflow, and for an execution of the same id after a new start', async () => {
			const executionId = '7';
			await coach.core.execute(coach.plan({ plan: { executionId } }));
			await coach.core.execute(coach.plan({ plan: { executionId } }));
			await coach.core.execute(coach.plan({ plan: { executionId: '8' } }));
			await coach.core.execute(coach.plan({ plan: { executionId, resumeToken: 'token' } }));
			await coach.core.execute(coach.plan({ plan: { executionId, resumeToken: 'token', workflowId: 'workflow-2' } }));
			await coach.core.execute(coach.plan({ plan: { executionId, resumeToken: 'token' }, node: { id: 'node-9' } }));
			await coach.core.execute(coach.plan({ plan: { executionId, resumeToken: 'token' } }));
			expect(new Set(keys()).size).toBe(6);
			expect(keys()[6]).toBe(keys()[3]);
		});

		it('differs for each turn of a loop', async () => {
			coach.engine.endAtOnce = succeed;
			const started = coach.plan({ plan: { mode: 'integrated' } });
			const connections = { ...started.connections, After: { main: [[{ node: 'Coach', type: 'main', index: 0 }]] } };
			const executing = coach.core.execute({ ...started, connections });
			while (keys().length < 3) await coach.engine.next('POST /v1/runs');
			await coach.core.cancel({ executionId: started.executionId });
			await executing;
			expect(new Set(keys().slice(0, 3)).size).toBe(3);
		});
	});
});
