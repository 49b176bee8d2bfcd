/** What the views show of one tenant, to be copied, and the tables that take it. */
import type { Database } from '../database.ts';
import { ANALYSIS_VIEWS } from './views.ts';

/** Of one view, newest first. Bounds the memory and the time of a copy. */
const MOST_ROWS = 5_000;

/** `rows`: a JSON array of records. `partial`: there were more. */
export type Copied = { view: string; rows: string; partial: boolean };

/** Tables with the names and columns of the views, and a role that may read them. */
export const COPY_TABLES = [
	'create schema analysis',
	...ANALYSIS_VIEWS.map(
		({ name, columns }) =>
			`create table analysis.${name} (${columns.map((column) => `"${column.name}" ${column.type}`).join(', ')})`,
	),
	'create role sophia_reader nologin nosuperuser nobypassrls',
	'grant usage on schema analysis to sophia_reader',
	'grant select on all tables in schema analysis to sophia_reader',
].join(';\n');

/** One transaction under the tenant's own scope, so that the views fit each other. */
export function readCopy(database: Database, tenant: string): Promise<Copied[]> {
	return database.transaction(tenant, async (query) => {
		await query('insert into analysis.scope (tenant_id) values ($1)', [tenant]);
		const copied: Copied[] = [];
		for (const { name, newest } of ANALYSIS_VIEWS) {
			const [row] = await query<{ count: number; rows: string }>(
				`select count(*) as count, coalesce(jsonb_agg(to_jsonb(v)) filter (where place <= ${MOST_ROWS}), '[]')::text as rows
				from (select row_number() over () as place, w.* from (
					select * from analysis.${name} order by ${newest} limit ${MOST_ROWS + 1}) w) v`,
			);
			if (row) copied.push({ view: name, rows: row.rows, partial: row.count > MOST_ROWS });
		}
		await query('delete from analysis.scope where tenant_id = $1', [tenant]);
		return copied;
	});
}
