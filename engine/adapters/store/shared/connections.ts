import type { Connection } from '../../../contract/connection.ts';
import { TerminalError } from '../../../errors.ts';
import type { ConnectionStore, StoredConnection } from '../../../ports/connection-store.ts';
import type { Database } from './database.ts';
import { isForeignKeyViolation, isUniqueViolation } from './database-errors.ts';

const INSERT = `insert into connections (tenant_id, id, kind, vendor, name, address, secret) values ($1, $2, $3, $4, $5, $6, $7)`;
const SHOWN = 'id, kind, vendor, name, address';

/** A tenant's connections; secrets come and go encrypted, and only `get` reads them. */
export function createConnectionStore(database: Database): ConnectionStore {
	return {
		async add(tenant, { id, kind, vendor, name, address, secret }) {
			try {
				await database.tenant(tenant, (query) => query(INSERT, [tenant, id, kind, vendor, name, address, secret]));
			} catch (error) {
				if (isUniqueViolation(error)) throw new TerminalError('connection-exists', undefined, { cause: error });
				if (isForeignKeyViolation(error)) throw new TerminalError('tenant-unknown', undefined, { cause: error });
				throw error;
			}
		},
		list: (tenant) =>
			database.tenant(tenant, (query) =>
				query<Connection>(`select ${SHOWN} from connections where tenant_id = $1 order by kind, id`, [tenant]),
			),
		async get(tenant, id) {
			const [row] = await database.tenant(tenant, (query) =>
				query<StoredConnection>(`select ${SHOWN}, secret from connections where tenant_id = $1 and id = $2`, [
					tenant,
					id,
				]),
			);
			if (row === undefined) throw new TerminalError('connection-unknown', undefined, { details: { connection: id } });
			return row;
		},
		async remove(tenant, id) {
			const removed = await database.tenant(tenant, (query) =>
				query('delete from connections where tenant_id = $1 and id = $2 returning id', [tenant, id]),
			);
			if (removed.length === 0)
				throw new TerminalError('connection-unknown', undefined, { details: { connection: id } });
		},
	};
}
