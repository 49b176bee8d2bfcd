import { TerminalError } from '../../../errors.ts';
import type { KeyStore } from '../../../ports/key-store.ts';
import type { Database } from './database.ts';
import { isForeignKeyViolation } from './database-errors.ts';

/** API keys by their hash. Finding the tenant of a key is one of the few things that see across tenants. */
export function createKeyStore(database: Database): KeyStore {
	return {
		async create(tenant, { id, name, hash }) {
			try {
				await database.tenant(tenant, (query) =>
					query('insert into api_keys (tenant_id, id, name, hash) values ($1, $2, $3, $4)', [tenant, id, name, hash]),
				);
			} catch (error) {
				if (isForeignKeyViolation(error)) throw new TerminalError('tenant-unknown', undefined, { cause: error });
				throw error;
			}
		},
		async revoke(tenant, keyId) {
			const revoked = await database.tenant(tenant, (query) =>
				query(
					`update api_keys set revoked_at = coalesce(revoked_at, now()) where tenant_id = $1 and id = $2 returning id`,
					[tenant, keyId],
				),
			);
			if (revoked.length === 0) throw new TerminalError('key-unknown');
		},
		async findTenant(hash) {
			const [row] = await database.system((query) =>
				query<{ tenant_id: string }>('select tenant_id from api_keys where hash = $1 and revoked_at is null', [hash]),
			);
			return row?.tenant_id;
		},
	};
}
