import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { need } from '../../test/need.ts';
import type { Plan, StaticData } from '../../test/nodes/core-process.ts';
import { API_KEY, type Setting, useNode } from '../../test/nodes/sophia-node.ts';
import { verifies } from '../../test/verifies.ts';

const TYPE = 'n8n-nodes-sophia.sophiaTrigger';
const URL_OF_NODE = 'http://n8n.test/webhook/hook-1/sophia';
const EVENT = {
	id: 'evt_1',
	type: 'risk.appeared',
	timestamp: '2026-11-20T12:00:00.000Z',
	data: { call: { id: '7782342274025937895', title: 'Pricing' }, risk: { text: 'A risk.', label: 'competitor' } },
};

need('n8n')('Sophia Trigger', () => {
	const node = useNode({ type: TYPE, name: 'Trigger', parameters: { types: ['risk.appeared', 'call.analyzed'] } });

	/** A workflow with the trigger, and what n8n keeps with it. */
	class Workflow {
		staticData: StaticData = {};

		plan(setting: Setting = {}): Plan {
			const plan = node.plan({ ...setting, node: { webhookId: 'hook-1', ...setting.node } });
			return { ...plan, staticData: this.staticData };
		}

		async hook(method: 'checkExists' | 'create' | 'delete', setting?: Setting, isTest = false) {
			const hooked = await node.core.hook({ plan: this.plan(setting), method, isTest });
			// What was tried out by hand is not kept.
			if (!isTest) this.staticData = hooked.staticData;
			return hooked;
		}

		async receive(headers: Record<string, string>, body: string, setting?: Setting) {
			const triggered = await node.core.receive({ plan: this.plan(setting), headers, body });
			this.staticData = triggered.staticData;
			return triggered;
		}

		/** The event as the engine sends it. */
		send(event: unknown = EVENT, setting?: Setting) {
			const body = JSON.stringify(event);
			return this.receive(signed(body, { id: (event as { id: string }).id, secret: this.secret }), body, setting);
		}

		get secret() {
			return String(this.staticData['node:Trigger']?.secret);
		}
	}

	async function activated(setting?: Setting): Promise<Workflow> {
		const workflow = new Workflow();
		expect(await workflow.hook('checkExists', setting)).toMatchObject({ value: false });
		expect(await workflow.hook('create', setting)).toMatchObject({ value: true });
		return workflow;
	}

	const asked = (request: string) => node.engine.asked(request).map(({ body }) => body);

	describe('its subscription', () => {
		it('is made with the address of the node and what was chosen', async () => {
			verifies('trigger.lifecycle');
			const filters = {
				reps: 'Bob@acme.test, ada@acme.test',
				labels: ['price-pressure', 'competitor'],
				owners: ['internal'],
			};
			await activated({ parameters: { filters } });
			expect(asked('POST /v1/subscriptions')).toEqual([
				{
					url: URL_OF_NODE,
					filters: {
						types: ['call.analyzed', 'risk.appeared'],
						reps: ['ada@acme.test', 'bob@acme.test'],
						labels: ['competitor', 'price-pressure'],
						owners: ['internal'],
					},
				},
			]);
		});

		it('asks for the runs whose budgets count, and for none where all do', async () => {
			const budgets = { types: ['budget.stopped'] };
			await activated({ parameters: { ...budgets, filters: { kinds: ['coach-day', 'ask'] } } });
			const workflow = await activated({ parameters: { ...budgets, filters: { kinds: [] } } });
			const asking = asked('POST /v1/subscriptions').map(({ filters }) => filters);
			expect(asking).toMatchObject([{ types: ['budget.stopped'], kinds: ['ask', 'coach-day'] }, budgets]);
			expect(asking[1]).not.toHaveProperty('kinds');
			const setting = { parameters: { ...budgets, filters: {} } };
			expect(await workflow.hook('checkExists', setting)).toMatchObject({ value: true });
		});

		it('is left alone as long as it is what is wanted', async () => {
			verifies('trigger.lifecycle');
			const workflow = await activated();
			expect(await workflow.hook('checkExists')).toMatchObject({ value: true });
			const others: Setting[] = [
				{ parameters: { types: ['risk.appeared'] } },
				{ parameters: { filters: { reps: 'ada@acme.test' } } },
				{ node: { webhookId: 'hook-2' } },
				{ plan: { credential: { ...node.plan().credential, n8nAddress: 'http://10.0.0.1:5678' } } },
			];
			for (const other of others) expect(await workflow.hook('checkExists', other)).toMatchObject({ value: false });
			expect(asked('POST /v1/subscriptions')).toHaveLength(1);
		});

		it('is asked for again where the engine has it no longer, or disabled it while n8n was away', async () => {
			const workflow = await activated();
			const [subscription] = node.engine.subscriptions.all;
			if (subscription) subscription.state = 'disabled';
			const before = workflow.secret;
			expect(await workflow.hook('checkExists')).toMatchObject({ value: false });
			await workflow.hook('create');
			expect(node.engine.subscriptions.all).toMatchObject([{ id: subscription?.id, state: 'active' }]);
			expect(workflow.secret).not.toBe(before);
			expect((await workflow.send()).execution?.status).toBe('success');
			node.engine.subscriptions.all = [];
			expect(await workflow.hook('checkExists')).toMatchObject({ value: false });
		});

		it('ends with the workflow, also where it is gone already', async () => {
			verifies('trigger.lifecycle');
			const workflow = await activated();
			expect(await workflow.hook('delete')).toMatchObject({ value: true });
			expect(node.engine.subscriptions.all).toEqual([]);
			expect(workflow.staticData['node:Trigger']).not.toHaveProperty('secret');
			expect(await workflow.hook('delete')).toMatchObject({ value: true });
		});

		it('takes the place of one that was left behind because the engine was away', async () => {
			verifies('trigger.lifecycle');
			const workflow = await activated();
			node.engine.answerOnce('GET /v1/subscriptions', { status: 404, body: 'a proxy' });
			expect(await workflow.hook('delete')).toMatchObject({ value: false });
			expect(node.engine.subscriptions.all).toHaveLength(1);
			await workflow.hook('create', { parameters: { types: ['commitment.due'] } });
			expect(node.engine.subscriptions.all).toMatchObject([{ filters: { types: ['commitment.due'] } }]);
		});

		it('is not that of the active workflow while somebody tries it out by hand', async () => {
			verifies('trigger.lifecycle');
			const workflow = await activated();
			const [active] = node.engine.subscriptions.all;
			expect(await workflow.hook('checkExists', {}, true)).toMatchObject({ value: false });
			await workflow.hook('create', {}, true);
			expect(node.engine.subscriptions.all).toMatchObject([
				active,
				{ url: 'http://n8n.test/webhook-test/hook-1/sophia' },
			]);
			await workflow.hook('delete', {}, true);
			expect(node.engine.subscriptions.all).toEqual([active]);
		});

		it('names the address at which the engine reaches n8n', async () => {
			const credential = { ...node.plan().credential, n8nAddress: ' http://10.0.0.1:5678/ ' };
			await activated({ plan: { credential } });
			expect(asked('POST /v1/subscriptions')).toMatchObject([{ url: 'http://10.0.0.1:5678/webhook/hook-1/sophia' }]);
			const { error } = await new Workflow().hook('create', {
				plan: { credential: { ...credential, n8nAddress: 'n8n' } },
			});
			expect(error?.message).toBe('The n8n address in the Sophia credential is not an address');
		});

		it('fails with what to do where nothing was chosen, and with what the engine says', async () => {
			const nothing = await new Workflow().hook('create', { parameters: { types: [] } });
			expect(nothing.error).toMatchObject({ description: 'Choose at least one event under Trigger On.' });
			const error = { code: 'callback-unreachable', message: 'It cannot.', action: 'See CALLBACK_ORIGINS.' };
			node.engine.answerOnce('POST /v1/subscriptions', { status: 422, body: { error } });
			const refused = await new Workflow().hook('create');
			expect(refused.error).toMatchObject({ message: 'It cannot.', description: 'See CALLBACK_ORIGINS.' });
			expect(JSON.stringify(refused)).not.toContain(API_KEY);
		});
	});

	describe('an event', () => {
		it('starts the workflow with one item that carries its id', async () => {
			const workflow = await activated();
			const { status, execution } = await workflow.send();
			expect([status, execution?.status]).toEqual([200, 'success']);
			const { data, ...head } = EVENT;
			expect(execution?.outputs.After).toEqual([[[{ json: { ...head, ...data }, pairedItem: { item: 0 } }]]]);
		});

		it('starts it once, however often it comes; another one starts it too', async () => {
			verifies('trigger.repeated');
			const workflow = await activated();
			await workflow.send();
			const again = await workflow.send();
			expect([again.status, again.body, again.execution]).toEqual([200, { received: true, repeated: true }, undefined]);
			expect((await workflow.send({ ...EVENT, id: 'evt_2' })).execution?.status).toBe('success');
			// The workflow was switched off and on in between.
			await workflow.hook('delete');
			await workflow.hook('create');
			expect((await workflow.send()).execution).toBeUndefined();
		});

		it('is forgotten after a thousand others, so that what is kept stays small', async () => {
			const workflow = await activated();
			const seen = Array.from({ length: 1_000 }, (_, index) => `evt-${index}`);
			Object.assign(workflow.staticData['node:Trigger'] ?? {}, { seen });
			await workflow.send();
			expect(workflow.staticData['node:Trigger']?.seen).toEqual([...seen.slice(1), 'evt_1']);
		});

		it('can be tried out by hand again and again', async () => {
			const workflow = await activated();
			await workflow.send();
			const { execution } = await workflow.send(EVENT, { plan: { mode: 'manual' } });
			expect(execution?.status).toBe('success');
		});

		it('starts nothing where the engine did not sign it', async () => {
			verifies('trigger.forged');
			const workflow = await activated();
			const body = JSON.stringify(EVENT);
			const { secret } = workflow;
			const valid = signed(body, { id: 'evt_1', secret });
			const now = Math.floor(Date.now() / 1000);
			const forged: [what: string, headers: Record<string, string>, body: string][] = [
				['no headers', {}, body],
				['another body', valid, body.replace('A risk.', 'A Risk.')],
				['another id', { ...valid, 'webhook-id': 'evt_2' }, body],
				['another time', { ...valid, 'webhook-timestamp': String(now + 1) }, body],
				['another secret', signed(body, { id: 'evt_1', secret: 'whsec_b3RoZXI=' }), body],
				['an empty secret', signed(body, { id: 'evt_1', secret: 'whsec_' }), body],
				['an old time', signed(body, { id: 'evt_1', secret, at: now - 301 }), body],
				['a time to come', signed(body, { id: 'evt_1', secret, at: now + 301 }), body],
				['no time', signed(body, { id: 'evt_1', secret, at: Number.NaN }), body],
				[
					'another version',
					{ ...valid, 'webhook-signature': valid['webhook-signature']?.replace('v1', 'v2') ?? '' },
					body,
				],
				['half a signature', { ...valid, 'webhook-signature': valid['webhook-signature']?.slice(0, 20) ?? '' }, body],
				['no signature', { ...valid, 'webhook-signature': 'v1,' }, body],
				['nothing', valid, ''],
			];
			for (const [what, headers, sent] of forged) {
				const { status, execution } = await workflow.receive(headers, sent);
				expect([what, status, execution]).toEqual([what, 401, undefined]);
			}
			expect(
				(await workflow.receive({ ...valid, 'webhook-signature': `v1,AAAA ${valid['webhook-signature']}` }, body))
					.status,
			).toBe(200);
		});

		it('is sent again where the engine is quicker than the activation', async () => {
			const body = JSON.stringify(EVENT);
			const early = await new Workflow().receive(signed(body, { id: 'evt_1', secret: 'whsec_eA==' }), body);
			expect([early.status, early.execution]).toEqual([503, undefined]);
		});
	});

	it('is no tool, and has an icon for light and dark', async () => {
		expect(await node.core.description(TYPE)).toMatchObject({
			icon: { light: 'file:sophiaTrigger.svg', dark: 'file:sophiaTrigger.dark.svg' },
			subtitle: expect.any(String),
		});
		expect((await node.core.description(TYPE)).usableAsTool).toBeUndefined();
	});
});

/** Headers as Standard Webhooks describes them; `at`: seconds since 1970. */
function signed(body: string, { id, secret, at }: { id: string; secret: string; at?: number }): Record<string, string> {
	const timestamp = String(at ?? Math.floor(Date.now() / 1000));
	const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
	return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
