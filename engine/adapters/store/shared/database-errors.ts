/** What PostgreSQL, its driver and the network say, turned into our errors in this one place. */
import { RetryableError, SophiaError } from '../../../errors.ts';

/** SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** The statement was rolled back by the server because of others: it certainly changed nothing. */
const GIVEN_UP = new Set(['40001', '40P01', '55P03']);
/** The server stopped, starts, cancelled on its time limit, or has no room; or cannot be reached (class 08). */
const UNAVAILABLE = /^(08...|53...|57P0.|57014|58...)$/;
const NETWORK = new Set([
	'ECONNREFUSED',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOENT',
]);
/** The driver gives these no code. */
const DRIVER =
	/^(Connection terminated|timeout e|Query read timeout|Client (was closed|has encountered)|Cannot use a pool)/;
/** A release that changed a table while this process had the statement prepared; a new connection prepares it anew. */
const PLAN_OUTDATED = /cached plan must not change result type/;

type Described = {
	code?: unknown;
	severity?: unknown;
	message?: unknown;
	constraint?: unknown;
	detail?: unknown;
	where?: unknown;
};

function described(error: unknown): Described {
	return typeof error === 'object' && error !== null ? error : {};
}

/** True when the connection is still good for the next statement: the server itself refused this one. */
export function connectionSurvives(error: unknown): boolean {
	const { severity, message } = described(error);
	return severity === 'ERROR' && !PLAN_OUTDATED.test(String(message));
}

/** True when a row with that key is there already; with `constraint`, only for that one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
	const found = described(error);
	return found.code === UNIQUE_VIOLATION && (constraint === undefined || found.constraint === constraint);
}

/** True when the row that is referred to is not there. */
export function isForeignKeyViolation(error: unknown): boolean {
	return described(error).code === FOREIGN_KEY_VIOLATION;
}

/**
 * Turns an outage or a conflict into RetryableError `store-unavailable`; leaves other errors as they are, without the
 * parts in which PostgreSQL repeats the row.
 *
 * @param beforeSending true when no statement had been sent yet, so that certainly nothing was done
 */
export function databaseError(error: unknown, beforeSending = false): unknown {
	if (error instanceof SophiaError) return error;
	const found = described(error);
	const code = typeof found.code === 'string' ? found.code : '';
	const message = String(found.message);
	if (GIVEN_UP.has(code)) {
		return new RetryableError('store-unavailable', 'The database gave up a conflict.', { cause: error, notDone: true });
	}
	const outage = UNAVAILABLE.test(code) || NETWORK.has(code) || DRIVER.test(message) || PLAN_OUTDATED.test(message);
	if (outage) return new RetryableError('store-unavailable', undefined, { cause: error, notDone: beforeSending });
	// "Failing row contains (…)" would carry people's data into logs.
	if (found.detail !== undefined) found.detail = undefined;
	if (found.where !== undefined) found.where = undefined;
	return error;
}
