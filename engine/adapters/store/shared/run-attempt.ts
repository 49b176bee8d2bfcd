/** What one attempt at a run reads and writes. Each write is one statement that holds only under the attempt's epoch. */
import type { ErrorView, RunState } from '../../../contract/run.ts';
import { toJsonText } from '../../../ports/json.ts';
import type {
	Attempt,
	AttemptStore,
	ChildRow,
	ClaimedRun,
	RunEnding,
	SuspendedUntil,
} from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { holdTree, setClocks } from './run-clock.ts';
import { ask } from './run-questions.ts';
import { cancelBelow, ENDED } from './run-tree.ts';
import { together } from './together.ts';

/**
 * `for share` makes the next claim wait for this statement, and this statement look again where a claim came first: so
 * either the write is seen by the next attempt, or it is not made.
 */
export const LIVE = `select tenant_id, id, root_id, deadline_at from runs
	where tenant_id = $1 and id = $2 and epoch = $3 and state = 'running' for share`;

/**
 * Locked in the order of their ids: statements that take several runs never wait for each other in a circle. While this
 * one waits, an attempt may come and go in between, whose steps are not in the view that this one began with: such a run
 * is left to its next claim.
 */
const CLAIM = `
with seen as materialized (
	select id, epoch from runs where tenant_id = $1 and id = any($2)
), queued as (
	select id, epoch from runs where tenant_id = $1 and id = any($2) and state = 'queued'
		and deadline_at > coalesce(paused_at, now())
	order by id for update
)
update runs r set state = 'running', epoch = r.epoch + 1, worker = $3, waits_for = null, wake_at = null, answer_came = false
from queued join seen on seen.id = queued.id and seen.epoch = queued.epoch where r.id = queued.id and r.tenant_id = $1
returning r.id, r.root_id, r.kind, r.batch, r.input, r.connections, r.delivery, r.recipient, r.resend, r.created_at, r.epoch,
	r.retries, extract(epoch from r.deadline_at - coalesce(r.paused_at, now()))::float8 * 1000 as left_ms,
	(select jsonb_object_agg(name, result) from steps where run_id = r.id) as steps`;

type ClaimRow = {
	id: string;
	root_id: string;
	kind: string;
	batch: boolean;
	input: unknown;
	connections: ClaimedRun['connections'];
	delivery: ClaimedRun['delivery'];
	recipient: string | null;
	resend: string | null;
	created_at: Date;
	epoch: number;
	retries: number;
	left_ms: number;
	steps: Record<string, unknown> | null;
};

const RECORD_STEP = `
with live as (${LIVE})
insert into steps (tenant_id, run_id, name, result) select tenant_id, id, $4, $5::jsonb from live returning 1`;

const ADD_CHILDREN = `
with live as (${LIVE}), parent as (
	select r.*, r.deadline_at + coalesce(now() - r.paused_at, interval '0') as ends_at from runs r join live on live.id = r.id
)
insert into runs (tenant_id, id, root_id, parent_id, child_kind, child_key, child_index, kind, input, connections, delivery,
	recipient, resend, state, queued_at, deadline_at)
select p.tenant_id, c.id, p.root_id, p.id, $4, c.key, c.index, $4, c.input, p.connections, p.delivery,
	p.recipient, p.resend, 'queued', now(), p.ends_at - least(interval '5 seconds', (p.ends_at - now()) * 0.1)
from parent p, jsonb_to_recordset($5::jsonb) as c (id text, key text, index int, input jsonb)
on conflict (parent_id, child_kind, child_key) where parent_id is not null do nothing
returning id`;

const CHILDREN = `
select child_key as key, state, value, error from runs
where tenant_id = $1 and parent_id = $2 and child_kind = $3 order by child_index`;

const SUSPEND = `
update runs set state = 'waiting', worker = null, waits_for = $4,
	wake_at = now() + $5::float8 * interval '1 millisecond',
	retries = case when $6::jsonb is null then 0 else retries + 1 end, error = $6::jsonb
where tenant_id = $1 and id = $2 and epoch = $3 and state = 'running'
returning 1`;

const ROOT_OF = `select root_id from runs where tenant_id = $1 and id = $2`;

/** Where an answer came between the claim and the end of an attempt. */
const WAKE_ANSWERED = `
update runs set state = 'queued', queued_at = now(), waits_for = null
where tenant_id = $1 and id = $2 and state = 'waiting' and waits_for in ('answers', 'answers-or-children') and answer_came
returning epoch`;

const WRITE_COLUMN = (column: 'value' | 'progress') => `
update runs set ${column} = $4::jsonb where tenant_id = $1 and id = $2 and epoch = $3 and state = 'running' returning 1`;

/** A run that ends early keeps what it had reported. What its budget refused is known from the same moment on. */
const FINISH = `
with ending as (
	select r.id, r.root_id, e.state, e.value, e.error, e.refused
	from jsonb_to_recordset($2::jsonb) as e (id text, epoch int, state text, value jsonb, error jsonb, refused jsonb)
	join runs r on r.tenant_id = $1 and r.id = e.id and r.epoch = e.epoch and r.state = 'running'
	where r.id = any($3)
	order by r.id for update of r
), stopped as (
	insert into budget_stops (tenant_id, root_id, run_id, work)
	select $1, root_id, id, refused from ending where refused is not null
)
update runs r set state = e.state, value = coalesce(e.value, case when e.state <> 'succeeded' then r.value end),
	error = e.error, ended_at = now(), worker = null, callback_at = now()
from ending e where r.id = e.id and r.tenant_id = $1
returning r.id, r.parent_id, r.root_id = r.id as is_root, r.callback_state is not null as has_callback`;

