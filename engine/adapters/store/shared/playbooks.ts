import type { Playbook } from '../../../contract/playbook.ts';
import { TerminalError } from '../../../errors.ts';
import type { PlaybookStore } from '../../../ports/playbook-store.ts';
import type { Database } from './database.ts';

/** By code point, as JavaScript compares: the order does not depend on the server's language. */
const LIST = 'select playbook from playbooks where tenant_id = $1 order by name collate "C"';

const PUT = `
insert into playbooks (tenant_id, name, playbook)
select $1, $2, $3::jsonb
where exists (select from playbooks where tenant_id = $1 and name = $2)
	or (select count(*) from playbooks where tenant_id = $1) < $4
on conflict (tenant_id, name) do update set playbook = excluded.playbook, updated_at = now()
returning name`;

const REMOVE = 'delete from playbooks where tenant_id = $1 and name = $2 returning name';

/** The playbooks of tenants, by their names. */
export function createPlaybookStore(database: Database): PlaybookStore {
	return {
		async list(tenant) {
			const rows = await database.tenant(tenant, (query) => query<{ playbook: Playbook }>(LIST, [tenant]));
			return rows.map(({ playbook }) => playbook);
		},
		async put(tenant, playbook, most) {
			const kept = await database.transaction(tenant, async (query) => {
				// One after the other, so that each counts what the one before it has kept.
				await query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`playbooks/${tenant}`]);
				return query(PUT, [tenant, playbook.name, JSON.stringify(playbook), most]);
			});
			if (kept.length === 0) throw new TerminalError('playbook-limit', undefined, { details: { most } });
		},
		async remove(tenant, name) {
			const removed = await database.tenant(tenant, (query) => query(REMOVE, [tenant, name]));
			return removed.length > 0;
		},
	};
}
