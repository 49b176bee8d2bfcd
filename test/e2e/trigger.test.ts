/** The Sophia Trigger in the real n8n: events of a real engine start its workflow, once each, as long as it is active. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { AnalyzedWindow, RunAccepted, SophiaEvent, Subscription } from '../../engine/contract/index.ts';
import { type Doorman, type Knock, startDoorman } from '../host/doorman.ts';
import { type House, openHouse, type Tenant } from '../host/house.ts';
import * as make from '../host/workflows.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';

const DEMO = { today: '2026-11-18', zone: 'Europe/Berlin' };
const YESTERDAY = { from: '2026-11-17T00:00:00+01:00', to: '2026-11-18T00:00:00+01:00' };
const A_DAY_BEFORE = { from: '2026-11-16T00:00:00+01:00', to: '2026-11-17T00:00:00+01:00' };
const HOOK = 'sophia-trigger-test';

type Item = Pick<SophiaEvent, 'id' | 'type'> & { call: { id: string } };

need('redis', 'n8n')('the Sophia Trigger', () => {
	let house: House<'acme'>;
	let acme: Tenant;
	let doorman: Doorman;
	let workflow: string;
	/** Told of the first event what its answer was. */
	let lost: Knock | undefined;

	beforeAll(async () => {
		house = await openHouse({ acme: DEMO });
		acme = house.tenants.acme;
		doorman = await startDoorman(house.n8n.address, (knock) => {
			if (knock.method !== 'POST' || lost) return 'let-in';
			lost = knock;
			return 'lose-answer';
		});
		const trigger = make.node('Trigger', 'n8n-nodes-sophia.sophiaTrigger', 1, { types: ['call.analyzed'] });
		const credentials = { sophiaApi: await acme.credential(doorman.address) };
		const nodes = [{ ...trigger, webhookId: HOOK, credentials }, make.passOn('After')];
		workflow = (await house.n8n.session.createWorkflow(make.inARow('Triggered', nodes))).id;
	});
	afterAll(async () => {
		await doorman?.close();
		await house?.close();
	});

	async function subscriptions(): Promise<Subscription[]> {
		const headers = { authorization: `Bearer ${acme.apiKey}` };
		const response = await fetch(`${house.engine}/v1/subscriptions`, { headers });
		return ((await response.json()) as { subscriptions: Subscription[] }).subscriptions;
	}

	/** The ids of the calls that were analyzed. */
	async function analyze(window: { from: string; to: string }): Promise<string[]> {
		const response = await fetch(`${house.engine}/v1/runs`, {
			...{ method: 'POST', headers: { authorization: `Bearer ${acme.apiKey}`, 'content-type': 'application/json' } },
			body: JSON.stringify({ kind: 'analyze-window', inputs: [{ window }], connections: { calls: 'gong-main' } }),
		});
		const { id } = (await response.json()) as RunAccepted;
		const { state, results } = await acme.run(id, 60);
		if (state !== 'succeeded') throw new Error(`The run ended as ${state}: ${JSON.stringify(results)}`);
		const [analyzed] = results.map(({ value }) => value as unknown as AnalyzedWindow);
		return (analyzed?.calls ?? []).map(({ call }) => call.id);
	}

	/** When the engine has nothing more to tell. */
	async function untilTold(): Promise<void> {
		for (const deadline = Date.now() + 60_000; (await subscriptions()).some(({ pending }) => pending > 0); ) {
			if (Date.now() > deadline) throw new Error(`Not told: ${JSON.stringify(await subscriptions())}`);
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
	}

	/** n8n registers and takes away a moment after it says that it has. */
	async function untilSubscriptions(count: number): Promise<Subscription[]> {
		for (const deadline = Date.now() + 30_000; ; ) {
			const all = await subscriptions();
			if (all.length === count) return all;
			if (Date.now() > deadline) throw new Error(`Not ${count}: ${JSON.stringify(all)}`);
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}

	/** What each execution began with, in the order of the ids of the calls; n8n lists one a moment after its start. */
	async function started(count: number): Promise<Item[]> {
		const { session } = house.n8n;
		for (const deadline = Date.now() + 30_000; (await session.executions(workflow)).length < count; ) {
			if (Date.now() > deadline) throw new Error(`There are not ${count} executions.`);
			await new Promise((resolve) => setTimeout(resolve, 200));
		}
		const items: Item[] = [];
		for (const { id } of await session.executions(workflow)) {
			const execution = make.mustSucceed(await session.untilExecution(id));
			const [turn = [], ...more] = make.turnsOf<Item>(execution, 'Trigger');
			expect([turn.length, more, make.turnsOf(execution, 'After')]).toEqual([1, [], [turn]]);
			items.push(...turn);
		}
		return items.sort((one, other) => (one.call.id < other.call.id ? -1 : 1));
	}

	it('subscribes when its workflow is activated', async () => {
		verifies('trigger.lifecycle');
		expect(await subscriptions()).toEqual([]);
		await house.n8n.session.activate(workflow);
		expect(await untilSubscriptions(1)).toMatchObject([
			{ url: `${doorman.address}/webhook/${HOOK}/sophia`, state: 'active', filters: { types: ['call.analyzed'] } },
		]);
	});

	it('starts the workflow once for each event, also where the answer to one was lost', async () => {
		verifies('trigger.in-n8n', 'trigger.repeated');
		const calls = await analyze(YESTERDAY);
		expect(calls.length).toBeGreaterThan(4);
		await untilTold();
		const items = await started(calls.length);
		expect(items.map(({ call }) => call.id)).toEqual(calls.toSorted());
		expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['call.analyzed']));
		const knocks = doorman.knocks.filter(({ method }) => method === 'POST');
		expect(knocks).toHaveLength(calls.length + 1);
		const twice = knocks.filter(({ body }) => body === lost?.body);
		expect(twice.map(({ status }) => status)).toEqual([200, 200]);
		expect(twice[1]?.answer).toContain('"repeated":true');
	});

	it('does not start it again for calls that are analyzed again', async () => {
		verifies('trigger.in-n8n', 'events.told-once');
		const before = await started(0);
		await analyze(YESTERDAY);
		await untilTold();
		expect(await started(before.length)).toEqual(before);
	});

	it('goes on with the same subscription after n8n was started anew', async () => {
		verifies('trigger.lifecycle');
		const [before] = await subscriptions();
		await house.n8n.restart();
		const known = await started(0);
		const calls = await analyze(A_DAY_BEFORE);
		expect(calls.length).toBeGreaterThan(0);
		await untilTold();
		const items = await started(known.length + calls.length);
		expect(items.map(({ call }) => call.id)).toEqual([...known.map(({ call }) => call.id), ...calls].toSorted());
		expect((await subscriptions()).map(({ id }) => id)).toEqual([before?.id]);
	});

	it('ends its subscription when the workflow is deactivated', async () => {
		verifies('trigger.lifecycle');
		await house.n8n.session.deactivate(workflow);
		expect(await untilSubscriptions(0)).toEqual([]);
	});
});
