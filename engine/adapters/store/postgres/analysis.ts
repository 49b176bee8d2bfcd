/** Statements of models on a PostgreSQL server: as a role that sees the views alone, for one tenant, and always taken back. */
import pg from 'pg';
import { TerminalError } from '../../../errors.ts';
import type { AnalysisStore } from '../../../ports/analysis-store.ts';
import { SETTINGS, STATEMENT_TIMEOUT_MS, statementAround, toAnswer } from '../shared/analysis/answer.ts';
import { checkStatement } from '../shared/analysis/check-statement.ts';
import { statementError } from '../shared/analysis/errors.ts';
import { inTurns } from '../shared/analysis/in-turns.ts';
import { ANALYSIS_VIEWS } from '../shared/analysis/views.ts';
import { tenantScope } from '../shared/database.ts';
import { CLIENT_OPTIONS } from '../shared/statements.ts';

export type PostgresAnalysisOptions = {
	/** As of the store. */
	url: string;
	/** For tests of the walls behind it. */
	check?: (sql: string) => Promise<string>;
	/** Of one statement, ms. */
	timeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 10_000;
/** After the server's own limit, for one that no longer answers. */
const GRACE_MS = 5_000;
/** Each takes a connection beside those of the store. */
const AT_ONCE = 2;

/**
 * A connection for each statement: whatever it sets or locks ends with it. The store has to have been opened before, which
 * makes the views.
 */
export function createPostgresAnalysis(options: PostgresAnalysisOptions): AnalysisStore {
	const { url, check = checkStatement, timeoutMs = STATEMENT_TIMEOUT_MS } = options;
	const turn = inTurns(AT_ONCE);
	return {
		views: ANALYSIS_VIEWS,
		async query(tenant, sql, signal) {
			const { role } = tenantScope(tenant);
			const statement = await check(sql);
			return turn(signal, async () => {
				const client = new pg.Client({
					...CLIENT_OPTIONS,
					pipeline: false,
					connectionString: url,
					connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
					statement_timeout: timeoutMs,
					query_timeout: timeoutMs + GRACE_MS,
					application_name: 'sophia analysis',
				});
				client.on('error', () => undefined);
				// The server notices by itself that nobody waits any more: see the first of the settings.
				const stop = () => void client.end().catch(() => undefined);
				try {
					await client.connect();
					signal.throwIfAborted();
					signal.addEventListener('abort', stop, { once: true });
					return toAnswer(await answer(client, role, tenant, statement));
				} catch (error) {
					signal.throwIfAborted();
					throw error instanceof SyntaxError ? new TerminalError('sql-failed') : statementError(error);
				} finally {
					signal.removeEventListener('abort', stop);
					await client.end().catch(() => undefined);
				}
			});
		},
	};
}

/** Ends without a commit: the row in analysis.scope is seen by this transaction alone. */
async function answer(client: pg.Client, role: string, tenant: string, statement: string): Promise<string[]> {
	await client.query('begin isolation level repeatable read');
	const settings = Object.entries({ ...SETTINGS, client_connection_check_interval: '500ms', role });
	for (const [name, value] of [...settings, ['sophia.tenant', tenant]])
		await client.query('select set_config($1, $2, true)', [name, value]);
	await client.query('insert into analysis.scope (tenant_id) values ($1)', [tenant]);
	await client.query('set transaction read only');
	const text = 'select line from analysis.answer($1) as line';
	const { rows } = await client.query<{ line: string }>(text, [statementAround(statement)]);
	return rows.map(({ line }) => line);
}
