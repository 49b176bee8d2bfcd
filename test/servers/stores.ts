/** The store's adapters for contract tests: `for (const adapter of STORES) need(...adapter.needs)(…)`. */
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPgliteAnalysis } from '../../engine/adapters/store/pglite/analysis.ts';
import { makeDatabase } from '../../engine/adapters/store/pglite/make.ts';
import { openPglite } from '../../engine/adapters/store/pglite.ts';
import { createPostgresAnalysis } from '../../engine/adapters/store/postgres/analysis.ts';
import { openPostgres } from '../../engine/adapters/store/postgres.ts';
import type { Database } from '../../engine/adapters/store/shared/database.ts';
import type { AnalysisStore } from '../../engine/ports/analysis-store.ts';
import type { Need } from '../need.ts';
import { startPostgres } from './postgres.ts';

export type OpenStore = {
	readonly database: Database;
	/** Statements of models over what is in it. */
	analysis(options?: { check?: (sql: string) => Promise<string>; timeoutMs?: number }): AnalysisStore;
	/** Closes it and removes all its data. */
	close(): Promise<void>;
};

export type StoreAdapter = {
	readonly name: string;
	/** For `need(...)`. */
	readonly needs: Need[];
	/** A new, empty store. */
	open(): Promise<OpenStore>;
};

export const STORES: readonly StoreAdapter[] = [
	{
		name: 'PGlite',
		needs: [],
		async open() {
			const home = await newHome();
			const database = await openPglite({ home });
			return {
				database,
				analysis: (options) => createPgliteAnalysis({ home, database, ...options }),
				async close() {
					await database.close();
					await rm(home, { recursive: true, force: true });
				},
			};
		},
	},
	{
		name: 'PostgreSQL',
		needs: ['postgres'],
		async open() {
			const server = await startPostgres();
			const database = await openPostgres({ url: server.url });
			return {
				database,
				analysis: (options) => createPostgresAnalysis({ url: server.url, ...options }),
				async close() {
					await database.close();
					await server.remove();
				},
			};
		},
	},
];

const REPOSITORY = new URL('../../', import.meta.url);
const PGLITE = new URL('engine/node_modules/@electric-sql/pglite/package.json', REPOSITORY);

/** A new SOPHIA_HOME with an empty embedded database in it, without any table; the caller removes it. */
export async function newHome(): Promise<string> {
	const home = await mkdtemp(join(tmpdir(), 'sophia-home-'));
	await cp(await template(), join(home, 'db'), { recursive: true });
	return home;
}

/** initdb takes seconds of WebAssembly: it is done once for a version of PGlite and copied for each test. */
async function template(): Promise<string> {
	const { version } = JSON.parse(await readFile(PGLITE, 'utf8')) as { version: string };
	const folder = fileURLToPath(new URL(`.sophia/test/pglite-${version}/`, REPOSITORY));
	const database = join(folder, 'db');
	if (existsSync(database)) return database;
	await mkdir(folder, { recursive: true });
	const draft = await mkdtemp(join(folder, 'draft-'));
	await makeDatabase(join(draft, 'db'));
	// Test files run beside each other: whoever is first wins, the others' is the same.
	await rename(join(draft, 'db'), database).catch((error: NodeJS.ErrnoException) => {
		if (!existsSync(database)) throw error;
	});
	await rm(draft, { recursive: true, force: true });
	return database;
}
