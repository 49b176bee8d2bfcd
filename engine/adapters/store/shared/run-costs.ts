/** What a run and its whole tree cost, as it is kept: bounded lists, sums over everything. Nothing of what was said. */
import type { Gap } from '../../../contract/coaching.ts';
import type { ErrorView, RunState } from '../../../contract/run.ts';
import { KNOWN_BEFORE } from '../../../ports/model-answers.ts';
import type { StoredCostEntry, StoredModelCosts, StoredRunCosts } from '../../../ports/run-store.ts';
import type { Database, Query } from './database.ts';
import { readTeamwork } from './run-teamwork.ts';
import { ENDED } from './run-tree.ts';

/** Two hundred calls in two parts each, and some tries more: what a page can show. */
const MOST_ENTRIES = 500;
const MOST_INPUTS = 100;
const MOST_EFFECTS = 50;
const MOST_GAPS = 50;
/** A catalog has a dozen. */
const MOST_MODELS = 50;

const HEAD = `
select r.kind, r.state, r.batch, r.created_at, r.ended_at, r.error, r.progress, b.limit_nano, b.spent_nano, b.reserved_nano
from runs r join budgets b on b.root_id = r.id
where r.tenant_id = $1 and r.id = $2 and r.parent_id is null`;

type HeadRow = {
	kind: string;
	state: RunState;
	batch: boolean;
	created_at: Date;
	ended_at: Date | null;
	error: ErrorView | null;
	progress: { text: string; done: number; total: number } | null;
	limit_nano: number;
	spent_nano: number;
	reserved_nano: number;
};

const STATES = `
select state, count(*) as count from runs where tenant_id = $1 and root_id = $2 and parent_id is not null
group by state order by state`;

/** Those that failed first. */
const INPUTS = `
select child_index as index, state, error, count(*) over () as in_all from runs
where tenant_id = $1 and parent_id = $2 and child_kind = 'input' order by error is null, child_index limit $3`;

type InputRow = { index: number; state: RunState; error: ErrorView | null; in_all: number };

/** Of a step `k` that asked a model. */
const token = (name: string) => `(k.result #>> '{generation,usage,${name}}')::numeric`;

const MODELS = `
select k.result ->> 'model' as model, count(*) as tries, count(*) filter (where k.result ? 'failed') as failed,
	sum(s.settled_nano)::bigint as cost_nano,
	coalesce(sum(s.settled_nano) filter (where k.result ? 'failed'), 0)::bigint as failed_nano,
	coalesce(sum(${token('inputTokens')}), 0)::bigint as input,
	coalesce(sum(${token('cacheReadTokens')}), 0)::bigint as cache_read,
	coalesce(sum(${token('cacheWriteTokens')}), 0)::bigint as cache_write,
	coalesce(sum(${token('outputTokens')}), 0)::bigint as output
from spends s join steps k on k.run_id = s.run_id and k.name = s.name
where s.tenant_id = $1 and s.root_id = $2 and s.settled_nano is not null and k.result ->> 'model' is not null
group by 1 order by cost_nano desc, model limit $3`;

type ModelRow = {
	model: string;
	tries: number;
	failed: number;
	cost_nano: number;
	failed_nano: number;
	input: number;
	cache_read: number;
	cache_write: number;
	output: number;
};

/** A subquery of `runs r`: what its whole tree used of each model, tries that failed among them. */
export const USES = `
select jsonb_agg(jsonb_build_object('model', u.model, 'calls', u.calls, 'inputTokens', u.input, 'outputTokens', u.output,
	'costNano', u.cost_nano) order by u.cost_nano desc, u.model)
from (select k.result ->> 'model' as model, count(*) as calls, sum(s.settled_nano) as cost_nano,
	coalesce(sum(${token('inputTokens')} + ${token('cacheReadTokens')} + ${token('cacheWriteTokens')}), 0) as input,
	coalesce(sum(${token('outputTokens')}), 0) as output
	from spends s join steps k on k.run_id = s.run_id and k.name = s.name
	where s.tenant_id = r.tenant_id and s.root_id = r.id and s.settled_nano is not null and k.result ->> 'model' is not null
	group by 1) u`;

