/** The relational store as the stores see it: statements under the scope of one tenant, or across tenants. */
import { TerminalError } from '../../../errors.ts';

/**
 * Runs one statement and returns its rows. int8 comes as a number (no value here reaches 2^53), numeric as a string,
 * timestamptz as a Date (to the millisecond), jsonb parsed, bytea as a Buffer. A jsonb parameter is given as text:
 * `$1::jsonb` with JSON.stringify.
 *
 * Errors: RetryableError `store-unavailable` when the database cannot be reached, was stopped, or gave up a conflict;
 * else what PostgreSQL said (`isUniqueViolation` recognizes a duplicate).
 */
export type Query = <Row = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

export type Database = {
	readonly kind: 'pglite' | 'postgres';
	/**
	 * Runs statements that see one tenant's rows alone; each statement is a transaction of its own. Throws TerminalError
	 * `scope-missing` where the tenant is empty.
	 */
	tenant<T>(tenant: string, work: (query: Query) => Promise<T>): Promise<T>;
	/** The same inside BEGIN … COMMIT. `work` may use only the query it is given, else it would wait for itself. */
	transaction<T>(tenant: string, work: (query: Query) => Promise<T>): Promise<T>;
	/** Sees across tenants: for key look-up, sweeper and migrations alone, each in its own file. */
	system<T>(work: (query: Query) => Promise<T>): Promise<T>;
	/** The same inside BEGIN … COMMIT. */
	systemTransaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
	/** Resolves when the database answers; throws RetryableError `store-unavailable`, or the signal's reason. */
	ping(signal?: AbortSignal): Promise<void>;
	/** Waits for what is under way, then closes. */
	close(): Promise<void>;
};

/** As whom a statement runs: row-level security looks at both. */
export type Scope = { readonly role: 'sophia_app' | 'sophia_system'; readonly tenant: string };

export const SYSTEM_SCOPE: Scope = { role: 'sophia_system', tenant: '' };

/** The scope of one tenant. An empty tenant is an error, never "all". */
export function tenantScope(tenant: string): Scope {
	if (typeof tenant !== 'string' || tenant === '') throw new TerminalError('scope-missing');
	return { role: 'sophia_app', tenant };
}
