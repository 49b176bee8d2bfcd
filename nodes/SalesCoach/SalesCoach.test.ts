import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { type Core, type Item, type Plan, startCore } from '../../test/nodes/core-process.ts';
import { type StubEngine, startStubEngine } from '../../test/nodes/stub-engine.ts';
import { verifies } from '../../test/verifies.ts';

const API_KEY = 'sk_sophia_never-to-be-seen';
const FAILURE = { code: 'vendor-refused', message: 'Gong said no.', action: 'Read the reason that is named.' };
const succeed = (index: number) => ({ state: 'succeeded', value: { summary: `day ${index}` } });

let core: Core;
let engine: StubEngine;
let lastExecution = 100;

type Setting = {
	parameters?: Record<string, unknown>;
	items?: Record<string, unknown>[];
	node?: Record<string, unknown>;
	plan?: Partial<Plan>;
};

/** One Sales Coach, and behind it a node that hands on what it gets. */
function plan({ parameters, items = [{}], node, plan: more }: Setting = {}): Plan {
	lastExecution += 1;
	const coach = {
		id: 'node-1',
		name: 'Coach',
		type: 'n8n-nodes-sophia.salesCoach',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource: 'day', operation: 'coach', ...parameters },
		credentials: { sophiaApi: { id: '1', name: 'Sophia' } },
		...node,
	};
	const after = {
		id: 'node-2',
		name: 'After',
		type: 'test.passOn',
		typeVersion: 1,
		position: [200, 0],
		parameters: {},
	};
	const connected = [{ node: 'After', type: 'main', index: 0 }];
	return {
		executionId: String(lastExecution),
		workflowId: 'workflow-1',
		mode: 'trigger',
		nodes: [coach, after],
		connections: { Coach: { main: [connected] } },
		settings: { executionOrder: 'v1', timezone: 'Europe/Berlin' },
		credential: { address: engine.address, apiKey: API_KEY },
		start: 'Coach',
		items: items.map((json, index): Item => ({ json, pairedItem: { item: index } })),
		...more,
	};
}