const WAKE_PARENT = `
update runs p set state = 'queued', queued_at = now(), waits_for = null
where p.tenant_id = $1 and p.id = $2 and p.state = 'waiting'
	and p.waits_for in ('children', 'answers-or-children')
	and not exists (select 1 from runs c where c.parent_id = p.id and c.state not in ${ENDED})
returning p.epoch`;

const json = (value: unknown) => toJsonText(value) ?? null;
const key = ({ tenant, runId, epoch }: Attempt) => [tenant, runId, epoch];

export function createAttemptStore(database: Database): AttemptStore {
	const run = <Row>(tenant: string, text: string, values: unknown[]) =>
		database.tenant(tenant, (query) => query<Row>(text, values));
	const holds = async (attempt: Attempt, text: string, ...values: unknown[]) =>
		(await run(attempt.tenant, text, [...key(attempt), ...values])).length > 0;

	const claim = together(async (tenant, wanted: { runId: string; worker: string }[]) => {
		const rows = new Map<string, ClaimRow>();
		for (const worker of new Set(wanted.map((one) => one.worker))) {
			const ids = wanted.filter((one) => one.worker === worker).map(({ runId }) => runId);
			for (const row of await run<ClaimRow>(tenant, CLAIM, [tenant, ids, worker])) rows.set(row.id, row);
		}
		return wanted.map(({ runId }) => {
			const row = rows.get(runId);
			// A run that was asked for twice is given once.
			rows.delete(runId);
			return row && toClaimed(tenant, runId, row);
		});
	});
	const finish = together(async (tenant, ending: (RunEnding & { id: string; epoch: number })[]) => {
		const rows = await run<FinishRow>(tenant, FINISH, [tenant, json(ending), ending.map(({ id }) => id)]);
		const byId = new Map(rows.map((row) => [row.id, row]));
		return ending.map(({ id }) => byId.get(id));
	});

	return {
		claim: ({ runId, tenant }, worker) => claim(tenant, { runId, worker }),
		recordStep: (attempt, name, result) => holds(attempt, RECORD_STEP, name, json(result) ?? 'null'),
		async addChildren(attempt, kind, children) {
			const rows = children.map((child, index) => ({ ...child, index }));
			const { tenant } = attempt;
			const added = await run<{ id: string }>(tenant, ADD_CHILDREN, [...key(attempt), kind, json(rows)]);
			if (added.length === 0 && !(await holds(attempt, LIVE))) return undefined;
			return added.map(({ id }) => ({ tenant, runId: id, turn: 0 }));
		},
		async children({ tenant, runId }, kind) {
			return (await run<ChildRecord>(tenant, CHILDREN, [tenant, runId, kind ?? 'input'])).map(toChild);
		},
		ask: (attempt, name, question) => ask(database, attempt, name, question),
		async suspend(attempt, until, retryOf) {
			const values = [...waitsOf(until), json(retryOf)];
			if (until === 'children' || !('answers' in until)) return holds(attempt, SUSPEND, ...values);
			const { tenant, runId } = attempt;
			return database.transaction(tenant, async (query) => {
				const [run] = await query<{ root_id: string }>(ROOT_OF, [tenant, runId]);
				if (!run) return false;
				await holdTree(query, run.root_id);
				if ((await query(SUSPEND, [...key(attempt), ...values])).length === 0) return false;
				await setClocks(query, tenant, run.root_id);
				return true;
			});
		},
		report: (attempt, value) => holds(attempt, WRITE_COLUMN('value'), json(value)),
		progress: (attempt, text, done, total) => holds(attempt, WRITE_COLUMN('progress'), json({ text, done, total })),
		async finish({ epoch, runId, tenant }, ending) {
			const row = await finish(tenant, { ...ending, id: runId, epoch });
			if (!row) return undefined;
			// A run that succeeded has seen its children end; any other may leave some behind.
			if (ending.state !== 'succeeded') await database.tenant(tenant, (query) => cancelBelow(query, tenant, runId));
			return { parentId: row.parent_id ?? undefined, isRoot: row.is_root, hasCallback: row.has_callback };
		},
		async wakeParent(tenant, parentId) {
			const [woken] = await run<{ epoch: number }>(tenant, WAKE_PARENT, [tenant, parentId]);
			return woken && { tenant, runId: parentId, turn: woken.epoch };
		},
		async wakeAnswered(tenant, runId) {
			const [woken] = await run<{ epoch: number }>(tenant, WAKE_ANSWERED, [tenant, runId]);
			return woken && { tenant, runId, turn: woken.epoch };
		},
	};
}

/** `waits_for` and the time after which it goes on anyway, ms. */
function waitsOf(until: SuspendedUntil): [string, number | null] {
	if (until === 'children') return ['children', null];
	if ('answers' in until) return [until.children ? 'answers-or-children' : 'answers', until.ms ?? null];
	return ['time', until.ms];
}

type FinishRow = { id: string; parent_id: string | null; is_root: boolean; has_callback: boolean };

type ChildRecord = { key: string; state: RunState; value: unknown; error: ErrorView | null };

function toChild({ key, state, value, error }: ChildRecord): ChildRow {
	return { key, state, value: value ?? undefined, error: error ?? undefined };
}

function toClaimed(tenant: string, runId: string, row: ClaimRow): ClaimedRun {
	return {
		tenant,
		runId,
		epoch: row.epoch,
		rootId: row.root_id,
		kind: row.kind,
		batch: row.batch,
		input: row.input,
		connections: row.connections,
		delivery: row.delivery,
		recipient: row.recipient ?? undefined,
		resend: row.resend ?? undefined,
		requestedAt: row.created_at,
		leftMs: row.left_ms,
		retries: row.retries,
		steps: row.steps ?? {},
	};
}
