/**
 * The embedded store: PGlite (PostgreSQL in WebAssembly) in a worker thread, spoken to by the same client and wire
 * protocol as a server. Survives a killed process, not a power cut: its file system has no fsync.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { RetryableError } from '../../errors.ts';
import { takeLock } from './pglite/lock.ts';
import { makeDatabase } from './pglite/make.ts';
import { openWorkerStream } from './pglite/stream.ts';
import { createTurns } from './pglite/turns.ts';
import { type Database, type Query, type Scope, SYSTEM_SCOPE, tenantScope } from './shared/database.ts';
import { databaseError } from './shared/database-errors.ts';
import { migrate } from './shared/migrations.ts';
import { ping } from './shared/ping.ts';
import { newSession, runStatement, runTransaction, type Session } from './shared/session.ts';
import { CLIENT_OPTIONS } from './shared/statements.ts';

export type PgliteOptions = {
	/** SOPHIA_HOME: the database is its folder `db`, the lock its file `db.lock`. Made when it is not there. */
	home: string;
	/** Called with the names of migrations that were applied while opening. */
	onMigrated?: (names: string[]) => void;
};

const OPEN_TIMEOUT_MS = 60_000;
const ANSWER_TIMEOUT_MS = 40_000;
const TURN_TIMEOUT_MS = 40_000;

/**
 * Opens the store and applies missing migrations. A worker thread that dies fails the statements under way; the next
 * statement starts another one.
 *
 * Throws TerminalError `store-locked` when another process has it open, `migration-changed`.
 */
export async function openPglite(options: PgliteOptions): Promise<Database> {
	await mkdir(options.home, { recursive: true, mode: 0o700 });
	const folder = join(options.home, 'db');
	const lock = takeLock(`${folder}.lock`);
	const turns = createTurns(TURN_TIMEOUT_MS);
	let connection: Promise<Connection> | undefined;
	let closed: Promise<void> | undefined;

	function connected(): Promise<Connection> {
		if (closed !== undefined)
			throw new RetryableError('store-unavailable', 'The database was closed.', { notDone: true });
		connection ??= connect(folder, () => {
			connection = undefined;
		});
		return connection;
	}

	function statements(scope: Scope): Query {
		return async (text, values) => {
			const { session } = await connected();
			return turns.shared(() => runStatement(session, scope, text, values));
		};
	}

	async function inTransaction<T>(scope: Scope, work: (query: Query) => Promise<T>): Promise<T> {
		const { session } = await connected();
		return turns.alone(() => runTransaction(session, scope, work));
	}

	/** The lock goes last: as long as the thread lives, the folder is ours. */
	async function disconnect(): Promise<void> {
		const last = await connection?.catch(() => undefined);
		try {
			await turns.alone(async () => undefined);
		} finally {
			// Also where a transaction does not end: it is cut, and so rolled back.
			await last?.client.end();
			lock.release();
		}
	}

	try {
		await makeDatabase(folder);
		const { client } = await connected();
		const names = await migrate(client);
		if (names.length > 0) options.onMigrated?.(names);
	} catch (error) {
		await disconnect();
		throw databaseError(error);
	}

	return {
		kind: 'pglite',
		tenant: async (tenant, work) => work(statements(tenantScope(tenant))),
		transaction: async (tenant, work) => inTransaction(tenantScope(tenant), work),
		system: async (work) => work(statements(SYSTEM_SCOPE)),
		systemTransaction: (work) => inTransaction(SYSTEM_SCOPE, work),
		ping: (signal) => ping(statements(SYSTEM_SCOPE), signal),
		close: () => {
			closed ??= disconnect();
			return closed;
		},
	};
}

type Connection = { client: pg.Client; session: Session };

/** @param onLost called when the worker has ended, so that another one may open the folder */
async function connect(folder: string, onLost: () => void): Promise<Connection> {
	const client = new pg.Client({
		...CLIENT_OPTIONS,
		stream: () => openWorkerStream(folder).once('close', onLost),
		user: 'postgres',
		database: 'postgres',
		ssl: false,
		connectionTimeoutMillis: OPEN_TIMEOUT_MS,
		query_timeout: ANSWER_TIMEOUT_MS,
	});
	// The statements under way are told; when there is none, the next one meets a new worker.
	client.on('error', () => undefined);
	await client.connect().catch((error: unknown) => {
		throw databaseError(error, true);
	});
	return { client, session: newSession(client) };
}