need('n8n')('Sophia Sales Coach in n8n', () => {
	beforeAll(async () => {
		core = await startCore();
	}, 60_000);
	afterAll(() => core.stop());
	beforeEach(async () => {
		engine = await startStubEngine();
	});
	afterEach(async () => await engine.stop());

	/** Parks an execution; returns its id and the id of its run. */
	async function park(setting: Setting = {}) {
		const started = plan(setting);
		const execution = await core.execute(started);
		expect(execution.status).toBe('waiting');
		return { executionId: started.executionId, runId: 'run-1', execution, plan: started };
	}

	const knock = (executionId: string, id: unknown) => core.knock({ executionId, method: 'POST', body: { id } });

	describe('parked', () => {
		it('submits all items as one run, sleeps, and wakes with one item for each', async () => {
			verifies('node.park-and-callback');
			const items = [
				{ from: '2026-11-20', to: '2026-11-21' },
				{ from: '', to: '' },
			];
			const parameters = { from: '={{ $json.from }}', to: '={{ $json.to }}' };
			const { executionId, execution } = await park({ items, parameters });
			const [submitted, ...others] = engine.asked('POST /v1/runs');
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

			engine.end('run-1', 'succeeded', [succeed(0), succeed(1)]);
			const woken = await knock(executionId, 'run-1');
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
			const { executionId } = await park();
			engine.end('run-1', 'succeeded', [succeed(0)]);
			const forged = { id: 'run-1', state: 'succeeded', results: [{ index: 0, value: { summary: 'forged' } }] };
			const { execution } = await core.knock({ executionId, method: 'POST', body: forged });
			expect(execution?.outputs.After?.[0]?.[0]?.[0]?.json.summary).toBe('day 0');
			expect(engine.asked('POST /v1/runs/run-1/collect')).toHaveLength(1);
			expect(engine.asked('POST /v1/runs/run-1/collect')[0]?.headers.authorization).toBe(`Bearer ${API_KEY}`);
		});

		it('is not woken by the callback of another run, nor by one before the end', async () => {
			verifies('node.foreign-callback');
			const { executionId } = await park();
			for (const id of ['run-2', undefined, { id: 'run-1' }, ['run-1']]) {
				const { response, execution } = await knock(executionId, id);
				expect(response).toMatchObject({ accepted: false });
				expect(execution).toBeUndefined();
			}
			expect(engine.asked('POST /v1/runs/run-1/collect')).toEqual([]);
			const early = await knock(executionId, 'run-1');
			expect(early.response).toEqual({ accepted: false, reason: 'The run has not finished.' });
			expect(early.execution).toBeUndefined();
			engine.end('run-1', 'succeeded', [succeed(0)]);
			expect((await knock(executionId, 'run-1')).execution?.status).toBe('success');
		});

		it('sleeps on when the result cannot be collected, and wakes at the next callback', async () => {
			verifies('node.lost-collect');
			const { executionId } = await park();
			engine.end('run-1', 'succeeded', [succeed(0)]);
			engine.answerOnce('POST /v1/runs/run-1/collect', 'cut');
			const failed = await knock(executionId, 'run-1');
			expect(failed.response).toMatchObject({ accepted: false });
			expect(failed.execution).toBeUndefined();
			expect((await knock(executionId, 'run-1')).execution?.status).toBe('success');
		});

		it('wakes only the node that waits: a repeated callback of the first is refused while the second sleeps', async () => {
			verifies('node.foreign-callback');
			const first = plan();
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
			await core.execute(chain);
			engine.end('run-1', 'succeeded', [succeed(1)]);
			const { execution } = await knock(chain.executionId, 'run-1');
			expect(execution?.status).toBe('waiting');
			expect(execution?.lastNodeExecuted).toBe('Again');
			expect(engine.asked('POST /v1/runs')).toHaveLength(2);

			const repeated = await knock(chain.executionId, 'run-1');
			expect(repeated.response).toMatchObject({ accepted: false });
			expect(repeated.execution).toBeUndefined();
			engine.end('run-2', 'succeeded', [succeed(2)]);
			const woken = await knock(chain.executionId, 'run-2');
			expect(woken.execution?.outputs.After?.[0]?.[0]?.[0]?.json.summary).toBe('day 2');
		});

		it('tells who asks by GET which run it waits for, and sleeps on', async () => {
			const { executionId } = await park();
			const { response, execution } = await core.knock({ executionId, method: 'GET' });
			expect(response).toEqual({ waiting: true, run: 'run-1' });
			expect(execution).toBeUndefined();
			expect(engine.asked('POST /v1/runs/run-1/collect')).toEqual([]);
		});

		it('fails when no answer comes, or puts out an error item', async () => {
			verifies('node.no-answer');
			const stopped = await park();
			const expired = await core.expire({ executionId: stopped.executionId });
			expect(expired.status).toBe('error');
			expect(expired.error?.message).toBe('Sophia did not answer in time');
			expect(expired.outputs.After).toBeUndefined();

			const goingOn = await park({ node: { onError: 'continueRegularOutput' } });
			const continued = await core.expire({ executionId: goingOn.executionId });
			expect(continued.status).toBe('success');
			expect(continued.outputs.After?.[0]?.[0]?.[0]?.json).toEqual({ error: 'Sophia did not answer in time' });
		});

		it('wakes the execution where the engine sees n8n', async () => {
			const credential = { address: `${engine.address}/`, apiKey: API_KEY, n8nAddress: 'http://127.0.0.1:5678/' };
			await park({ plan: { credential } });
			const { url } = engine.asked('POST /v1/runs')[0]?.body.callback ?? {};
			expect(url).toMatch(/^http:\/\/127\.0\.0\.1:5678\/webhook-waiting\/\d+\?signature=/);
		});
	});

	describe('failed items', () => {
		verifies('node.items-in-place');

		const items = [{ n: 0 }, { n: 1 }, { n: 2 }];
		const results = [succeed(0), { state: 'failed', error: FAILURE }, succeed(2)];
		const errorJson = { error: 'Gong said no.', details: FAILURE };

		for (const [how, mode] of [
			['parked', 'trigger'],
			['inline', 'integrated'],
		] as const) {
			async function finish(node: Record<string, unknown>) {
				const started = plan({ items, node, plan: { mode } });
				const polled = engine.next('GET /v1/runs/run-1');
				const executing = core.execute(started);
				await (mode === 'integrated' ? polled : executing);
				engine.end('run-1', 'succeeded', results);
				if (mode === 'integrated') return await executing;
				const { execution } = await knock(started.executionId, 'run-1');
				if (!execution) throw new Error('The execution did not wake.');
				return execution;
			}

			it(`${how}: become error items in their place where the node continues`, async () => {
				const execution = await finish({ onError: 'continueRegularOutput' });
				expect(execution.status).toBe('success');
				const output = execution.outputs.Coach?.[0]?.[0] ?? [];
				expect(output.map(({ json }) => json.summary ?? json)).toEqual(['day 0', errorJson, 'day 2']);
				expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
			});

			it(`${how}: go to the error output where there is one`, async () => {
				const execution = await finish({ onError: 'continueErrorOutput' });
				const [good, bad] = execution.outputs.Coach?.[0] ?? [];
				expect(good?.map(({ json }) => json.summary)).toEqual(['day 0', 'day 2']);
				expect(bad?.map(({ json }) => json)).toEqual([expect.objectContaining(errorJson)]);
			});

			it(`${how}: fail the node where it stops, with what to do and the code`, async () => {
				const execution = await finish({});
				expect(execution.status).toBe('error');
				expect(execution.error).toMatchObject({
					name: 'NodeOperationError',
					message: 'Gong said no.',
					description: 'Read the reason that is named. (vendor-refused, item 1)',
					context: { itemIndex: 1, code: 'vendor-refused' },
				});
				expect(execution.outputs.After).toBeUndefined();
			});
		}

		it('an item the engine would refuse leaves the others alone where the node continues', async () => {
			const badItem = [{ id: '111' }, { id: '' }, { id: '333' }];
			const parameters = { resource: 'call', callId: '={{ $json.id }}' };
			const { executionId } = await park({ items: badItem, parameters, node: { onError: 'continueRegularOutput' } });
			expect(engine.asked('POST /v1/runs')[0]?.body.inputs).toEqual([{ callId: '111' }, { callId: '333' }]);
			engine.end('run-1', 'succeeded', [succeed(0), succeed(1)]);
			const { execution } = await knock(executionId, 'run-1');
			const output = execution?.outputs.Coach?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => json.summary ?? json.error)).toEqual(['day 0', 'The call id is empty', 'day 1']);
			expect(output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		});

		it('a run that reached its deadline fails and shows what it had', async () => {
			const { executionId } = await park({ node: { onError: 'continueRegularOutput' } });
			const error = { code: 'run-timed-out', message: 'The run reached its deadline.', action: 'Give it more time.' };
			engine.end('run-1', 'timed-out', [{ state: 'timed-out', value: { summary: 'half a day' }, error }]);
			const { execution } = await knock(executionId, 'run-1');
			expect(execution?.outputs.After?.[0]?.[0]?.[0]?.json).toEqual({
				error: 'The run reached its deadline.',
				details: { ...error, partial: { summary: 'half a day' } },
			});
		});

		it('a run that ended without results fails every item', async () => {
			const { executionId } = await park({ items, node: { onError: 'continueRegularOutput' } });
			engine.end('run-1', 'cancelled');
			const { execution } = await knock(executionId, 'run-1');
			const output = execution?.outputs.Coach?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => (json.details as { code: string }).code)).toEqual(
				items.map(() => 'run-cancelled'),
			);
		});
	});

	describe('where an execution cannot sleep', () => {
		const settings = { executionOrder: 'v1' };
		const webhook = {
			id: 'node-0',
			name: 'Webhook',
			type: 'test.webhook',
			typeVersion: 1,
			position: [0, 0],
			parameters: { responseMode: 'lastNode' },
		};
		const places: Array<[string, () => Plan]> = [
			['in a sub-workflow', () => plan({ plan: { mode: 'integrated' } })],
			['in `n8n execute`', () => plan({ plan: { mode: 'cli' } })],
			['as a tool', () => plan({ node: { type: 'n8n-nodes-sophia.salesCoachTool' } })],
			['under execution order v0', () => plan({ plan: { settings: { ...settings, executionOrder: 'v0' } } })],
			[
				'behind a webhook that answers with the last node',
				() => {
					const started = plan({ plan: { mode: 'webhook' } });
					const toCoach = { Webhook: { main: [[{ node: 'Coach', type: 'main', index: 0 }]] } };
					return {
						...started,
						nodes: [webhook, ...started.nodes],
						connections: { ...started.connections, ...toCoach },
					};
				},
			],
		];

		it.each(places)('%s it waits until the run has ended, not while it only waits', async (_, make) => {
			verifies('node.cannot-sleep');
			const polled = engine.next('GET /v1/runs/run-1');
			const executing = core.execute(make());
			await polled;
			const polledAgain = engine.next('GET /v1/runs/run-1');
			engine.end('run-1', 'waiting');
			await polledAgain;
			engine.end('run-1', 'succeeded', [succeed(0)]);
			const execution = await executing;
			expect(execution.status).toBe('success');
			expect(execution.outputs.After?.[0]?.[0]?.[0]?.json.summary).toBe('day 0');
			expect(engine.asked('POST /v1/runs')[0]?.body.callback).toBeUndefined();
			expect(engine.asked('GET /v1/runs/run-1')[0]?.query).toEqual({ wait: '30s' });
			expect(engine.asked('POST /v1/runs/run-1/collect')).toHaveLength(1);
		});

		it('goes on waiting through an engine that restarts', async () => {
			engine.answerOnce('GET /v1/runs/run-1', 'cut');
			engine.answerOnce('GET /v1/runs/run-1', { status: 503, body: {} });
			engine.endAtOnce = succeed;
			const execution = await core.execute(plan({ plan: { mode: 'integrated' } }));
			expect(execution.status).toBe('success');
		});

		it('cancels the run when the execution is cancelled', async () => {
			verifies('node.cancel');
			const started = plan({ plan: { mode: 'integrated' } });
			const polled = engine.next('GET /v1/runs/run-1');
			const cancelled = engine.next('POST /v1/runs/run-1/cancel');
			const executing = core.execute(started);
			await polled;
			await core.cancel({ executionId: started.executionId });
			expect((await cancelled).headers.authorization).toBe(`Bearer ${API_KEY}`);
			expect((await executing).outputs.After).toBeUndefined();
		});
	});

	describe('the idempotency key', () => {
		verifies('node.one-run-per-turn');

		const keys = () => engine.asked('POST /v1/runs').map(({ headers }) => headers['idempotency-key']);

		it('is the same when the node is tried again in one execution', async () => {
			engine.answerOnce('POST /v1/runs', { status: 500, body: {} });
			const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
			await park({ node });
			expect(keys()).toHaveLength(2);
			expect(new Set(keys()).size).toBe(1);
		});

		it('is the same when the answer to the submission was lost, and starts one run', async () => {
			engine.answerOnce('POST /v1/runs', 'cut');
			await park();
			expect(keys()).toHaveLength(2);
			expect(new Set(keys()).size).toBe(1);
		});

		it('differs for another execution, node, workflow, and for an execution of the same id after a new start', async () => {
			const executionId = '7';
			await core.execute(plan({ plan: { executionId } }));
			await core.execute(plan({ plan: { executionId } }));
			await core.execute(plan({ plan: { executionId: '8' } }));
			await core.execute(plan({ plan: { executionId, resumeToken: 'token' } }));
			await core.execute(plan({ plan: { executionId, resumeToken: 'token', workflowId: 'workflow-2' } }));
			await core.execute(plan({ plan: { executionId, resumeToken: 'token' }, node: { id: 'node-9' } }));
			await core.execute(plan({ plan: { executionId, resumeToken: 'token' } }));
			expect(new Set(keys()).size).toBe(6);
			expect(keys()[6]).toBe(keys()[3]);
		});

		it('differs for each turn of a loop', async () => {
			engine.endAtOnce = succeed;
			const started = plan({ plan: { mode: 'integrated' } });
			const [coach, after] = started.nodes;
			const chain = {
				Coach: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
				After: { main: [[{ node: 'Coach', type: 'main', index: 0 }]] },
			};
			const twice = { ...started, nodes: [coach, after], connections: chain } as Plan;
			const executing = core.execute(twice);
			while (keys().length < 3) await engine.next('POST /v1/runs');
			await core.cancel({ executionId: started.executionId });
			await executing;
			expect(new Set(keys().slice(0, 3)).size).toBe(3);
		});
	});

	describe('what is asked for', () => {
		it('sends delivery, recipient, budget, deadline and label', async () => {
			await park({
				parameters: {
					delivery: 'only-me',
					recipient: ' me@acme.test ',
					crm: { __rl: true, mode: 'list', value: 'none' },
					chat: { __rl: true, mode: 'id', value: 'slack-two' },
					options: { budgetUsd: 0.25, deadlineMinutes: 3, resend: 'again' },
				},
			});
			expect(engine.asked('POST /v1/runs')[0]?.body).toMatchObject({
				connections: { calls: 'gong-main', chat: 'slack-two' },
				delivery: 'only-me',
				recipient: 'me@acme.test',
				budgetUsd: 0.25,
				deadlineSeconds: 90,
				resend: 'again',
			});
			expect(engine.asked('POST /v1/runs')[0]?.body.connections.crm).toBeUndefined();
		});

		const refusals: Array<[string, Setting, string]> = [
			[
				'a delivery that differs between items, naming the item',
				{ items: [{ d: 'preview' }, { d: 'preview' }, { d: 'send' }], parameters: { delivery: '={{ $json.d }}' } },
				'"Delivery" differs between the input items [item 2]',
			],
			['only-me without a recipient', { parameters: { delivery: 'only-me' } }, 'The recipient is empty'],
			['half a window', { parameters: { from: '2026-11-20' } }, '"To" is empty'],
			[
				'what is not a date',
				{ parameters: { from: "'}} {{ 1 + 1", to: '2026-11-20' } },
				'"from" is not a date: \'}} {{ 1 + 1',
			],
			[
				'a deadline that leaves the engine no time',
				{ parameters: { options: { deadlineMinutes: 2 } } },
				'A deadline of 2 minutes is too short',
			],
			[
				'a call id that came as a number and lost digits',
				{
					items: [{ id: 7782342274025937895n.toString() }],
					parameters: { resource: 'call', callId: '={{ +$json.id }}' },
				},
				'The call id came as a number and has lost digits',
			],
		];
		it.each(refusals)('refuses %s', async (_, setting, message) => {
			const { status, error } = await core.execute(plan(setting));
			expect(status).toBe('error');
			expect(`${error?.message} [item ${error?.context.itemIndex}]`).toContain(message);
			expect(engine.asked('POST /v1/runs')).toEqual([]);
		});

		it('says how to make a connection where none exists, and which there are where it is not clear', async () => {
			engine.connections = [];
			const none = await core.execute(plan());
			expect(none.error?.message).toBe('The engine has no calls connection yet');
			expect(none.error?.description).toContain('npm run engine -- connection add gong --tenant NAME');
			const gong = { kind: 'calls', vendor: 'gong', name: '', address: '' };
			engine.connections = ['a', 'b'].map((id) => ({ id, ...gong }));
			const two = await core.execute(plan());
			expect(two.error?.description).toBe('Choose one of them in the node: a, b.');
		});

		it('lists the connections of a kind, and what automatic means', async () => {
			const list = async (method: string) =>
				(await core.list({ method, plan: plan() })).results.map(({ name }) => name);
			expect(await list('callsConnections')).toEqual(['Automatic: gong-main', 'gong-main']);
			expect(await list('crmConnections')).toEqual(['Automatic: hubspot-main', 'None: No Notes', 'hubspot-main']);
			engine.connections = [];
			expect((await list('chatConnections'))[0]).toContain('connection add slack');
		});

		it('can be a tool of an agent', async () => {
			expect((await core.description()).usableAsTool).toBe(true);
		});
	});

	describe('an engine that says no', () => {
		const error = {
			code: 'callback-unreachable',
			message: 'The engine cannot reach the callback address, or may not.',
			action: 'Allow its origin in CALLBACK_ORIGINS.',
			fields: [{ path: 'callback.url', message: 'refused' }],
		};

		it('fails the node with its message, what to do, the fields and the code', async () => {
			engine.answerOnce('POST /v1/runs', { status: 422, body: { error } });
			const execution = await core.execute(plan());
			expect(execution.status).toBe('error');
			expect(execution.error).toMatchObject({
				name: 'NodeApiError',
				message: error.message,
				description: 'callback.url: refused\nAllow its origin in CALLBACK_ORIGINS.',
				context: { code: 'callback-unreachable' },
			});
		});

		it('gives an error item for each input where the node continues', async () => {
			engine.answerOnce('POST /v1/runs', { status: 422, body: { error } });
			const execution = await core.execute(plan({ items: [{}, {}], node: { onError: 'continueRegularOutput' } }));
			expect(execution.status).toBe('success');
			const output = execution.outputs.Coach?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => (json.details as { code: string }).code)).toEqual([error.code, error.code]);
		});

		it('never shows the API key: not in an error, not in the data of the execution', async () => {
			verifies('node.key-never-shown');
			engine.answerOnce('POST /v1/runs', { status: 500, body: 'a proxy says no' });
			const refused = await core.execute(plan());
			expect(refused.error?.message).toBe('Something that is not the Sophia engine answered with status 500');
			const { executionId } = await park();
			const { address } = engine;
			await engine.stop();
			const unreachable = await knock(executionId, 'run-1');
			engine = await startStubEngine();
			const listed = core.list({
				method: 'callsConnections',
				plan: { ...plan(), credential: { address, apiKey: API_KEY } },
			});
			const message = await listed.then(
				() => '',
				(reason: Error) => reason.message,
			);
			expect(message).toContain(`cannot be reached at ${address}`);
			expect(unreachable.response).toEqual({ accepted: false, reason: expect.stringContaining('cannot be reached') });
			expect(unreachable.execution).toBeUndefined();
			for (const text of [refused.text, message, JSON.stringify(unreachable)]) expect(text).not.toContain(API_KEY);
		});
	});
});