/**
 * In the order of the tree, each run's own first. A reservation that no attempt can settle any more is `unsettled`. What a
 * model answered stays where it is: only its figures are read.
 */
const ENTRIES = `
with recursive tree as (
	select id, kind, state, epoch, null::text as key, null::int as index, array[]::text[] as path
	from runs where tenant_id = $1 and id = $2 and parent_id is null
	union all
	select r.id, r.kind, r.state, r.epoch, r.child_key, r.child_index,
		t.path || array[r.child_kind, lpad(coalesce(r.child_index, 0)::text, 9, '0'), r.id]
	from runs r join tree t on r.parent_id = t.id where r.tenant_id = $1
), entries as (
	select t.id, t.path, 1 as part, s.position, s.name,
		case when k.result ? 'failed' then 'failed' when s.settled_nano is not null then 'done'
			when t.state = 'running' and t.epoch = s.epoch then 'under-way' else 'unsettled' end as outcome,
		coalesce(s.settled_nano, s.reserved_nano) as cost_nano, s.reserved_at as started_at, k.recorded_at as ended_at,
		null::int as count, k.result ->> 'model' as model, k.result ->> 'tier' as tier, k.result ->> 'asked' as asked,
		k.result #> '{generation,usage}' as usage, k.result #>> '{failed,code}' as code
	from tree t join spends s on s.tenant_id = $1 and s.root_id = $2 and s.run_id = t.id
	left join steps k on s.settled_nano is not null and k.run_id = s.run_id and k.name = s.name
	union all
	select t.id, t.path, 0, 0, k.name, 'known', 0, null, k.recorded_at, jsonb_array_length(k.result), null, null, null, null, null
	from tree t join steps k on k.run_id = t.id and k.name = $4
	where jsonb_typeof(k.result) = 'array' and jsonb_array_length(k.result) > 0
	union all
	select t.id, t.path, 2, (unread ->> 'part')::bigint, 'read part ' || (unread ->> 'part'), 'left-out', 0, null, null, null,
		null, null, null, null, unread ->> 'code'
	from tree t join runs r on r.id = t.id
	cross join lateral jsonb_array_elements(case when jsonb_typeof(r.value #> '{reading,unread}') = 'array'
		then r.value #> '{reading,unread}' else '[]' end) as unread
	union all
	select t.id, t.path, 2, 0, 'write the answer', 'left-out', 0, null, null, null, null, null, null, null,
		r.value #>> '{written,failed,code}'
	from tree t join runs r on r.id = t.id where r.value #> '{written,failed}' is not null
), shown as (
	select *, count(*) over () as in_all from entries order by path, part, position limit $3
)
select shown.*, t.kind, t.key, t.index, left(r.input #>> '{call,title}', 200) as title
from shown join tree t on t.id = shown.id join runs r on r.id = shown.id
order by shown.path, shown.part, shown.position`;

type EntryRow = {
	id: string;
	name: string;
	outcome: StoredCostEntry['outcome'];
	cost_nano: number;
	started_at: Date | null;
	ended_at: Date | null;
	count: number | null;
	model: string | null;
	tier: StoredCostEntry['tier'] | null;
	asked: StoredCostEntry['asked'] | null;
	usage: StoredCostEntry['usage'] | null;
	code: string | null;
	in_all: number;
	kind: string;
	key: string | null;
	title: string | null;
};

const UNCONFIRMED = `
select e.key, e.kind, e.intended_at as since, e.reason, count(*) over () as in_all
from effects e join runs r on r.tenant_id = $1 and r.id = $2
where e.tenant_id = $1 and (e.root_id = r.id or e.asked_root_id = r.id)
	and (e.state = 'unconfirmed' or (e.state = 'intended' and r.state in ${ENDED}))
order by e.key limit $3`;

