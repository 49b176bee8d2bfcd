import type { TenantSettings } from '../../../contract/tenant.ts';
import { TerminalError } from '../../../errors.ts';
import type { TenantStore } from '../../../ports/tenant-store.ts';
import type { Database } from './database.ts';
import { isUniqueViolation } from './database-errors.ts';

/** The tenants and their settings; each is read and changed under its own scope. */
export function createTenantStore(database: Database): TenantStore {
	return {
		async create(tenant, settings) {
			try {
				await database.tenant(tenant, (query) =>
					query('insert into tenants (id, settings) values ($1, $2::jsonb)', [tenant, JSON.stringify(settings)]),
				);
			} catch (error) {
				if (isUniqueViolation(error)) throw new TerminalError('tenant-exists', undefined, { cause: error });
				throw error;
			}
		},
		async get(tenant) {
			const [row] = await database.tenant(tenant, (query) =>
				query<{ settings: TenantSettings }>('select settings from tenants where id = $1', [tenant]),
			);
			if (row === undefined) throw new TerminalError('tenant-unknown');
			return row.settings;
		},
		async set(tenant, settings) {
			const changed = await database.tenant(tenant, (query) =>
				query('update tenants set settings = $2::jsonb where id = $1 returning id', [tenant, JSON.stringify(settings)]),
			);
			if (changed.length === 0) throw new TerminalError('tenant-unknown');
		},
	};
}
