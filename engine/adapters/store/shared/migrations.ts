/** Applies the migrations that the database has not seen, each in a transaction, and notices changed ones. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { TerminalError } from '../../../errors.ts';

const MIGRATIONS = new URL('../migrations/', import.meta.url);

/** Any constant will do, as long as nothing else on the server takes the same advisory lock. */
const LOCK = 7_360_113_241;

const TABLE = `create table if not exists schema_migrations (
	name text primary key,
	sha256 text not null,
	applied_at timestamptz not null default now()
)`;

export type Migration = { name: string; text: string; sha256: string };

/** Reads NNNN_name.sql in the order of their numbers. */
export async function readMigrations(folder: URL = MIGRATIONS): Promise<Migration[]> {
	const files = (await readdir(folder)).filter((file) => /^\d{4}_\w+\.sql$/.test(file)).sort();
	return Promise.all(
		files.map(async (file) => {
			const text = await readFile(new URL(file, folder), 'utf8');
			const sha256 = createHash('sha256').update(text).digest('hex');
			return { name: file.slice(0, -'.sql'.length), text, sha256 };
		}),
	);
}

/**
 * Brings the database up to date and returns the names of what was applied. `client` is logged in as the owner of the
 * tables, under no role, and is not used by anything else meanwhile; it keeps the lock until it is closed.
 * Migrations that this release does not know are left alone: a newer one was here.
 *
 * Throws TerminalError `migration-changed`.
 */
export async function migrate(client: Pick<Client, 'query'>, migrations?: readonly Migration[]): Promise<string[]> {
	const known = migrations ?? (await readMigrations());
	await client.query('select pg_advisory_lock($1)', [LOCK]);
	await client.query(TABLE);
	const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations');
	const applied = new Map(rows.map((row) => [row.name, row.sha256]));
	const added: string[] = [];
	for (const migration of known) {
		const sha256 = applied.get(migration.name);
		if (sha256 === migration.sha256) continue;
		if (sha256 !== undefined) {
			throw new TerminalError('migration-changed', `The migration ${migration.name} has changed since it was applied.`);
		}
		await apply(client, migration);
		added.push(migration.name);
	}
	await client.query('select pg_advisory_unlock($1)', [LOCK]);
	return added;
}

async function apply(client: Pick<Client, 'query'>, { name, text, sha256 }: Migration): Promise<void> {
	await client.query('begin');
	try {
		await client.query(text);
		await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256]);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback').catch(() => undefined);
		throw error;
	}
}