type UnconfirmedRow = { key: string; kind: string; since: Date; reason: string | null; in_all: number };

const GAPS = `
select gap, count(*) over () as in_all from runs r
cross join lateral jsonb_array_elements(case when jsonb_typeof(r.value -> 'gaps') = 'array' then r.value -> 'gaps' else '[]' end)
	with ordinality as listed (gap, place)
where r.tenant_id = $1 and (r.id = $2 or (r.parent_id = $2 and r.child_kind = 'input'))
order by r.child_index, place limit $3`;

/** Undefined where there is no such root. Statements follow one another: of a run that goes on each shows its own moment. */
export async function readCosts(database: Database, tenant: string, id: string): Promise<StoredRunCosts | undefined> {
	return database.tenant(tenant, async (query) => {
		const [head] = await query<HeadRow>(HEAD, [tenant, id]);
		if (!head) return undefined;
		const states = await query<{ state: RunState; count: number }>(STATES, [tenant, id]);
		const entries = await query<EntryRow>(ENTRIES, [tenant, id, MOST_ENTRIES, KNOWN_BEFORE]);
		const models = await query<ModelRow>(MODELS, [tenant, id, MOST_MODELS]);
		const unconfirmed = await query<UnconfirmedRow>(UNCONFIRMED, [tenant, id, MOST_EFFECTS]);
		const gaps = await query<{ gap: Gap; in_all: number }>(GAPS, [tenant, id, MOST_GAPS]);
		return {
			...{ id, kind: head.kind, state: head.state, createdAt: head.created_at, endedAt: head.ended_at ?? undefined },
			progress: head.progress ?? undefined,
			budget: { limitNano: head.limit_nano, spentNano: head.spent_nano, reservedNano: head.reserved_nano },
			inputs: await inputsOf(query, head, [tenant, id]),
			children: states,
			models: models.map(toModel),
			entries: { inAll: entries[0]?.in_all ?? 0, shown: entries.map((row) => toEntry(row, id)) },
			unconfirmed: {
				inAll: unconfirmed[0]?.in_all ?? 0,
				shown: unconfirmed.map(({ key, kind, since, reason }) => ({ key, kind, since, reason: reason ?? undefined })),
			},
			gaps: { inAll: gaps[0]?.in_all ?? 0, shown: gaps.map(({ gap }) => gap) },
			teamwork: head.kind === 'run-team' ? await readTeamwork(query, tenant, id) : undefined,
		};
	});
}

async function inputsOf(query: Query, head: HeadRow, run: [string, string]): Promise<StoredRunCosts['inputs']> {
	if (!head.batch) return { inAll: 1, shown: [{ index: 0, state: head.state, error: head.error ?? undefined }] };
	const rows = await query<InputRow>(INPUTS, [...run, MOST_INPUTS]);
	const shown = rows.map(({ index, state, error }) => ({ index, state, error: error ?? undefined }));
	return { inAll: rows[0]?.in_all ?? 0, shown };
}

function toModel(row: ModelRow): StoredModelCosts {
	const { model, tries, failed, cost_nano, failed_nano, input, cache_read, cache_write, output } = row;
	const tokens = { input, cacheRead: cache_read, cacheWrite: cache_write, output };
	return { model, tries, failed, tokens, costNano: cost_nano, failedNano: failed_nano };
}

function toEntry(row: EntryRow, root: string): StoredCostEntry {
	return {
		name: row.name,
		child:
			row.id === root ? undefined : { id: row.id, kind: row.kind, key: row.key ?? '', title: row.title ?? undefined },
		startedAt: row.started_at ?? undefined,
		endedAt: row.ended_at ?? undefined,
		costNano: row.cost_nano,
		outcome: row.outcome,
		count: row.count ?? undefined,
		model: row.model ?? undefined,
		tier: row.tier ?? undefined,
		asked: row.asked ?? undefined,
		usage: row.usage ?? undefined,
		code: row.code ?? undefined,
	};
}
