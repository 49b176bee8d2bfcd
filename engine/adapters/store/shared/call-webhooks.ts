import { TerminalError } from '../../../errors.ts';
import type { CallWebhookPlace, CallWebhookStore } from '../../../ports/call-webhook.ts';
import type { Database } from './database.ts';
import { isForeignKeyViolation } from './database-errors.ts';

const PUT = `
insert into call_webhooks (tenant_id, connection_id, id, address, public_key) values ($1, $2, $3, $4, $5)
on conflict (tenant_id, connection_id) do update set address = excluded.address, public_key = excluded.public_key`;

const FIND = `
select tenant_id as tenant, connection_id as connection, address, public_key as "publicKey" from call_webhooks
where id = $1`;

/**
 * Where calls connections hear that calls are over. Finding whose address it is sees across tenants, as that of a key
 * does: nothing counts before the signature is verified with what was found.
 */
export function createCallWebhookStore(database: Database): CallWebhookStore {
	return {
		async put(tenant, { connection, id, address, publicKey }) {
			try {
				await database.tenant(tenant, (query) => query(PUT, [tenant, connection, id, address, publicKey]));
			} catch (error) {
				if (isForeignKeyViolation(error)) throw new TerminalError('connection-unknown', undefined, { cause: error });
				throw error;
			}
		},
		async idOf(tenant, connection) {
			const [row] = await database.tenant(tenant, (query) =>
				query<{ id: string }>('select id from call_webhooks where tenant_id = $1 and connection_id = $2', [
					tenant,
					connection,
				]),
			);
			return row?.id;
		},
		async find(id) {
			const [row] = await database.system((query) => query<CallWebhookPlace>(FIND, [id]));
			return row;
		},
	};
}
