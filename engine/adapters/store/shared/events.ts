import type { EventFilters, SophiaEvent } from '../../../contract/event.ts';
import type { AddressedEvent, DueCommitment, EventStore, StoredAsk, StoredStop } from '../../../ports/event-store.ts';
import { toJsonText } from '../../../ports/json.ts';
import type { Database, Query } from './database.ts';
import { ENDED } from './run-tree.ts';

/**
 * Events by their ids and, for those of them that are new or may be told again ($3 false), who is to be told. One whose
 * text has expired gets it again. In the order of their ids: two runs that tell of the same calls lock the rows in the
 * same order. Returns the new ones.
 */
const PUT = `
with given as (
	select e.id, e.type, e.call_id, e.payload, e.subscriptions
	from jsonb_to_recordset($2::jsonb) as e (id text, type text, call_id text, payload jsonb, subscriptions jsonb)
), written as (
	insert into events (tenant_id, id, type, call_id, payload)
	select $1, id, type, call_id, payload from given order by id
	on conflict (tenant_id, id) do update set payload = excluded.payload, created_at = now()
	where events.payload is null and not $3
	returning id, (xmax = 0) as new
), addressed as (
	insert into deliveries (tenant_id, subscription_id, event_id)
	select $1, s.id, given.id
	from given cross join lateral jsonb_array_elements_text(given.subscriptions) as wish (id)
	join subscriptions s on s.tenant_id = $1 and s.id = wish.id
	where not $3 or exists (select from written where written.id = given.id and written.new)
	order by s.id, given.id
	on conflict (subscription_id, event_id) do nothing
)
select id from written where new`;

const EXPECT = `
insert into due_commitments (tenant_id, event_id, call_id, due_date, insight_id, payload)
select $1, c.event_id, $2, c.due_date, c.insight_id, c.payload
from jsonb_to_recordset($3::jsonb) as c (event_id text, due_date date, insight_id text, payload jsonb)
order by c.event_id
on conflict (tenant_id, event_id) do update set due_date = excluded.due_date, insight_id = excluded.insight_id,
	payload = excluded.payload
where due_commitments.told_at is null`;

const NO_LONGER = `
delete from due_commitments where tenant_id = $1 and call_id = $2 and told_at is null and not event_id = any($3)`;

/** Of a promise `d`: nobody disagrees with it. One whose mark is taken back is told after all. */
export const UNDISPUTED = `not exists (select from feedback f
	where f.tenant_id = d.tenant_id and f.call_id = d.call_id and f.insight_id = d.insight_id)`;

const DUE = `
select payload from due_commitments d where tenant_id = $1 and told_at is null and due_date <= $2::date and ${UNDISPUTED}
order by due_date, event_id limit $3`;

const TOLD = `
update due_commitments set told_at = now() where tenant_id = $1 and event_id = any($2) and told_at is null`;

const STOPS = `
select r.id as "rootId", r.kind, r.state, r.created_at as "createdAt", b.limit_nano as "limitNano",
	b.spent_nano + b.reserved_nano as "spentNano", jsonb_agg(s.work order by s.run_id) as work
from budget_stops s join runs r on r.id = s.root_id join budgets b on b.root_id = s.root_id
where s.tenant_id = $1 and s.told_at is null and r.state in ${ENDED}
group by r.id, b.root_id order by r.ended_at, r.id limit $2`;

const STOPS_TOLD = `update budget_stops set told_at = now() where tenant_id = $1 and root_id = any($2) and told_at is null`;

/** Of a question `q`: the run that asked it still waits for an answer, and nobody was told. */
export const UNTOLD_ASK = `q.told_at is null and q.answer is null and not q.overdue
	and exists (select from runs a where a.id = q.run_id and a.state not in ${ENDED})`;

const ASKS = `
select q.id, q.root_id as "rootId", r.kind, q.question ->> 'title' as title, q.question ->> 'tool' as tool,
	q.question ->> 'member' as member, q.asked_at as "askedAt", r.created_at as "createdAt"
from questions q join runs r on r.id = q.root_id
where q.tenant_id = $1 and ${UNTOLD_ASK} order by q.asked_at, q.id limit $2`;

const ASKS_TOLD = `update questions set told_at = now() where tenant_id = $1 and id = any($2) and told_at is null`;

/** Events, promises and what budgets stopped, each once. */
export function createEventStore(database: Database): EventStore {
	const put = (tenant: string, events: AddressedEvent[], once: boolean) =>
		database.tenant(tenant, (query) => query<{ id: string }>(PUT, [tenant, toRecords(events), once]));
	return {
		wishes: (tenant) =>
			database.tenant(tenant, (query) =>
				query<{ id: string; filters: EventFilters }>('select id, filters from subscriptions where tenant_id = $1', [
					tenant,
				]),
			),
		async put(tenant, events) {
			if (events.length > 0) await put(tenant, events, false);
		},
		putOnce: async (tenant, event) => (await put(tenant, [event], true)).length > 0,
		async expect(tenant, callId, commitments) {
			const ids = commitments.map(({ event }) => event.id);
			const forget = (query: Query) => query(NO_LONGER, [tenant, callId, ids]);
			// Most calls promise nothing by a day: one statement for each of hundreds.
			if (commitments.length === 0) return void (await database.tenant(tenant, forget));
			const records = commitments.map(({ event, dueDate, insightId }) => ({
				...{ event_id: event.id, due_date: dueDate, insight_id: insightId, payload: event },
			}));
			await database.transaction(tenant, async (query) => {
				await forget(query);
				await query(EXPECT, [tenant, callId, toJsonText(records)]);
			});
		},
		async due(tenant, today, limit) {
			const rows = await database.tenant(tenant, (query) =>
				query<{ payload: DueCommitment['event'] }>(DUE, [tenant, today, limit]),
			);
			return rows.map(({ payload }) => payload);
		},
		async told(tenant, eventIds) {
			await database.tenant(tenant, (query) => query(TOLD, [tenant, eventIds]));
		},
		stops: (tenant, limit) => database.tenant(tenant, (query) => query<StoredStop>(STOPS, [tenant, limit])),
		async stopsTold(tenant, rootIds) {
			await database.tenant(tenant, (query) => query(STOPS_TOLD, [tenant, rootIds]));
		},
		asks: (tenant, limit) => database.tenant(tenant, (query) => query<StoredAsk>(ASKS, [tenant, limit])),
		async asksTold(tenant, ids) {
			await database.tenant(tenant, (query) => query(ASKS_TOLD, [tenant, ids]));
		},
	};
}

/** Undefined where it is about no single call. */
function callOf({ data }: SophiaEvent): string | undefined {
	return 'call' in data ? data.call.id : undefined;
}

function toRecords(events: AddressedEvent[]): string | undefined {
	return toJsonText(
		events.map(({ event, to }) => ({
			...{ id: event.id, type: event.type, call_id: callOf(event), payload: event, subscriptions: to },
		})),
	);
}
