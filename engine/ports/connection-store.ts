import type { Connection } from '../contract/connection.ts';

export type StoredConnection = Connection & { /** Encrypted. */ secret: Uint8Array };

export type ConnectionStore = {
	/** Throws `connection-exists`. */
	add(tenant: string, connection: StoredConnection): Promise<void>;
	list(tenant: string): Promise<Connection[]>;
	/** Throws `connection-unknown`. */
	get(tenant: string, id: string): Promise<StoredConnection>;
	/** Throws `connection-unknown`. */
	remove(tenant: string, id: string): Promise<void>;
};
