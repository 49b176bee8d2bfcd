/** The course of a run for those who watch: each step, each spend and the latest states since a cursor. */
import type { RunEvent, RunState } from '../../../contract/run.ts';
import type { EventCursor } from '../../../ports/run-store.ts';
import type { Query } from './database.ts';

const STATES = `select id, state, progress, coalesce(ended_at, now()) as at from runs where tenant_id = $1 and root_id = $2`;

/**
 * A row has its time and position when its statement begins, and is visible when that has ended: a later one may be
 * there first. No statement takes as long as a minute.
 */
const STEPS = `
select s.run_id, s.name, s.position, s.recorded_at as at from steps s join runs r on r.id = s.run_id
where s.tenant_id = $1 and r.root_id = $2 and s.recorded_at > $3::timestamptz - interval '1 minute' order by s.position`;
const OVERLAP_MS = 60_000;

/** Positions follow the order of the reservations, because those of a root take its budget row in turn. */
const SPENDS = `
select s.run_id, s.position, s.settled_nano, now() as at from spends s
where s.tenant_id = $1 and s.root_id = $2 and s.position > $3 order by s.position`;

const BEGINNING: EventCursor = {
	steps: { since: new Date(0).toISOString(), seen: [] },
	spends: { after: 0, seen: [] },
	states: {},
	progress: '',
};

type StateRow = {
	id: string;
	state: RunState;
	progress: { text: string; done: number; total: number } | null;
	at: Date;
};

type News<Cursor> = { events: RunEvent[]; cursor: Cursor };

export async function readEvents(
	query: Query,
	tenant: string,
	id: string,
	after: EventCursor = BEGINNING,
): Promise<News<EventCursor>> {
	// Read first and told last: when the end is seen here, all that led to it is seen by the next statements.
	const rows = await query<StateRow>(STATES, [tenant, id]);
	const steps = await readSteps(query, tenant, id, after.steps);
	const spends = await readSpends(query, tenant, id, after.spends);
	const progress = rows.find((row) => row.id === id)?.progress;
	const shown = progress ? JSON.stringify(progress) : after.progress;
	const events = [...steps.events, ...spends.events];
	const now = new Date().toISOString();
	if (progress && shown !== after.progress) events.push({ type: 'progress', runId: id, ...progress, at: now });
	// The root's own end is the last word.
	for (const row of rows.sort((a, b) => Number(a.id === id) - Number(b.id === id))) {
		if (after.states[row.id] === row.state) continue;
		events.push({ type: 'state', runId: row.id, state: row.state, at: row.at.toISOString() });
	}
	const states = Object.fromEntries(rows.map((row) => [row.id, row.state]));
	return { events, cursor: { steps: steps.cursor, spends: spends.cursor, states, progress: shown } };
}

async function readSteps(
	query: Query,
	tenant: string,
	id: string,
	{ seen, since }: EventCursor['steps'],
): Promise<News<EventCursor['steps']>> {
	type StepRow = { run_id: string; name: string; position: number; at: Date };
	const rows = await query<StepRow>(STEPS, [tenant, id, since]);
	const known = new Set(seen);
	const events = rows
		.filter(({ position }) => !known.has(position))
		.map(({ at, name, run_id }): RunEvent => ({ type: 'step', runId: run_id, name, at: at.toISOString() }));
	const last = Math.max(Date.parse(since), ...rows.map(({ at }) => at.getTime()));
	const overlap = rows.filter(({ at }) => at.getTime() >= last - OVERLAP_MS).map(({ position }) => position);
	return { events, cursor: { since: new Date(last).toISOString(), seen: overlap } };
}

async function readSpends(
	query: Query,
	tenant: string,
	id: string,
	{ after, seen }: EventCursor['spends'],
): Promise<News<EventCursor['spends']>> {
	type SpendRow = { run_id: string; position: number; settled_nano: number | null; at: Date };
	const rows = await query<SpendRow>(SPENDS, [tenant, id, after]);
	const known = new Set(seen);
	const settled = rows.filter(({ settled_nano }) => settled_nano !== null);
	const events = settled
		.filter(({ position }) => !known.has(position))
		.map(
			({ at, run_id, settled_nano }): RunEvent => ({
				type: 'spend',
				runId: run_id,
				spentUsd: (settled_nano ?? 0) / 1e9,
				at: at.toISOString(),
			}),
		);
	const open = rows.find(({ settled_nano }) => settled_nano === null);
	const positions = settled.map(({ position }) => position);
	if (!open) return { events, cursor: { after: positions.at(-1) ?? after, seen: [] } };
	return { events, cursor: { after, seen: positions } };
}
