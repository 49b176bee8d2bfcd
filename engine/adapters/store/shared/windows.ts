import type { CarriedCall, WindowKey, WindowStore } from '../../../ports/window-store.ts';
import type { Database } from './database.ts';

const WHERE = 'where tenant_id = $1 and calls_connection = $2 and chat_connection = $3';

/** A run that began earlier may end later: the mark never goes back. */
const MOVE_MARK = `
insert into windows (tenant_id, calls_connection, chat_connection, completed_until) values ($1, $2, $3, $4)
on conflict (tenant_id, calls_connection, chat_connection) do update
set completed_until = greatest(windows.completed_until, excluded.completed_until)`;

const DROP = `delete from carried_calls ${WHERE} and call_id = any($4::text[])`;

// In the order of their ids, here and below: two runs that end at once lock the rows in the same order.
const CARRY = `
insert into carried_calls (tenant_id, calls_connection, chat_connection, call_id, title, since)
select $1, $2, $3, c."callId", c.title, c.since
from jsonb_to_recordset($4::jsonb) as c ("callId" text, title text, since timestamptz) order by c."callId"
on conflict (tenant_id, calls_connection, chat_connection, call_id) do update
set title = excluded.title, since = excluded.since`;

const MARK_COACHED = `
insert into coached_calls (tenant_id, calls_connection, chat_connection, call_id)
select distinct $1, $2, $3, id from unnest($4::text[]) as c (id) order by id
on conflict do nothing`;

/** How far a tenant's calls have been coached, per calls connection and chat connection. */
export function createWindowStore(database: Database): WindowStore {
	return {
		async completedUntil(key) {
			const [row] = await database.tenant(key.tenant, (query) =>
				query<{ completed_until: Date }>(`select completed_until from windows ${WHERE}`, parameters(key)),
			);
			return row?.completed_until.toISOString();
		},
		async carried(key) {
			const rows = await database.tenant(key.tenant, (query) =>
				query<{ callId: string; title: string; since: Date }>(
					`select call_id as "callId", title, since from carried_calls ${WHERE} order by since, call_id`,
					parameters(key),
				),
			);
			return rows.map((row): CarriedCall => ({ ...row, since: row.since.toISOString() }));
		},
		async coached(key, callIds) {
			const rows = await database.tenant(key.tenant, (query) =>
				query<{ call_id: string }>(`select call_id from coached_calls ${WHERE} and call_id = any($4::text[])`, [
					...parameters(key),
					callIds,
				]),
			);
			const found = new Set(rows.map((row) => row.call_id));
			return callIds.filter((id) => found.has(id));
		},
		complete(key, { completedUntil, carry, drop, coached }) {
			const common = parameters(key);
			const carried = [...new Map(carry.map((call) => [call.callId, call])).values()];
			return database.transaction(key.tenant, async (query) => {
				if (completedUntil !== undefined) await query(MOVE_MARK, [...common, completedUntil]);
				if (carried.length > 0) await query(CARRY, [...common, JSON.stringify(carried)]);
				if (drop.length > 0) await query(DROP, [...common, drop]);
				if (coached.length > 0) await query(MARK_COACHED, [...common, coached]);
			});
		},
	};
}

function parameters({ tenant, calls, chat }: WindowKey): string[] {
	return [tenant, calls, chat];
}
