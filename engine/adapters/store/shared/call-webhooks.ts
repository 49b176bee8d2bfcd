import { TerminalError } from '../../../errors.ts';
import type { CallWebhookPlace, CallWebhookStore } from '../../../ports/call-webhook.ts';
import type { Database } from './database.ts';
import { isForeignKeyViolation } from './database-errors.ts';

const PUT = `
insert into call_webhooks (tenant_id, connection_id, id, address, public_key) values ($1, $2, $3, $4::text || $3, $5)
on conflict (tenant_id, connection_id) do update
	set address = $4::text || call_webhooks.id, public_key = excluded.public_key
returning address`;

const FIND = `
select tenant_id as tenant, connection_id as connection, address, public_key as "publicKey" from call_webhooks
where id = $1`;

/**
 * Where calls connections hear that calls are over. Finding whose address it is sees across tenants, as that of a key
 * does: nothing counts before the signature is verified with what was found.
 */
export function createCallWebhookStore(database: Database): CallWebhookStore {
	return {
		async put(tenant, { connection, id, prefix, publicKey }) {
			try {
				const values = [tenant, connection, id, prefix, publicKey];
				const [row] = await database.tenant(tenant, (query) => query<{ address: string }>(PUT, values));
				return row?.address ?? '';
			} catch (error) {
				if (isForeignKeyViolation(error)) throw new TerminalError('connection-unknown', undefined, { cause: error });
				throw error;
			}
		},
		async find(id) {
			const [row] = await database.system((query) => query<CallWebhookPlace>(FIND, [id]));
			return row;
		},
	};
}
