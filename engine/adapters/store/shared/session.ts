/**
 * One connection and the scope it is set to. Row-level security looks at the role and at the setting sophia.tenant;
 * both are set for the session and only when they change, because a BEGIN, set_config and COMMIT around each
 * statement would triple its cost. A new scope and the statement behind it travel in one round trip (pipelining).
 */
import type { Client } from 'pg';
import { TerminalError } from '../../../errors.ts';
import type { Query, Scope } from './database.ts';
import { connectionSurvives, databaseError } from './database-errors.ts';
import { prepared } from './statements.ts';

export type Session = {
	readonly client: Pick<Client, 'query'>;
	/** What the connection is set to; undefined before the first statement. */
	scope: Scope | undefined;
	/** True after an error that leaves the connection in an unknown state: it must not be used again. */
	broken: boolean;
};

export function newSession(client: Pick<Client, 'query'>): Session {
	return { client, scope: undefined, broken: false };
}

const SET_SCOPE = "select set_config('role', $1, false), set_config('sophia.tenant', $2, false)";

const settled = Promise.resolve();

/** Sends one statement and notices whether the connection survives it. */
async function send(session: Session, text: string, values?: readonly unknown[]): Promise<unknown[]> {
	try {
		const result = await session.client.query(prepared(text, values));
		return result.rows;
	} catch (error) {
		if (!connectionSurvives(error)) session.broken = true;
		throw databaseError(error);
	}
}

/** Sets the scope where it differs. Never inside a transaction: its end could take the scope back. */
function enter(session: Session, scope: Scope): Promise<unknown> {
	if (session.scope?.role === scope.role && session.scope.tenant === scope.tenant) return settled;
	session.scope = scope;
	return send(session, SET_SCOPE, [scope.role, scope.tenant]).catch((error: unknown) => {
		session.broken = true;
		session.scope = undefined;
		throw error;
	});
}

/** Runs one statement, a transaction of its own, under the scope. */
export async function runStatement<Row>(
	session: Session,
	scope: Scope,
	text: string,
	values?: readonly unknown[],
): Promise<Row[]> {
	const [, rows] = await Promise.all([enter(session, scope), send(session, text, values)]);
	return rows as Row[];
}

/**
 * Runs `work` between BEGIN and COMMIT under the scope; rolls back when it throws. A statement that failed spoils the
 * transaction even where `work` swallows its error: PostgreSQL would answer the COMMIT with a silent ROLLBACK.
 */
export async function runTransaction<T>(
	session: Session,
	scope: Scope,
	work: (query: Query) => Promise<T>,
): Promise<T> {
	const begun = Promise.all([enter(session, scope), send(session, 'begin')]);
	let failure: { error: unknown } | undefined;
	let open = true;
	const query: Query = async <Row>(text: string, values?: readonly unknown[]) => {
		if (!open) throw new TerminalError('internal', 'A statement came after the end of its transaction.');
		try {
			const [, rows] = await Promise.all([begun, send(session, text, values)]);
			return rows as Row[];
		} catch (error) {
			failure ??= { error };
			throw error;
		}
	};
	try {
		const value = await work(query);
		open = false;
		await begun;
		if (failure !== undefined) throw failure.error;
		await send(session, 'commit');
		return value;
	} catch (error) {
		open = false;
		// Fails only with the connection, which is then marked as broken: the server rolls back by itself.
		await Promise.allSettled([begun, send(session, 'rollback')]);
		throw error;
	}
}
