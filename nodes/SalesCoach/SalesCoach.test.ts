import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import { API_KEY, COACH_TYPE, type Setting, useCoach } from '../../test/nodes/coach.ts';
import { verifies } from '../../test/verifies.ts';

need('n8n')('Sophia Sales Coach', () => {
	const coach = useCoach();

	describe('what is asked for', () => {
		it('sends delivery, recipient, deadline, label and playbook', async () => {
			await coach.park({
				parameters: {
					delivery: 'only-me',
					recipient: ' me@acme.test ',
					crm: { __rl: true, mode: 'list', value: 'none' },
					chat: { __rl: true, mode: 'id', value: 'slack-two' },
					options: { deadlineMinutes: 3, resend: 'again', playbook: ' discovery ' },
				},
			});
			expect(coach.engine.asked('POST /v1/runs')[0]?.body).toMatchObject({
				connections: { calls: 'gong-main', chat: 'slack-two' },
				delivery: 'only-me',
				recipient: 'me@acme.test',
				inputs: [{ playbook: 'discovery' }],
				deadlineSeconds: 90,
				resend: 'again',
			});
			expect(coach.engine.asked('POST /v1/runs')[0]?.body.connections.crm).toBeUndefined();
		});

		it('sends a playbook for each call, also where they differ', async () => {
			const parameters = { resource: 'call', callId: '={{ $json.id }}', options: { playbook: '={{ $json.by }}' } };
			await coach.park({ items: [{ id: '111', by: 'demo' }, { id: '222' }], parameters });
			expect(coach.engine.asked('POST /v1/runs')[0]?.body.inputs).toEqual([
				{ callId: '111', playbook: 'demo' },
				{ callId: '222' },
			]);
		});

		it('asks for whole seconds where an expression gives a part of a minute', async () => {
			await coach.park({ parameters: { options: { deadlineMinutes: '={{ 10 / 3 }}' } } });
			await coach.park({ parameters: { options: { deadlineMinutes: 3.33 } } });
			const asked = coach.engine.asked('POST /v1/runs').map(({ body }) => body.deadlineSeconds);
			expect(asked).toEqual([110, 109]);
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
			const { status, error } = await coach.core.execute(coach.plan(setting));
			expect(status).toBe('error');
			expect(`${error?.message} [item ${error?.context.itemIndex}]`).toContain(message);
			expect(coach.engine.asked('POST /v1/runs')).toEqual([]);
		});

		it('says how to make a connection where none exists, and which there are where it is not clear', async () => {
			coach.engine.connections = [];
			const none = await coach.core.execute(coach.plan());
			expect(none.error?.message).toBe('The engine has no calls connection yet');
			expect(none.error?.description).toContain('npm run engine -- connection add gong --tenant NAME');
			const gong = { kind: 'calls', vendor: 'gong', name: '', address: '' };
			coach.engine.connections = ['a', 'b'].map((id) => ({ id, ...gong }));
			const two = await coach.core.execute(coach.plan());
			expect(two.error?.description).toBe('Choose one of them in the node: a, b.');
		});

		it('lists the connections of a kind, and what automatic means', async () => {
			const list = async (method: string) =>
				(await coach.core.list({ method, plan: coach.plan() })).results.map(({ name }) => name);
			expect(await list('callsConnections')).toEqual(['Automatic: gong-main', 'gong-main']);
			expect(await list('crmConnections')).toEqual(['Automatic: hubspot-main', 'None: No Notes', 'hubspot-main']);
			coach.engine.connections = [];
			expect((await list('chatConnections'))[0]).toContain('connection add slack');
		});

		it('can be a tool of an agent', async () => {
			expect((await coach.core.description(COACH_TYPE)).usableAsTool).toBe(true);
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
			coach.engine.answerOnce('POST /v1/runs', { status: 422, body: { error } });
			const execution = await coach.core.execute(coach.plan());
			expect(execution.status).toBe('error');
			expect(execution.error).toMatchObject({
				name: 'NodeApiError',
				message: error.message,
				description: 'callback.url: refused\nAllow its origin in CALLBACK_ORIGINS.',
				context: { code: 'callback-unreachable' },
			});
		});

		it('gives an error item for each input where the node continues', async () => {
			coach.engine.answerOnce('POST /v1/runs', { status: 422, body: { error } });
			const execution = await coach.core.execute(
				coach.plan({ items: [{}, {}], node: { onError: 'continueRegularOutput' } }),
			);
			expect(execution.status).toBe('success');
			const output = execution.outputs.Coach?.[0]?.[0] ?? [];
			expect(output.map(({ json }) => (json.details as { code: string }).code)).toEqual([error.code, error.code]);
		});

		it('never shows the API key: not in an error, not in the data of the execution', async () => {
			verifies('node.key-never-shown');
			coach.engine.answerOnce('POST /v1/runs', { status: 500, body: 'a proxy says no' });
			const refused = await coach.core.execute(coach.plan());
			expect(refused.error?.message).toBe('Something that is not the Sophia engine answered with status 500');
			const { executionId } = await coach.park();
			await coach.engine.stop();
			const unreachable = await coach.knock(executionId, 'run-1');
			const listed = coach.core.list({ method: 'callsConnections', plan: coach.plan() });
			const message = await listed.then(
				() => '',
				(reason: Error) => reason.message,
			);
			expect(message).toContain(`cannot be reached at ${coach.engine.address}`);
			expect(unreachable.response).toEqual({ accepted: false, reason: expect.stringContaining('cannot be reached') });
			expect(unreachable.execution).toBeUndefined();
			for (const text of [refused.text, message, JSON.stringify(unreachable)]) expect(text).not.toContain(API_KEY);
		});

		it('never shows a login that stands in the address of the engine', async () => {
			const address = coach.engine.address.replace('//', '//ada:hunter2@');
			await coach.engine.stop();
			const plan = { credential: { address, apiKey: API_KEY } };
			const listed = coach.core.list({ method: 'callsConnections', plan: coach.plan({ plan }) });
			await expect(listed).rejects.toThrow(`cannot be reached at ${coach.engine.address}`);
		});
	});
});
