/** The store on a PostgreSQL server: a pool for the tenants' statements, a small one for what sees across tenants. */
import pg from 'pg';
import { type Database, type Query, type Scope, SYSTEM_SCOPE, tenantScope } from './shared/database.ts';
import { databaseError } from './shared/database-errors.ts';
import { migrate } from './shared/migrations.ts';
import { ping } from './shared/ping.ts';
import { newSession, runStatement, runTransaction, type Session } from './shared/session.ts';
import { CLIENT_OPTIONS } from './shared/statements.ts';

export type PostgresOptions = {
	/** `postgres://login:password@host:port/database`. The login owns the tables and may SET ROLE to both roles. */
	url: string;
	/** Connections for tenants' statements. Default 10. */
	connections?: number;
	/** Connections for key look-up and sweeper. Default 2. */
	systemConnections?: number;
	/** Called with the names of migrations that were applied while opening. */
	onMigrated?: (names: string[]) => void;
	/** Called when a connection that nobody used broke; the next statement makes a new one. */
	onConnectionLost?: (error: unknown) => void;
};

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** For a server that no longer answers at all: later than its own time limit, so that this one is rarely met. */
const ANSWER_TIMEOUT_MS = 40_000;
const MIGRATION_LOCK_TIMEOUT_MS = 60_000;

/**
 * Opens the store and applies missing migrations. Needs connections of its own to the server (a session, not a
 * transaction, of a connection pooler): role and tenant are settings of the session.
 *
 * Throws RetryableError `store-unavailable`, TerminalError `migration-changed`.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
	const names = await migrateServer(options.url);
	if (names.length > 0) options.onMigrated?.(names);
	const tenants = openPool(options, options.connections ?? 10);
	const system = openPool(options, options.systemConnections ?? 2);
	let closed: Promise<unknown> | undefined;
	return {
		kind: 'postgres',
		tenant: async (tenant, work) => work(statements(tenants, tenantScope(tenant))),
		transaction: async (tenant, work) => inTransaction(tenants, tenantScope(tenant), work),
		system: async (work) => work(statements(system, SYSTEM_SCOPE)),
		systemTransaction: (work) => inTransaction(system, SYSTEM_SCOPE, work),
		ping: (signal) => ping(statements(system, SYSTEM_SCOPE), signal),
		close: async () => {
			closed ??= Promise.all([tenants.end(), system.end()]);
			await closed;
		},
	};
}

async function migrateServer(url: string): Promise<string[]> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
	// What breaks while nothing is asked is told by the next question.
	client.on('error', () => undefined);
	try {
		await client.connect();
		await client.query(`set lock_timeout = ${MIGRATION_LOCK_TIMEOUT_MS}`);
		return await migrate(client);
	} catch (error) {
		throw databaseError(error);
	} finally {
		await client.end().catch(() => undefined);
	}
}

function openPool(options: PostgresOptions, connections: number): pg.Pool {
	const pool = new pg.Pool({
		...CLIENT_OPTIONS,
		connectionString: options.url,
		max: connections,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		statement_timeout: STATEMENT_TIMEOUT_MS,
		idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
		query_timeout: ANSWER_TIMEOUT_MS,
		keepAlive: true,
		application_name: 'sophia',
		// Every statement has its index. A plan that was kept while the tables were all but empty must not read them whole
		// when they are full.
		options: '-c enable_seqscan=off',
	});
	// Without a listener an idle connection that the server closes would end the process.
	pool.on('error', (error) => options.onConnectionLost?.(databaseError(error)));
	return pool;
}

/** Which scope each pooled connection is set to. */
const sessions = new WeakMap<pg.PoolClient, Session>();

/** Lends a connection to `work`; one in an unknown state does not come back into the pool. */
async function withSession<T>(pool: pg.Pool, work: (session: Session) => Promise<T>): Promise<T> {
	const client = await pool.connect().catch((error: unknown) => {
		throw databaseError(error, true);
	});
	let session = sessions.get(client);
	if (session === undefined) {
		session = newSession(client);
		sessions.set(client, session);
	}
	// The pool listens only while a connection is idle; what breaks now is told by the statement under way.
	const ignore = () => undefined;
	client.on('error', ignore);
	try {
		return await work(session);
	} finally {
		client.off('error', ignore);
		client.release(session.broken);
	}
}

function statements(pool: pg.Pool, scope: Scope): Query {
	return (text, values) => withSession(pool, (session) => runStatement(session, scope, text, values));
}

function inTransaction<T>(pool: pg.Pool, scope: Scope, work: (query: Query) => Promise<T>): Promise<T> {
	return withSession(pool, (session) => runTransaction(session, scope, work));
}
