/** The teams of tenants, by their names. */
import type { Team } from '../../../contract/team.ts';
import { TerminalError } from '../../../errors.ts';
import type { TeamStore } from '../../../ports/team-store.ts';
import type { Database } from './database.ts';

/** By code point, as JavaScript compares: the order does not depend on the server's language. */
const LIST = 'select team from teams where tenant_id = $1 order by name collate "C"';

const GET = 'select team from teams where tenant_id = $1 and name = $2';

const PUT = `
insert into teams (tenant_id, name, team)
select $1, $2, $3::jsonb
where exists (select from teams where tenant_id = $1 and name = $2)
	or (select count(*) from teams where tenant_id = $1) < $4
on conflict (tenant_id, name) do update set team = excluded.team, updated_at = now()
returning name`;

const REMOVE = 'delete from teams where tenant_id = $1 and name = $2 returning name';

export function createTeamStore(database: Database): TeamStore {
	return {
		async list(tenant) {
			const rows = await database.tenant(tenant, (query) => query<{ team: Team }>(LIST, [tenant]));
			return rows.map(({ team }) => team);
		},
		async get(tenant, name) {
			const [row] = await database.tenant(tenant, (query) => query<{ team: Team }>(GET, [tenant, name]));
			return row?.team;
		},
		async put(tenant, team, most) {
			const kept = await database.transaction(tenant, async (query) => {
				// One after the other, so that each counts what the one before it has kept.
				await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`teams/${tenant}`]);
				return query(PUT, [tenant, team.name, JSON.stringify(team), most]);
			});
			if (kept.length === 0) throw new TerminalError('teams-limit', undefined, { details: { most } });
		},
		async remove(tenant, name) {
			const removed = await database.tenant(tenant, (query) => query(REMOVE, [tenant, name]));
			return removed.length > 0;
		},
	};
}
