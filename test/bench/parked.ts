/** Executions parked in the real n8n, all at once, and woken: each must end with the result of its own run, once. */
import path from 'node:path';
import type { CoachingDay, RunResult } from '../../engine/contract/index.ts';
import { openHouse, type Tenant } from '../host/house.ts';
import { hasEnded, outputOf, type Session, untilWebhook } from '../host/n8n.ts';
import { coachDay, inARow, node, passOn, turnsOf } from '../host/workflows.ts';
import { sharedFolder } from '../shared-folder.ts';
import { concurrently, option, print } from './shared/figures.ts';

type Window = { from: string; to: string };
type Day = CoachingDay & { run: Pick<RunResult, 'id'> };
/** What one execution came to. */
type Outcome = { status: string; asked: Window; days: Day[]; after: Day[]; collected: boolean };

const EXECUTIONS = option('executions', 100);
const TODAY = '2026-11-20';
/** The sandbox lays the calls of a large day evenly between 8:00 and 18:00 on the day before. */
const OPENING = Date.parse('2026-11-19T08:00:00Z');
const MINUTE_MS = 60_000;
const MINUTES = 600;
const PHASE_MS = 900_000;

/** The window that holds the call of that number and no other. */
function windowOf(number: number): Window {
	const at = (index: number) =>
		new Date(OPENING + Math.floor((index * MINUTES) / EXECUTIONS) * MINUTE_MS).toISOString();
	return { from: at(number), to: at(number + 1) };
}

const world = { calls: path.join(sharedFolder, 'data/gong'), today: TODAY, zone: 'UTC', dayCalls: EXECUTIONS };
const house = await openHouse({ acme: world });
try {
	const { acme } = house.tenants;
	const { address, session } = house.n8n;
	const workflow = await publish(session, acme);
	await untilWebhook(address, 'parked');
	await acme.sandbox.fault({ service: 'gong', kind: 'hold', times: 1_000_000 });

	const began = Date.now();
	await concurrently([...Array(EXECUTIONS).keys()], 8, async (number) => {
		const body = JSON.stringify(windowOf(number));
		const headers = { 'content-type': 'application/json' };
		const response = await fetch(`${address}/webhook/parked`, { method: 'POST', body, headers });
		if (!response.ok) throw new Error(`The webhook answered ${response.status}: ${await response.text()}`);
	});
	await untilAll(session, workflow, ({ status }) => status === 'waiting');
	const parkedAfter = Date.now() - began;

	await acme.sandbox.clearFaults();
	await acme.sandbox.release();
	await untilAll(session, workflow, hasEnded);
	const wokenAfter = Date.now() - began - parkedAfter;

	const outcomes: Outcome[] = [];
	for (const { id } of await session.executions(workflow)) outcomes.push(await outcomeOf(session, acme, id));
	const { notes } = await acme.sandbox.state();
	const lost = EXECUTIONS - outcomes.filter(isWhole).length;
	const seconds = (ms: number) => (ms / 1000).toFixed(0);
	const note = `${EXECUTIONS} executions, all parked after ${seconds(parkedAfter)} s, all woken ${seconds(wokenAfter)} s later`;
	print({ bench: 'parked', metric: 'lost_executions', value: lost, unit: 'executions', note });
	print({
		bench: 'parked',
		metric: 'duplicate_results',
		value: duplicates(outcomes, notes.length),
		unit: 'results',
		note,
	});
} finally {
	await house.close();
}

/** A workflow that each call of its webhook runs over the window in its body. */
async function publish(session: Session, tenant: Tenant): Promise<string> {
	const hook = node('Webhook', 'n8n-nodes-base.webhook', 2, { httpMethod: 'POST', path: 'parked', options: {} });
	const window = { from: '={{ $json.body.from }}', to: '={{ $json.body.to }}' };
	const coach = coachDay('Coach', { credential: await tenant.credential() }, window);
	const row = inARow('Parked', [{ ...hook, webhookId: 'parked' }, coach, passOn('After')]);
	const { id } = await session.createWorkflow(row);
	await session.activate(id);
	return id;
}

async function untilAll(session: Session, workflow: string, done: (execution: { status: string }) => boolean) {
	for (const deadline = Date.now() + PHASE_MS; ; ) {
		const executions = await session.executions(workflow);
		if (executions.length >= EXECUTIONS && executions.every(done)) return;
		const counts = Map.groupBy(executions, ({ status }) => status);
		const inWords = [...counts].map(([status, some]) => `${some.length} ${status}`).join(', ');
		if (Date.now() > deadline) throw new Error(`Not all of ${EXECUTIONS} executions got there: ${inWords}`);
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}

async function outcomeOf(session: Session, tenant: Tenant, id: string): Promise<Outcome> {
	const execution = await session.execution(id);
	const days = turnsOf<Day>(execution, 'Coach').flat();
	const run = days[0]?.run?.id;
	return {
		status: execution.status,
		asked: outputOf(execution, 'Webhook')[0].body,
		days,
		after: turnsOf<Day>(execution, 'After').flat(),
		collected: run !== undefined && (await tenant.run(run)).collected,
	};
}

/** It succeeded with the day of its own window, whose one call was coached, and the engine knows that it was taken. */
function isWhole({ after, asked, collected, days, status }: Outcome): boolean {
	const [day] = days;
	const own = day !== undefined && sameTime(day.window.from, asked.from) && sameTime(day.window.to, asked.to);
	return status === 'success' && own && day.notes.length === 1 && after.length > 0 && collected;
}

function sameTime(one: string, other: string): boolean {
	return Date.parse(one) === Date.parse(other);
}

/** Results that came twice into one execution, runs that answered two executions, notes that were written twice. */
function duplicates(outcomes: Outcome[], notes: number): number {
	const extra = outcomes.map(({ after, days }) => Math.max(0, days.length - 1) + Math.max(0, after.length - 1));
	const runs = outcomes.flatMap(({ days }) => days.slice(0, 1).map(({ run }) => run?.id));
	const shared = runs.length - new Set(runs).size;
	return extra.reduce((sum, one) => sum + one, 0) + shared + Math.max(0, notes - EXECUTIONS);
}
