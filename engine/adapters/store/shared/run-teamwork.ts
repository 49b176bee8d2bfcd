/** What the members of a team used and for whom they waited, as it is kept in the names and times of steps. */
import type { StoredRunCosts, StoredTeamUse } from '../../../ports/run-store.ts';
import type { Query } from './database.ts';

const MOST_USES = 500;
const MOST_INPUTS = 100;

/** Steps of tools hold when they were used and how long it took; a question has one step before it and one after. */
const USES = `
with parts as (
	select id, coalesce(child_index, 0) as index from runs
	where tenant_id = $1 and root_id = $2 and kind = 'run-team' and not batch
), uses as (
	select p.index, k.name, (k.result ->> 'at')::float8 as from_ms,
		(k.result ->> 'at')::float8 + (k.result ->> 'ms')::float8 as to_ms,
		case when k.result ? 'failed' then 'failed' else coalesce(k.result ->> 'state', 'done') end as state,
		k.result #>> '{failed,code}' as code
	from parts p join steps k on k.run_id = p.id
	where k.name ~ '^[0-9-]+ [A-Za-z0-9_-]+: tool [0-9]+-[0-9]+ ' and jsonb_typeof(k.result) = 'object' and k.result ? 'ms'
	union all
	select p.index, k.name, (k.result #>> '{}')::float8, (a.result #>> '{}')::float8,
		case when a.result is null then 'open' else 'done' end, null
	from parts p join steps k on k.run_id = p.id
	left join steps a on a.run_id = p.id and a.name = regexp_replace(k.name, 'asked$', 'answered')
	where k.name ~ '^[0-9-]+ [A-Za-z0-9_-]+: tool [0-9]+-[0-9]+ .*: asked$' and jsonb_typeof(k.result) = 'number'
)
select *, count(*) over () as in_all from uses order by from_ms, name limit $3`;

type UseRow = {
	index: number;
	name: string;
	from_ms: number;
	to_ms: number | null;
	state: StoredTeamUse['state'];
	code: string | null;
	in_all: number;
};

const ENDED = `
select coalesce(child_index, 0) as index, left(value ->> 'stoppedBy', 40) as stopped_by,
	(select jsonb_agg(left(tool ->> 'tool', 100)) from jsonb_array_elements(
		case when jsonb_typeof(value -> 'missingTools') = 'array' then value -> 'missingTools' else '[]' end) as tool) as missing,
	case when jsonb_typeof(value -> 'notDone') = 'array' then jsonb_array_length(value -> 'notDone') else 0 end as not_done,
	(select jsonb_agg(used) from (
		select left(member ->> 'member', 80) as member, left(use ->> 'tool', 140) as tool, use ->> 'state' as state,
			left(use ->> 'code', 60) as code, count(*)::int as count
		from jsonb_array_elements(
				case when jsonb_typeof(value -> 'members') = 'array' then value -> 'members' else '[]' end) as member,
			jsonb_array_elements(
				case when jsonb_typeof(member -> 'toolCalls') = 'array' then member -> 'toolCalls' else '[]' end) as use
		where use ->> 'state' in ('refused', 'shown')
		group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit 40) as used) as not_used
from runs where tenant_id = $1 and root_id = $2 and kind = 'run-team' and not batch and value is not null
order by 1 limit $3`;

type EndedRow = {
	index: number;
	stopped_by: string | null;
	missing: string[] | null;
	not_done: number;
	not_used: { member: string; tool: string; state: 'refused' | 'shown'; code: string | null; count: number }[] | null;
};

export async function readTeamwork(
	query: Query,
	tenant: string,
	rootId: string,
): Promise<NonNullable<StoredRunCosts['teamwork']>> {
	const uses = await query<UseRow>(USES, [tenant, rootId, MOST_USES]);
	const ended = await query<EndedRow>(ENDED, [tenant, rootId, MOST_INPUTS]);
	return {
		uses: { inAll: uses[0]?.in_all ?? 0, shown: uses.map(toUse) },
		ended: ended.map(({ index, stopped_by, missing, not_done, not_used }) => ({
			...{ index, missingTools: missing ?? [], notDone: not_done },
			notUsed: (not_used ?? []).map(({ code, ...use }) => ({ ...use, ...(code === null ? {} : { code }) })),
			...(stopped_by === null ? {} : { stoppedBy: stopped_by }),
		})),
	};
}

function toUse({ index, name, from_ms, to_ms, state, code }: UseRow): StoredTeamUse {
	return {
		...{ index, name, state, code: code ?? undefined },
		startedAt: new Date(from_ms),
		endedAt: to_ms === null ? undefined : new Date(to_ms),
	};
}
