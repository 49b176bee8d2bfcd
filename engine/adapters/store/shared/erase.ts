/** Erases by tenant, call or person; each in one transaction under the tenant's own scope. */
import type { Erased, EraseStore } from '../../../ports/erase-store.ts';
import { callsOf, namesPerson } from './calls-of-person.ts';
import type { Database, Query } from './database.ts';

/** In an order that no reference hinders; steps, budgets and spends go with their runs. */
const TENANT_TABLES = [
	'idempotency',
	'effects',
	'runs',
	'coached_calls',
	'carried_calls',
	'windows',
	'deliveries',
	'events',
	'due_commitments',
	'subscriptions',
	'call_webhooks',
	'feedback',
	'calls',
	'model_answers',
	'transcripts',
	'playbooks',
	'teams',
	'memory_items',
	'connections',
	'api_keys',
];

/** $2: a text; rows of runs and steps that hold it anywhere, in whatever case. */
const ROOTS_NAMING = `
select distinct root_id from (
	select root_id from runs where tenant_id = $1 and (
		position(lower($2) in lower(concat_ws(' ', input, value, error, progress, recipient, to_jsonb(child_key)))) > 0
	)
	union all
	select runs.root_id from steps join runs on runs.id = steps.run_id
	where steps.tenant_id = $1 and position(lower($2) in lower(concat_ws(' ', to_jsonb(steps.name), steps.result))) > 0
	union all
	select root_id from questions where tenant_id = $1 and position(lower($2) in lower(concat_ws(' ', question, answer))) > 0
) as naming`;

/** What was told of the questions of runs that are erased: their titles may name the person. */
const ASKS_OF = `tenant_id = $1 and type = 'approval.asked' and payload -> 'data' -> 'run' ->> 'id' = any($2)`;

const STEPS_NAMING = `
select result from steps where tenant_id = $1 and position(lower($2) in lower(result::text)) > 0`;

const CALLS_NAMING = `
select call from calls where tenant_id = $1 and position(lower($2) in lower(call::text)) > 0`;

/** Events and promises say of a call whose it was, also where nothing else is known of it. */
const TOLD_NAMING = `
select call_id, payload from events where tenant_id = $1 and position(lower($2) in lower(payload::text)) > 0
union all
select call_id, payload from due_commitments where tenant_id = $1 and position(lower($2) in lower(payload::text)) > 0`;

/** Tagged with the person, or with the address in text or origin; which of them mean the person is looked at. */
const MEMORY_NAMING = `
select id, text, origin, people from memory_items where tenant_id = $1 and (
	lower($2) = any(people) or position(lower($2) in lower(text || origin::text)) > 0)`;

/** Whole: without the person a list of reps could become empty, and leave nobody out. */
const SUBSCRIPTIONS_NAMING = `tenant_id = $1 and exists (
	select from jsonb_array_elements_text(filters -> 'reps') as rep where lower(rep) = lower($2))`;

export function createEraseStore(database: Database): EraseStore {
	return {
		tenant: (tenant) =>
			database.transaction(tenant, async (query) => {
				const erased: Erased = {};
				for (const table of TENANT_TABLES) await remove(query, erased, table, 'tenant_id = $1', [tenant]);
				await remove(query, erased, 'tenants', 'id = $1', [tenant]);
				return erased;
			}),
		call: (tenant, callId) =>
			database.transaction(tenant, async (query) => {
				const erased: Erased = {};
				// With the quotes around it: an id may be the beginning of another.
				await eraseRuns(query, erased, tenant, JSON.stringify(callId));
				await eraseCalls(query, erased, tenant, [callId]);
				return erased;
			}),
		person: (tenant, email) =>
			database.transaction(tenant, async (query) => {
				const erased: Erased = {};
				const text = JSON.stringify(email).slice(1, -1);
				const steps = await query<{ result: unknown }>(STEPS_NAMING, [tenant, text]);
				const calls = await query<{ call: unknown }>(CALLS_NAMING, [tenant, text]);
				const told = await query<{ call_id: string; payload: unknown }>(TOLD_NAMING, [tenant, text]);
				const callIds = callsOf(email, [...steps.map(({ result }) => result), ...calls.map(({ call }) => call)]);
				callIds.push(...told.filter(({ payload }) => namesPerson(payload, email)).map(({ call_id }) => call_id));
				await eraseRuns(query, erased, tenant, text);
				for (const callId of callIds) await eraseRuns(query, erased, tenant, JSON.stringify(callId));
				await eraseCalls(query, erased, tenant, callIds);
				const naming = "tenant_id = $1 and position(lower($2) in lower(concat_ws(' ', key, receipt, reason))) > 0";
				await remove(query, erased, 'effects', naming, [tenant, text]);
				await remove(query, erased, 'subscriptions', SUBSCRIPTIONS_NAMING, [tenant, email]);
				const remembered = await query<{ id: string }>(MEMORY_NAMING, [tenant, email]);
				const ids = remembered.filter((item) => namesPerson(item, email)).map(({ id }) => id);
				await remove(query, erased, 'memory_items', 'tenant_id = $1 and id = any($2)', [tenant, ids]);
				return erased;
			}),
	};
}

async function eraseRuns(query: Query, erased: Erased, tenant: string, text: string): Promise<void> {
	const rows = await query<{ root_id: string }>(ROOTS_NAMING, [tenant, text]);
	const roots = rows.map((row) => row.root_id);
	if (roots.length === 0) return;
	await remove(query, erased, 'idempotency', 'tenant_id = $1 and run_id = any($2)', [tenant, roots]);
	await remove(query, erased, 'events', ASKS_OF, [tenant, roots]);
	await remove(query, erased, 'runs', 'tenant_id = $1 and root_id = any($2)', [tenant, roots]);
	// What a member kept of a run that goes says what stood in it.
	const ofRuns = "tenant_id = $1 and origin ->> 'runId' = any($2)";
	await remove(query, erased, 'memory_items', ofRuns, [tenant, roots]);
}

async function eraseCalls(query: Query, erased: Erased, tenant: string, callIds: string[]): Promise<void> {
	for (const table of [
		...[
			'events',
			'due_commitments',
			'feedback',
			'calls',
			'model_answers',
			'transcripts',
			'carried_calls',
			'coached_calls',
		],
	]) {
		await remove(query, erased, table, 'tenant_id = $1 and call_id = any($2)', [tenant, callIds]);
	}
}

/** Names of tables and conditions are constants of this file. */
async function remove(
	query: Query,
	erased: Erased,
	table: string,
	condition: string,
	values: unknown[],
): Promise<void> {
	const [row] = await query<{ count: number }>(
		`with gone as (delete from ${table} where ${condition} returning 1) select count(*) as count from gone`,
		values,
	);
	erased[table] = (erased[table] ?? 0) + Number(row?.count ?? 0);
}
