/**
 * Statements of models beside the embedded store: in a database of their own, in a thread of their own, which holds a copy
 * of what the views show of one tenant. The store has one connection, and nothing stops a statement in it; a thread can be
 * killed.
 */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import pg from 'pg';
import { TerminalError } from '../../../errors.ts';
import type { AnalysisStore } from '../../../ports/analysis-store.ts';
import { SETTINGS, STATEMENT_TIMEOUT_MS, statementAround, toAnswer } from '../shared/analysis/answer.ts';
import { checkStatement } from '../shared/analysis/check-statement.ts';
import { COPY_TABLES, type Copied, readCopy } from '../shared/analysis/copy.ts';
import { statementError } from '../shared/analysis/errors.ts';
import { inTurns } from '../shared/analysis/in-turns.ts';
import { ANALYSIS_VIEWS } from '../shared/analysis/views.ts';
import { type Database, tenantScope } from '../shared/database.ts';
import { CLIENT_OPTIONS } from '../shared/statements.ts';
import { makeDatabase } from './make.ts';
import { openWorkerStream } from './stream.ts';

export type PgliteAnalysisOptions = {
	/** SOPHIA_HOME. The empty database lies in its folder `analysis`, made when it is first needed (seconds). */
	home: string;
	/** The store, opened. */
	database: Database;
	/** For tests of the walls behind it. */
	check?: (sql: string) => Promise<string>;
	/** Of one statement, ms. */
	timeoutMs?: number;
};

const OPEN_TIMEOUT_MS = 60_000;

/** Of the thread's database. A text that a statement doubles again and again would fill the machine, and end the engine. */
const MOST_BYTES = 512 * 1024 * 1024;

/** One at a time: each takes some 160 MB while it works, and half a second to open. */
export function createPgliteAnalysis(options: PgliteAnalysisOptions): AnalysisStore {
	const { home, database, check = checkStatement, timeoutMs = STATEMENT_TIMEOUT_MS } = options;
	const template = join(home, 'analysis');
	const turn = inTurns(1);
	let made: Promise<void> | undefined;

	/** What a killed process left goes first; the lock of the store keeps others out of the folder. */
	async function make(): Promise<void> {
		const left = (await readdir(home)).filter((name) => name.startsWith(`${basename(template)}.run-`));
		for (const name of left) await rm(join(home, name), { recursive: true, force: true });
		await makeDatabase(template);
	}

	return {
		views: ANALYSIS_VIEWS,
		async query(tenant, sql, signal) {
			tenantScope(tenant);
			const statement = await check(sql);
			return turn(signal, async () => {
				made ??= make();
				await made.catch((error: unknown) => {
					made = undefined;
					throw error;
				});
				const copied = await readCopy(database, tenant);
				signal.throwIfAborted();
				const folder = await mkdtemp(`${template}.run-`);
				try {
					await cp(template, folder, { recursive: true });
					return toAnswer(
						await answer({ folder, copied, statement, signal, timeoutMs }),
						copied.flatMap(({ view, partial }) => (partial ? [view] : [])),
					);
				} finally {
					await rm(folder, { recursive: true, force: true, maxRetries: 5 });
				}
			});
		},
	};
}

type Question = { folder: string; copied: Copied[]; statement: string; signal: AbortSignal; timeoutMs: number };

/** Whatever happens, the thread is dead afterwards. */
async function answer({ folder, copied, statement, signal, timeoutMs }: Question): Promise<string[]> {
	const stream = openWorkerStream(folder, { mostBytes: MOST_BYTES });
	const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
	const kill = () => void stream.destroy();
	const client = new pg.Client({
		...CLIENT_OPTIONS,
		pipeline: false,
		stream: () => stream,
		user: 'postgres',
		database: 'postgres',
		ssl: false,
		connectionTimeoutMillis: OPEN_TIMEOUT_MS,
		query_timeout: OPEN_TIMEOUT_MS,
	});
	client.on('error', () => undefined);
	signal.addEventListener('abort', kill, { once: true });
	let timer: NodeJS.Timeout | undefined;
	let late = false;
	try {
		await client.connect();
		await client.query(COPY_TABLES);
		for (const { view, rows } of copied) {
			await client.query(
				`insert into analysis.${view} select * from jsonb_populate_recordset(null::analysis.${view}, $1)`,
				[rows],
			);
		}
		await client.query('begin read only');
		for (const [name, value] of Object.entries({ ...SETTINGS, search_path: 'analysis', role: 'sophia_reader' }))
			await client.query('select set_config($1, $2, true)', [name, value]);
		timer = setTimeout(() => {
			late = true;
			kill();
		}, timeoutMs);
		const { rows } = await client.query<[string]>({ text: statementAround(statement), values: [], rowMode: 'array' });
		return rows.map(([line]) => line);
	} catch (error) {
		signal.throwIfAborted();
		if (late) throw new TerminalError('sql-timed-out');
		throw statementError(error);
	} finally {
		clearTimeout(timer);
		signal.removeEventListener('abort', kill);
		kill();
		await closed;
	}
}
