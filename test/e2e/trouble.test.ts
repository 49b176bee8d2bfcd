/** n8n in trouble while a Sophia node sleeps: restarted, emptied, unreachable, its answers lost, its executions gone. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CoachingDay, RunResult } from '../../engine/contract/index.ts';
import { type Doorman, type Knock, startDoorman } from '../host/doorman.ts';
import { type House, openHouse, type Tenant } from '../host/house.ts';
import { type Execution, outputOf, type Workflow } from '../host/n8n.ts';
import * as make from '../host/workflows.ts';
import { need } from '../need.ts';
import { verifies } from '../verifies.ts';
import { expectDay, expectInbox } from './expect-day.ts';
import { askRawCalls, type RawCalls } from './raw-day.ts';

type Day = CoachingDay & { run: { id: string } };
/** An execution that sleeps, and the run it waits for. */
type Parked = { execution: string; run: string };

const DEMO = { today: '2026-11-18', zone: 'Europe/Berlin' };
const YESTERDAY = { from: '2026-11-17T00:00:00+01:00', to: '2026-11-18T00:00:00+01:00' };
const A_MINUTE_MS = 60_000;

const isCallback = ({ method }: Knock) => method === 'POST';

need('redis', 'n8n')('n8n in trouble', () => {
	let house: House<'quick' | 'held'>;
	let raw: RawCalls;
	/** Executions of the tenant whose Gong does not answer until it is told to. */
	let before: [Parked, Parked];
	let after: Parked;
	let cancelled: Parked;
	let deleted: Parked;
	let second: Parked;
	let refused: { execution: string; doorman: Doorman };
	const doormen: Doorman[] = [];

	beforeAll(async () => {
		house = await openHouse({ quick: DEMO, held: DEMO });
		raw = await askRawCalls(house.tenants.quick.sandbox.gong);
		await hold();

		// In a new database the first execution is number 1, so that after the emptying the numbers come again.
		const sleepers = await sleeper();
		before = [await park(sleepers.id), await park(sleepers.id)];
		await house.n8n.emptyDatabase();
		const again = await sleeper();
		after = await park(again.id);
		cancelled = await park(again.id);
		deleted = await park(again.id);
		await house.n8n.session.stopExecution(cancelled.execution);
		await house.n8n.session.deleteExecutions([deleted.execution]);
		refused = await startRefused();
	});
	afterAll(async () => {
		for (const doorman of doormen) await doorman.close();
		await house?.close();
	});

	const hold = () => house.tenants.held.sandbox.fault({ service: 'gong', kind: 'hold', times: 10_000 });
	async function release() {
		await house.tenants.held.sandbox.clearFaults();
		await house.tenants.held.sandbox.release();
	}

	/** A workflow whose node sends the day of the held tenant; the same ids in every database. */
	async function sleeper(): Promise<Workflow> {
		const credential = await house.tenants.held.credential();
		const nodes = [make.started, make.coachDay('Coach', { credential }, YESTERDAY), make.passOn('After')];
		const workflow = { id: 'SophiaSleeper001', settings: { executionOrder: 'v1' }, ...make.inARow('Sleeper', nodes) };
		return house.n8n.session.rest('POST', '/workflows', workflow);
	}

	/** Runs the workflow until it sleeps in a Sophia node. */
	async function park(workflowId: string): Promise<Parked> {
		return untilParked(await house.n8n.session.run(workflowId, 'Start'));
	}

	async function untilParked(execution: string, otherThan?: string): Promise<Parked> {
		const done = (current: Execution) => ![undefined, otherThan].includes(make.parkedRun(current));
		return { execution, run: make.parkedRun(await house.n8n.session.untilExecution(execution, { done })) ?? '' };
	}

	/** Runs nodes, the engine's knocks on which go through a doorman. */
	async function runBehind(doorman: Doorman, name: string, more: make.Node[] = []) {
		doormen.push(doorman);
		const credential = await house.tenants.quick.credential(doorman.address);
		const first = make.coachDay('Coach', { credential, parameters: { delivery: 'preview' } }, YESTERDAY);
		const { session } = house.n8n;
		const { id } = await session.createWorkflow(
			make.inARow(name, [make.started, first, ...more, make.passOn('After')]),
		);
		return session.run(id, 'Start');
	}

	/** For a minute after its first knock the engine hears nothing but refusals and cut connections. */
	async function startRefused() {
		let first: number | undefined;
		let turn = 0;
		const doorman = await startDoorman(house.n8n.address, (knock) => {
			if (!isCallback(knock)) return 'let-in';
			first ??= knock.at;
			turn += 1;
			if (knock.at - first >= A_MINUTE_MS) return 'let-in';
			return turn % 2 === 0 ? 'cut' : 'refuse';
		});
		return { doorman, execution: await runBehind(doorman, 'Refused') };
	}

	async function ended(tenant: Tenant, run: string): Promise<RunResult> {
		for (const deadline = Date.now() + 240_000; Date.now() < deadline; ) {
			const result = await tenant.run(run, 20);
			if (!['queued', 'running', 'waiting'].includes(result.state)) return result;
		}
		throw new Error(`The run ${run} did not end.`);
	}

	const untilEnded = async (execution: string) =>
		make.mustSucceed(await house.n8n.session.untilExecution(execution, { withinSeconds: 240 }));

	/** The node woke once, with the day of its own run, and the workflow went on once. */
	function expectOneDay(execution: Execution, run?: string): Day {
		const [[day] = [], ...more] = make.turnsOf<Day>(execution, 'Coach');
		expect(more).toEqual([]);
		expect(make.turnsOf(execution, 'After')).toEqual([[day]]);
		if (run) expect(day?.run.id).toBe(run);
		return day as Day;
	}

	it('gives an execution its own run although an emptied n8n gave it the ids of an earlier one', () => {
		verifies('node.n8n-emptied');
		expect(after.execution).toBe(before[0].execution);
		expect(new Set([...before, after].map(({ run }) => run)).size).toBe(3);
	});

	it('loses no result with the answer to a callback, and a callback that comes again wakes nothing', async () => {
		verifies('callbacks.until-collected');
		let lost = 0;
		const treat = (knock: Knock) => (isCallback(knock) && lost++ === 0 ? 'lose-answer' : 'let-in');
		const doorman = await startDoorman(house.n8n.address, treat);
		const execution = await runBehind(doorman, 'Lost answer');
		const day = expectOneDay(await untilEnded(execution));
		expectDay(day, { raw, fromFolder: false }, YESTERDAY, 'previewed');
		expect(await house.tenants.quick.run(day.run.id)).toMatchObject({ state: 'succeeded', collected: true });

		const knocks = doorman.knocks.filter(isCallback);
		const woke = knocks.find(({ answer }) => answer?.includes('"accepted":true'));
		expect(woke).toBe(knocks[0]);
		expect(await knockAgain(woke)).toMatchObject({ status: 409 });
		expectOneDay(await house.n8n.session.execution(execution), day.run.id);
	});

	async function knockAgain(knock: Knock | undefined) {
		const { path = '', body = '' } = knock ?? {};
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(`${house.n8n.address}${path}`, { method: 'POST', body, headers });
		return { status: response.status, text: await response.text() };
	}

	it('does not wake a second node with the repeated callback of the first', async () => {
		verifies('node.foreign-callback', 'node.chain');
		const doorman = await startDoorman(house.n8n.address, () => 'let-in');
		const credential = await house.tenants.held.credential();
		const other = make.coachDay('Second', { credential, parameters: { delivery: 'preview' } }, YESTERDAY);
		const execution = await runBehind(doorman, 'Two nodes', [other]);
		const first = await untilParked(execution);
		second = await untilParked(execution, first.run);
		const woke = doorman.knocks.find((knock) => isCallback(knock) && knock.answer?.includes('"accepted":true'));
		expect(JSON.parse(woke?.body ?? '{}')).toEqual({ id: first.run });

		const answer = await knockAgain(woke);
		expect(JSON.parse(answer.text)).toMatchObject({ accepted: false });
		expect(await untilParked(execution)).toEqual(second);
	});

	it.each([
		{ what: 'is not allowed', n8nAddress: 'http://192.0.2.1:5678' },
		{ what: 'does not answer', n8nAddress: 'http://127.0.0.1:1' },
	])('refuses at once a callback to an origin that $what', async ({ n8nAddress }) => {
		verifies('callbacks.origin-checked');
		const credential = await house.tenants.quick.credential(n8nAddress);
		const { session } = house.n8n;
		const { id } = await session.createWorkflow(
			make.inARow('Elsewhere', [make.started, make.coachDay('Coach', { credential }, YESTERDAY)]),
		);
		const { status, data } = await session.untilExecution(await session.run(id, 'Start'));
		const { error } = data.resultData;
		expect([status, error?.context?.code]).toEqual(['error', 'callback-unreachable']);
		expect(`${error?.message} ${error?.description}`).toContain('CALLBACK_ORIGINS');
		const { messages, notes } = await house.tenants.quick.sandbox.state();
		expect([messages, notes]).toEqual([[], []]);
	});

	it('delivers a callback that was refused for a minute', async () => {
		verifies('callbacks.refused-for-a-minute');
		const day = expectOneDay(await untilEnded(refused.execution));
		expectDay(day, { raw, fromFolder: false }, YESTERDAY, 'previewed');
		const callbacks = refused.doorman.knocks.filter(isCallback);
		const turnedAway = callbacks.filter(({ status }) => status === undefined);
		expect(turnedAway.length).toBeGreaterThan(3);
		expect((callbacks.at(-1)?.at ?? 0) - (callbacks[0]?.at ?? 0)).toBeGreaterThanOrEqual(A_MINUTE_MS);
	});

	it.each([
		{ what: 'was cancelled', runs: () => [cancelled.run] },
		{ what: 'was deleted', runs: () => [deleted.run] },
		{ what: 'went with the database of n8n', runs: () => before.map(({ run }) => run) },
	])('cancels the run of an execution that $what', async ({ runs }) => {
		verifies('callbacks.gone-means-stop', 'node.n8n-emptied');
		for (const run of runs()) expect(await ended(house.tenants.held, run)).toMatchObject({ state: 'cancelled' });
	});

	it('wakes those that still wait, and delivers nothing for those that are gone', async () => {
		verifies('callbacks.gone-means-stop', 'node.n8n-emptied');
		const { held } = house.tenants;
		await release();
		const day = expectOneDay(await untilEnded(after.execution), after.run);
		expectDay(day, { raw, fromFolder: false }, YESTERDAY);
		expectInbox(await held.sandbox.state(), [{ day, window: YESTERDAY }], { raw, fromFolder: false });
		const [shown] = outputOf(await untilEnded(second.execution), 'Second') as Day[];
		expect(shown?.run.id).toBe(second.run);
		for (const { run } of [...before, cancelled, deleted]) {
			expect(await held.run(run)).toMatchObject({ state: 'cancelled', spentUsd: 0, collected: false });
		}
	});

	it('wakes an execution whose run ended while n8n was killed', async () => {
		verifies('node.n8n-restarted');
		await hold();
		const asleep = await park('SophiaSleeper001');
		await house.n8n.stop('SIGKILL');
		await release();
		expect(await ended(house.tenants.held, asleep.run)).toMatchObject({ state: 'succeeded', collected: false });
		await house.n8n.restart();
		const day = expectOneDay(await untilEnded(asleep.execution), asleep.run);
		expectDay(day, { raw, fromFolder: false }, YESTERDAY, 'already-sent');
		expect(await house.tenants.held.run(asleep.run)).toMatchObject({ collected: true });
	});
});
