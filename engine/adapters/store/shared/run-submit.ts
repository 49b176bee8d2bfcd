/** Records new runs: the roots, the children of batches, their budgets and their idempotency keys. */
import { TerminalError } from '../../../errors.ts';
import type { NewRun, SubmittedRun } from '../../../ports/run-store.ts';
import type { Database, Query } from './database.ts';
import { isUniqueViolation } from './database-errors.ts';
import { together } from './together.ts';

/** One statement: either everything is there afterwards, or nothing. */
const INSERT = `
with new_runs as (
	insert into runs (tenant_id, id, root_id, parent_id, child_kind, child_key, child_index, kind, batch, input, connections,
		delivery, recipient, resend, state, waits_for, queued_at, deadline_at, callback_url, callback_state, callback_at)
	select $1, r.id, r.root_id, r.parent_id, r.child_kind, r.child_key, r.child_index, r.kind, r.batch, r.input, r.connections,
		r.delivery, r.recipient, r.resend, r.state, r.waits_for, now(), now() + r.deadline_seconds * interval '1 second',
		r.callback_url, r.callback_state, now() + interval '15 seconds'
	from jsonb_to_recordset($2::jsonb) as r (id text, root_id text, parent_id text, child_kind text, child_key text,
		child_index int, kind text, batch boolean, input jsonb, connections jsonb, delivery text, recipient text, resend text,
		state text, waits_for text, deadline_seconds float8, callback_url text, callback_state text)
	returning id, state, created_at, parent_id
), new_budgets as (
	insert into budgets (tenant_id, root_id, limit_nano)
	select $1, b.root_id, b.limit_nano from jsonb_to_recordset($3::jsonb) as b (root_id text, limit_nano bigint)
), new_keys as (
	insert into idempotency (tenant_id, key, fingerprint, run_id)
	select $1, k.key, k.fingerprint, k.run_id from jsonb_to_recordset($4::jsonb) as k (key text, fingerprint text, run_id text)
)
select id, state, created_at from new_runs where parent_id is null`;

/** A key is free again when its run failed or was cancelled, has expired, or is 7 days old. */
const KNOWN_KEYS = `
select i.key, i.fingerprint, i.run_id, r.state, r.created_at,
	(r.id is null or r.state in ('failed', 'cancelled') or i.created_at < now() - interval '7 days') as free
from idempotency i left join runs r on r.id = i.run_id
where i.tenant_id = $1 and i.key = any($2)
for update of i`;

type KnownKey = {
	key: string;
	fingerprint: string;
	run_id: string;
	state: SubmittedRun['state'];
	created_at: Date;
	free: boolean;
};

/** Another engine can be quicker once for each time a key is freed. */
const MOST_TRIES = 5;

/**
 * Records the runs of a request in order, all or none. A run whose Idempotency-Key is known with the same fingerprint is
 * answered with the run there is. Throws `idempotency-conflict`, and then nothing is recorded.
 */
export function createSubmit(database: Database): (tenant: string, runs: NewRun[]) => Promise<SubmittedRun[]> {
	const record = (tenant: string, runs: NewRun[]) => database.tenant(tenant, (query) => insert(query, tenant, runs));
	const recordTogether = together(
		async (tenant, requests: NewRun[][]) => {
			const recorded = await record(tenant, requests.flat());
			return requests.map((runs) => recorded.splice(0, runs.length));
		},
		{ most: 20 },
	);
	return async (tenant, runs) => {
		// Almost always every key is new: one statement, one commit.
		let submit = () => recordTogether(tenant, runs);
		for (let left = MOST_TRIES; ; left -= 1) {
			try {
				return await submit();
			} catch (error) {
				if (!isUniqueViolation(error) || left === 1) throw error;
			}
			// A key of this request is known, or one of a request that was sent with it, or another engine was quicker just now.
			submit = () => database.transaction(tenant, (query) => submitWithKnownKeys(query, tenant, runs));
		}
	};
}

