/** The morning in the real n8n: by hand in the editor, by schedule, in a chain, in a loop, in a sub-workflow. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CoachingDay } from '../../engine/contract/index.ts';
import { type House, openHouse, type Tenant } from '../host/house.ts';
import { outputOf, type Workflow } from '../host/n8n.ts';
import * as make from '../host/workflows.ts';
import { need, sharedFolder } from '../need.ts';
import type { SandboxState } from '../servers/sandbox.ts';
import { verifies } from '../verifies.ts';
import { openEditor } from './editor.ts';
import { expectDay, expectInbox, type World } from './expect-day.ts';
import { askRawCalls, readRawFiles } from './raw-day.ts';

type Day = CoachingDay & { run: { id: string; state: string } };
type Inbox = Pick<SandboxState, 'messages' | 'notes'>;

const ZONE = 'Europe/Berlin';
const REAL_CALLS = path.join(sharedFolder, 'data/gong');
const PICTURE = path.resolve(import.meta.dirname, '../../docs/images/workflow.png');

/** Days of November 2026, in which the real calls lie: from the first one to before the second one. */
function november(first: number, behind: number) {
	const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T00:00:00Z`;
	return { from: day(first), to: day(behind) };
}

/** Date and time of a moment in the zone of the demo, such as `2026-11-22 00:00:00`. */
const inZone = (at: Date) => at.toLocaleString('sv-SE', { timeZone: ZONE });

need('redis', 'n8n')('the morning in n8n', () => {
	let house: House<'demo' | 'real'>;
	const worlds = {} as Record<'demo' | 'real', World>;
	const today = inZone(new Date()).slice(0, 10);

	beforeAll(async () => {
		house = await openHouse({
			demo: { today, zone: ZONE },
			// Without the real calls nothing of it is used.
			real: { today: '2026-11-21', zone: 'UTC', ...(existsSync(REAL_CALLS) ? { calls: REAL_CALLS } : {}) },
		});
		worlds.demo = { raw: await askRawCalls(house.tenants.demo.sandbox.gong), fromFolder: false };
		if (existsSync(REAL_CALLS)) worlds.real = { raw: await readRawFiles(REAL_CALLS), fromFolder: true };
	});
	afterAll(() => house?.close());

	/** What lands in the tenant's sandbox during the work. */
	async function landing<Result>({ sandbox }: Tenant, work: () => Promise<Result>): Promise<[Result, Inbox]> {
		const before = await sandbox.state();
		const result = await work();
		const { messages, notes } = await sandbox.state();
		return [result, { messages: messages.slice(before.messages.length), notes: notes.slice(before.notes.length) }];
	}

	/** Runs a workflow by hand, over the API of the editor. */
	async function run(workflow: Omit<Workflow, 'id'>, trigger = 'Start') {
		const { session } = house.n8n;
		const { id } = await session.createWorkflow(workflow);
		return make.mustSucceed(await session.untilExecution(await session.run(id, trigger)));
	}

	/** The template as a person sets it up: nothing but the credential, and what is given. */
	async function setUp(tenant: Tenant, { coach = {}, schedule }: { coach?: object; schedule?: object } = {}) {
		const workflow = await make.template();
		for (const node of workflow.nodes) {
			if (node.type === make.COACH_TYPE) {
				node.credentials = { sophiaApi: await tenant.credential() };
				Object.assign(node.parameters, coach);
			}
			if (schedule && node.type.endsWith('.scheduleTrigger')) node.parameters.rule = { interval: [schedule] };
		}
		return house.n8n.session.createWorkflow(workflow);
	}

	/** Publishes the workflow until its schedule has fired once; the execution that this began. */
	async function untilFired(workflowId: string) {
		const { session } = house.n8n;
		const known = new Set((await session.executions(workflowId)).map(({ id }) => id));
		await session.activate(workflowId);
		for (const deadline = Date.now() + 120_000; Date.now() < deadline; await sleep(200)) {
			const fired = (await session.executions(workflowId)).find(({ id }) => !known.has(id));
			if (!fired) continue;
			await session.deactivate(workflowId);
			return make.mustSucceed(await session.untilExecution(fired.id));
		}
		throw new Error('The schedule did not fire.');
	}

	/** The one day that the template's node gave out, with what the manager is told. */
	function dayOf(execution: Awaited<ReturnType<typeof untilFired>>): Day {
		const [day, ...more] = outputOf(execution, 'Sophia Sales Coach') as Day[];
		expect(more).toEqual([]);
		const [told] = outputOf(execution, 'Summary for the manager');
		expect(told).toEqual({ subject: expect.stringContaining('Sales coaching for '), text: day?.summary });
		return day as Day;
	}

	it('has the pack as n8n installs community packs, with a credential that can be tested', async () => {
		verifies('node.pack-loads');
		const { session } = house.n8n;
		const { id, name } = await house.tenants.demo.credential();
		const test = (data: object) =>
			session.rest('POST', '/credentials/test', { credentials: { id, name, type: 'sophiaApi', data } });
		const data = { address: house.engine, n8nAddress: '' };
		expect(await test({ ...data, apiKey: house.tenants.demo.apiKey })).toMatchObject({ status: 'OK' });
		expect(await test({ ...data, apiKey: 'sk_sophia_wrong' })).toMatchObject({ status: 'Error' });
	});

	need('chromium')('by hand in the editor', () => {
		it('shows the demo day to a person who imports the template and presses the button', async () => {
			verifies('node.by-hand', 'node.day-equals-raw-files');
			const { demo } = house.tenants;
			const { id } = await setUp(demo);
			const editor = await openEditor(house.n8n);
			try {
				const [, landed] = await landing(demo, () => editor.execute(id));
				expect(landed).toEqual({ messages: [], notes: [] });
				const [latest] = await house.n8n.session.executions(id);
				const day = dayOf(await house.n8n.session.execution(latest?.id ?? ''));
				expectDay(day, worlds.demo, lastDay(day), 'previewed');
				const reasons = day.calls.skipped.map(({ reason }) => reason);
				expect(reasons.toSorted()).toEqual(['internal-only', 'no-transcript-yet', 'private']);
				if (process.env.SOPHIA_SCREENSHOTS === '1') {
					await mkdir(path.dirname(PICTURE), { recursive: true });
					await editor.picture(PICTURE);
				}
				await editor.untilShown('Sophia Sales Coach', day.summary.split('\n')[0] ?? '');
			} finally {
				await editor.close();
			}
		});

		need('shared')('on real calls', () => {
			it('sends what the raw files say', async () => {
				verifies('node.by-hand', 'node.day-equals-raw-files');
				const { real } = house.tenants;
				const window = november(4, 8);
				const { id } = await setUp(real, { coach: { ...window, delivery: 'send' } });
				const editor = await openEditor(house.n8n);
				try {
					const [, landed] = await landing(real, () => editor.execute(id));
					const [latest] = await house.n8n.session.executions(id);
					const day = dayOf(await house.n8n.session.execution(latest?.id ?? ''));
					expectDay(day, worlds.real, window);
					expectInbox(landed, [{ day, window }], worlds.real);
				} finally {
					await editor.close();
				}
			});
		});
	});

	/** The last local midnight and the one before: the window of a tenant that had none yet. */
	function lastDay({ window }: Day) {
		expect(inZone(new Date(window.to))).toBe(`${today} 00:00:00`);
		expect(inZone(new Date(window.from)).slice(11)).toBe('00:00:00');
		expect(Date.parse(window.to) - Date.parse(window.from)).toBeLessThanOrEqual(25 * 3_600_000);
		return { from: window.from, to: window.to };
	}

	it('delivers the demo day when the schedule fires, and nothing when it fires again', async () => {
		verifies('node.by-schedule', 'node.day-equals-raw-files', 'window.same-morning');
		const { demo } = house.tenants;
		const { id } = await setUp(demo, {
			coach: { delivery: 'send' },
			schedule: { field: 'seconds', secondsInterval: 10 },
		});
		const [day, landed] = await landing(demo, async () => dayOf(await untilFired(id)));
		const window = lastDay(day);
		expectDay(day, worlds.demo, window);
		expectInbox(landed, [{ day, window }], worlds.demo);
		const [again, more] = await landing(demo, async () => dayOf(await untilFired(id)));
		expect(more).toEqual({ messages: [], notes: [] });
		expect(again.messages).toEqual([]);
	});

	need('shared')('on real calls', () => {
		const windowsOf = (...days: number[]) => days.map((day) => november(day, day + 1));

		it('delivers when the schedule fires', async () => {
			verifies('node.by-schedule', 'node.day-equals-raw-files');
			const { real } = house.tenants;
			const window = november(1, 4);
			const { id } = await setUp(real, {
				coach: { ...window, delivery: 'send' },
				schedule: { field: 'seconds', secondsInterval: 10 },
			});
			const [day, landed] = await landing(real, async () => dayOf(await untilFired(id)));
			expectDay(day, worlds.real, window);
			expectInbox(landed, [{ day, window }], worlds.real);
		});

		/** Each day is its window's, from a run of its own where `runs` says so, and all of them landed once. */
		function expectDays(days: Day[], windows: { from: string; to: string }[], landed: Inbox, runs: number) {
			expect(days).toHaveLength(windows.length);
			for (const [index, window] of windows.entries()) expectDay(days[index] as Day, worlds.real, window);
			const pairs = windows.map((window, index) => ({ window, day: days[index] as Day }));
			expectInbox(landed, pairs, worlds.real);
			expect(new Set(days.map((day) => day.run.id)).size).toBe(runs);
		}

		it('gives two nodes in a chain each their own result', async () => {
			verifies('node.chain');
			const { real } = house.tenants;
			const credential = await real.credential();
			const [one, other] = windowsOf(8, 9);
			const nodes = [
				make.started,
				make.coachDay('First', { credential }, one),
				make.passOn('Between'),
				make.coachDay('Second', { credential }, other),
				make.passOn('After'),
			];
			const [execution, landed] = await landing(real, () => run(make.inARow('Chain', nodes)));
			const days = ['First', 'Second'].flatMap((name) => outputOf(execution, name) as Day[]);
			expectDays(days, windowsOf(8, 9), landed, 2);
			expect(outputOf(execution, 'Between')).toEqual([days[0]]);
			expect(outputOf(execution, 'After')).toEqual([days[1]]);
		});

		it('gives a node in a loop one result for each turn', async () => {
			verifies('node.loop');
			const { real } = house.tenants;
			const coach = make.coachDay('Coach', { credential: await real.credential() });
			const loop = make.node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} });
			const windows = windowsOf(10, 11, 12);
			const row = make.inARow('Loop', [make.started, loop, make.passOn('After')], windows);
			const workflow = {
				...row,
				nodes: [...row.nodes, coach],
				connections: {
					...row.connections,
					Loop: { main: [[make.to('After')], [make.to('Coach')]] },
					Coach: { main: [[make.to('Loop')]] },
				},
			};
			const [execution, landed] = await landing(real, () => run(workflow));
			const turns = make.turnsOf<Day>(execution, 'Coach');
			expect(turns.map((items) => items.length)).toEqual([1, 1, 1]);
			expectDays(turns.flat(), windows, landed, 3);
			expect(outputOf(execution, 'After')).toEqual(turns.flat());
		});

		it.each([
			{ mode: 'once', windows: windowsOf(13, 14), runs: 1 },
			{ mode: 'each', windows: windowsOf(15, 16, 17), runs: 3 },
		])('gives the parent of a sub-workflow every item, called $mode', async ({ mode, windows, runs }) => {
			verifies('node.sub-workflow');
			const { real } = house.tenants;
			const { session } = house.n8n;
			const called = make.node('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, { inputSource: 'passthrough' });
			const coach = make.coachDay('Coach', { credential: await real.credential() });
			const child = await session.createWorkflow(make.inARow(`Child, ${mode}`, [called, coach]));
			await session.activate(child.id);
			const call = make.node('Call', 'n8n-nodes-base.executeWorkflow', 1.2, {
				workflowId: { __rl: true, mode: 'id', value: child.id },
				mode,
				options: { waitForSubWorkflow: true },
			});
			const parent = make.inARow(`Parent, ${mode}`, [make.started, call, make.passOn('After')], windows);
			const [execution, landed] = await landing(real, () => run(parent));
			const days = outputOf(execution, 'After') as Day[];
			expectDays(days, windows, landed, runs);
		});
	});
});
