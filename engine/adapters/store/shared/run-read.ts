/** Runs as people ask for them: their state and result; cancelled and collected. */
import type { ErrorView, RunState } from '../../../contract/run.ts';
import type { RunStore, StoredRun } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { readCosts, USES } from './run-costs.ts';
import { readEvents } from './run-events.ts';
import { createQuestionStore } from './run-questions.ts';
import { createSubmit } from './run-submit.ts';
import { cancelTree, ENDED } from './run-tree.ts';
import { together } from './together.ts';

const READ = `
select r.id, r.kind, r.state, r.batch, r.value, r.error, r.created_at, r.ended_at, r.collected_at,
	(select spent_nano + reserved_nano from budgets b where b.root_id = r.id) as spent_nano,
	case when r.state in ${ENDED} then (${USES}) end as models,
	(select jsonb_agg(jsonb_build_object('key', e.key, 'kind', e.kind, 'since', e.intended_at, 'reason', e.reason) order by e.key)
		from effects e where e.tenant_id = $1 and (e.root_id = r.id or e.asked_root_id = r.id)
		and (e.state = 'unconfirmed' or (e.state = 'intended' and r.state in ${ENDED}))) as unconfirmed,
	case when r.batch then (select jsonb_agg(jsonb_build_object('index', c.child_index, 'state', c.state, 'value', c.value,
		'error', c.error) order by c.child_index)
		from runs c where c.tenant_id = $1 and c.parent_id = r.id and c.child_kind = 'input') end as inputs
from runs r where r.tenant_id = $1 and r.id = any($2) and r.parent_id is null`;

type RunRow = {
	id: string;
	kind: string;
	state: RunState;
	batch: boolean;
	value: unknown;
	error: ErrorView | null;
	created_at: Date;
	ended_at: Date | null;
	collected_at: Date | null;
	spent_nano: number | null;
	models: StoredRun['models'] | null;
	unconfirmed: { key: string; kind: string; since: string; reason: string | null }[] | null;
	inputs: { index: number; state: RunState; value: unknown; error: ErrorView | null }[] | null;
};

const STATE = `select state from runs where tenant_id = $1 and id = $2 and parent_id is null`;

/** Answers with the runs as they were before; what has ended is marked. */
const COLLECT = `
with marked as (
	update runs set collected_at = coalesce(collected_at, now()),
		callback_state = case when callback_state is null then null else 'delivered' end
	where tenant_id = $1 and id = any($2) and parent_id is null and state in ${ENDED}
)${READ}`;

export function createRunStore(database: Database): RunStore {
	const all = (text: string) => async (tenant: string, ids: string[]) => {
		const rows = await database.tenant(tenant, (query) => query<RunRow>(text, [tenant, ids]));
		const byId = new Map(rows.map((row) => [row.id, toStored(row)]));
		return ids.map((id) => byId.get(id));
	};
	const read = together(all(READ), { atOnce: 2 });
	const collect = together(all(COLLECT));

	return {
		submit: createSubmit(database),
		read,
		collect,
		costs: (tenant, id) => readCosts(database, tenant, id),
		state: (tenant, id) =>
			database.tenant(tenant, async (query) => (await query<{ state: RunState }>(STATE, [tenant, id]))[0]?.state),
		cancel: (tenant, id) => database.tenant(tenant, (query) => cancelTree(query, tenant, id)),
		events: (tenant, id, after) => database.tenant(tenant, (query) => readEvents(query, tenant, id, after)),
		...createQuestionStore(database),
	};
}

function toStored(row: RunRow): StoredRun {
	return {
		id: row.id,
		kind: row.kind,
		state: row.state,
		batch: row.batch,
		value: row.value ?? undefined,
		error: row.error ?? undefined,
		createdAt: row.created_at,
		endedAt: row.ended_at ?? undefined,
		collectedAt: row.collected_at ?? undefined,
		spentNano: row.spent_nano ?? 0,
		models: row.models ?? [],
		unconfirmed: (row.unconfirmed ?? []).map(({ key, kind, since, reason }) => ({
			key,
			kind,
			since: new Date(since),
			reason: reason ?? undefined,
		})),
		inputs: (row.inputs ?? []).map(({ index, state, value, error }) => ({
			index,
			state,
			value: value ?? undefined,
			error: error ?? undefined,
		})),
	};
}