async function submitWithKnownKeys(query: Query, tenant: string, runs: NewRun[]): Promise<SubmittedRun[]> {
	const keys = [...new Set(runs.flatMap((run) => run.idempotency?.key ?? []))].sort();
	// Two requests with the same new keys: the lock lets the second see what the first recorded.
	for (const key of keys) await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${tenant}/${key}`]);
	const known = new Map((await query<KnownKey>(KNOWN_KEYS, [tenant, keys])).map((row) => [row.key, row]));
	const freed = [...known.values()].filter((row) => row.free).map((row) => row.key);
	if (freed.length > 0) await query('delete from idempotency where tenant_id = $1 and key = any($2)', [tenant, freed]);
	const added = new Map<string, NewRun>();
	const answers = runs.map((run, index) => {
		const key = run.idempotency?.key;
		if (key === undefined) return undefined;
		const earlier = known.get(key);
		if (earlier && !earlier.free) {
			if (earlier.fingerprint !== run.idempotency?.fingerprint) throw conflict(index);
			return { id: earlier.run_id, state: earlier.state, createdAt: earlier.created_at, queue: [] };
		}
		const twin = added.get(key);
		if (twin && twin.idempotency?.fingerprint !== run.idempotency?.fingerprint) throw conflict(index);
		if (!twin) added.set(key, run);
		return undefined;
	});
	const fresh = runs.filter((run, index) => {
		if (answers[index]) return false;
		return run.idempotency === undefined || added.get(run.idempotency.key) === run;
	});
	const inserted = new Map((fresh.length > 0 ? await insert(query, tenant, fresh) : []).map((run) => [run.id, run]));
	return runs.map((run, index) => {
		const answer = answers[index] ?? inserted.get(run.id);
		if (answer) return answer;
		const twin = inserted.get(added.get(run.idempotency?.key ?? '')?.id ?? '') as SubmittedRun;
		return { ...twin, queue: [] };
	});
}

function conflict(index: number): TerminalError {
	return new TerminalError('idempotency-conflict', undefined, { details: { index } });
}

async function insert(query: Query, tenant: string, runs: NewRun[]): Promise<SubmittedRun[]> {
	const rows = runs.flatMap(toRows);
	const budgets = runs.map((run) => ({ root_id: run.id, limit_nano: run.budgetNano }));
	const keys = runs
		.flatMap((run) => (run.idempotency ? [{ ...run.idempotency, run_id: run.id }] : []))
		// Statements that record the same keys wait for each other, and in one order never in a circle.
		.sort((a, b) => (a.key < b.key ? -1 : 1));
	const inserted = await query<{ id: string; state: SubmittedRun['state']; created_at: Date }>(INSERT, [
		tenant,
		JSON.stringify(rows),
		JSON.stringify(budgets),
		JSON.stringify(keys),
	]);
	const byId = new Map(inserted.map((row) => [row.id, row]));
	return runs.map((run) => {
		const row = byId.get(run.id) as (typeof inserted)[number];
		const work = run.inputs.length > 1 ? run.inputs.map(({ id }) => id) : [run.id];
		return {
			id: run.id,
			state: row.state,
			createdAt: row.created_at,
			queue: work.map((runId) => ({ tenant, runId, turn: 0 })),
		};
	});
}

function toRows(run: NewRun): object[] {
	const shared = {
		root_id: run.id,
		kind: run.kind,
		connections: run.connections,
		delivery: run.delivery,
		recipient: run.recipient,
		resend: run.resend,
		deadline_seconds: run.deadlineSeconds,
	};
	const callback = run.callbackUrl ? { callback_url: run.callbackUrl, callback_state: 'pending' } : {};
	const [only] = run.inputs;
	if (run.inputs.length === 1) {
		return [{ ...shared, ...callback, id: run.id, batch: false, input: only?.input, state: 'queued' }];
	}
	const root = {
		...shared,
		...callback,
		id: run.id,
		batch: true,
		input: null,
		state: 'waiting',
		waits_for: 'children',
	};
	const children = run.inputs.map(({ id, input }, index) => ({
		...shared,
		id,
		parent_id: run.id,
		child_kind: 'input',
		child_key: String(index),
		child_index: index,
		batch: false,
		input,
		state: 'queued',
		// The root gathers what there is: its inputs end a little before it.
		deadline_seconds: Math.max(run.deadlineSeconds - 5, run.deadlineSeconds * 0.9),
	}));
	return [root, ...children];
}
