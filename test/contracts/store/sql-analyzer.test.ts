/** Statements that models write: right answers for their tenant, and nothing else, on every store. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Database } from '../../../engine/adapters/store/shared/database.ts';
import { sqlAnalyzer } from '../../../engine/adapters/tools/sql-analyzer.ts';
import { SophiaError } from '../../../engine/errors.ts';
import type { AnalysisAnswer, AnalysisStore } from '../../../engine/ports/analysis-store.ts';
import { hostileStatements } from '../../fixtures/hostile-sql.ts';
import { need } from '../../need.ts';
import { type OpenStore, STORES } from '../../servers/stores.ts';
import { verifies } from '../../verifies.ts';
import { everything, furnish, SECRET } from './analyzed-tenants.ts';

const HOSTILE = hostileStatements();
/** These say plainly what they want: whoever may see it gets it. */
const NEED_NO_TRICK = new Set([
	'a table of the engine',
	'a table behind WITH',
	'a union across tenants',
	'a join across tenants',
]);
const patient = new AbortController().signal;

/** What came out, and whether it was refused before it reached a database. */
type Outcome = { sql: string; family: string; said: string; code?: string };

async function outcomeOf(store: AnalysisStore, { sql, family }: { sql: string; family: string }): Promise<Outcome> {
	try {
		return { sql, family, said: JSON.stringify(await store.query('own', sql, patient)) };
	} catch (error) {
		if (!(error instanceof SophiaError)) return { sql, family, said: String(error), code: 'not ours' };
		return { sql, family, said: `${error.message} ${JSON.stringify(error.details)}`, code: error.code };
	}
}

/** A statement is repeated in part where it is refused: the secret word never stands in one. */
const leaks = (outcomes: Outcome[]) => outcomes.filter(({ said }) => said.includes(SECRET));

for (const adapter of STORES) {
	need(...adapter.needs)(`statements of models on ${adapter.name}`, () => {
		let store: OpenStore;
		let database: Database;
		let analysis: AnalysisStore;
		let before: string;

		beforeAll(async () => {
			store = await adapter.open();
			database = store.database;
			analysis = store.analysis();
			await furnish(database);
			before = await everything(database);
		}, 120_000);
		afterAll(() => store?.close());

		const ask = (sql: string, tenant = 'own'): Promise<AnalysisAnswer> => analysis.query(tenant, sql, patient);
		const rowsOf = async (sql: string, tenant?: string) => (await ask(sql, tenant)).rows;

		it('answer for the rows of their tenant', async () => {
			verifies('teams.sql-one-select');
			const risks = `select i.label, count(*) as n, min(c.started_at) as first from insights i join calls c using (call_id)
				where i.kind = 'risk' and c.company ilike 'ac%' group by 1 order by n desc, 1`;
			expect(await ask(risks)).toEqual({
				columns: ['label', 'n', 'first'],
				rows: [
					['price-pressure', 2, '2026-11-02T09:00:00+00:00'],
					['competitor', 1, '2026-11-09T09:00:00+00:00'],
				],
				cut: false,
				partial: [],
			});
			expect(await rowsOf('select customer_domains, deal, deal_stage, rep_name from calls limit 1')).toEqual([
				['acme.example', 'Acme 2026', 'Negotiation', 'Rita'],
			]);
			expect(await rowsOf('select model, cost_usd, settled, input_tokens from analysis.model_calls')).toEqual([
				['openai/small', 0.0015, true, 900],
			]);
			expect(await rowsOf('select kind, state, error_code, budget_usd, spent_usd from runs')).toEqual([
				['analyze-window', 'failed', 'internal', 1, 0.0015],
			]);
			expect(await rowsOf('select phase, label, quote from moods order by started_at limit 1')).toEqual([
				['closing', 'negative', 'Too dear for us.'],
			]);
			expect(await rowsOf('select f.kind, f.mark, d.state from feedback f, deliveries d')).toEqual([
				['risk', 'disagreed', 'done'],
			]);
			expect(await rowsOf("select name from participants where affiliation = 'external' and call_id = '1'")).toEqual([
				['Bob'],
			]);
		});

		it('may be as long as an analyst writes them', async () => {
			const monthly = `
				with months as (
					select date_trunc('month', started_at)::date as month, call_id, duration_seconds from analysis.calls
					where started_at >= date '2026-01-01' and started_at < timestamptz '2026-12-31 00:00Z' + interval '1 day'
				), told as (
					select m.month, i.kind, count(*) filter (where i.label is distinct from 'competitor') as n,
						row_number() over (partition by m.month order by count(*) desc, i.kind) as place
					from months m left join insights i on i.call_id = m.call_id group by m.month, i.kind
				)
				select to_char(month, 'YYYY-MM') as month, kind, n, case when n > 1 then 'often' else 'once' end as how,
					(select round(avg(duration_seconds)::numeric / 60, 1) from months) as minutes,
					extract(year from month) as year
				from told where place <= 3 and kind in ('risk', 'next-step') and coalesce(n, 0) between 1 and 9
				order by place;`;
			expect(await rowsOf(monthly)).toEqual([
				['2026-11', 'risk', 2, 'often', 30, 2026],
				['2026-11', 'next-step', 1, 'once', 30, 2026],
			]);
		});

		it('see two tenants as walls', async () => {
			verifies('teams.sql-one-select');
			const all = analysis.views.map(({ name }) => `select '${name}' as view, v::text as line from ${name} v`);
			const linesOf = async (tenant: string) => {
				const { rows } = await ask(all.join(' union all '), tenant);
				return Map.groupBy(
					rows.map(([view, line]) => ({ view, line: String(line) })),
					({ view }) => String(view),
				);
			};
			const [own, other] = [await linesOf('own'), await linesOf('other')];
			expect([...own.keys()].sort()).toEqual(analysis.views.map(({ name }) => name).sort());
			expect(JSON.stringify([...own])).not.toContain(SECRET);
			expect(JSON.stringify([...other]).split(SECRET).length).toBeGreaterThan(15);
			expect(JSON.stringify([...other])).not.toContain('rita@ours.example');
			expect(await linesOf('nobody')).toEqual(new Map());
			await expect(ask('select 1', '')).rejects.toMatchObject({ code: 'scope-missing' });
		});

		it('have exactly the views and columns that are described', async () => {
			const columns = await database.system((query) =>
				query<{ view: string; columns: string[] }>(`
					select c.relname as view, array_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) order by a.attnum) as columns
					from pg_class c join pg_attribute a on a.attrelid = c.oid
					where c.relnamespace = 'analysis'::regnamespace and c.relkind = 'v' group by 1 order by 1`),
			);
			const described = analysis.views.map(({ name, columns }) => ({
				view: name,
				columns: columns.map((column) => `${column.name} ${column.type}`),
			}));
			expect(columns).toEqual(described.sort((one, other) => (one.view < other.view ? -1 : 1)));
		});

		it('come back in part where there is too much, and say so', async () => {
			const many = 'select a.call_id from insights a, insights b, insights c, insights d order by 1';
			const { rows, cut } = await ask(many);
			expect([rows.length, cut]).toEqual([200, true]);
			const wide = `select ${Array.from({ length: 9 }, () => 'string_agg(a.quote, b.quote) as q').join(', ')} from insights a, insights b, insights c, insights d`;
			const answer = await ask(wide);
			expect(answer.cut).toBe(true);
			expect(answer.columns).toHaveLength(9);
			expect(JSON.stringify(answer).length).toBeLessThan(20_000);
		});

		it('are told what the database refuses', async () => {
			await expect(ask('select title::int from calls')).rejects.toMatchObject({ code: 'sql-failed' });
			await expect(ask('select c.quote from calls c')).rejects.toMatchObject({
				code: 'sql-failed',
				message: expect.stringContaining('column c.quote does not exist'),
			});
			await expect(ask('select nothing from calls')).rejects.toMatchObject({
				code: 'sql-not-allowed',
				message: expect.stringContaining('the column "nothing", which is not allowed at character 8'),
			});
		});

		it('are stopped when they take too long, and hold nothing up', async () => {
			verifies('teams.sql-killed');
			const hasty = store.analysis({ timeoutMs: 300 });
			const twelve = Array.from({ length: 12 }, (_, at) => `insights i${at}`).join(', ');
			const bomb = `select sum(length(i0.quote)) from ${twelve}`;
			const bombing = hasty.query('own', bomb, patient);
			const after = database.tenant('own', (query) => query('select 1 as one'));
			expect(await after).toEqual([{ one: 1 }]);
			await expect(bombing).rejects.toMatchObject({ code: 'sql-timed-out' });
			const stopping = new AbortController();
			const stopped = analysis.query('own', bomb, stopping.signal);
			stopping.abort(new Error('enough'));
			await expect(stopped).rejects.toThrow('enough');
			expect(await rowsOf('select 1 as one')).toEqual([[1]]);
		});

		it('do not fill the memory of the engine', async () => {
			verifies('teams.sql-killed');
			const eight = Array.from({ length: 8 }, () => 's').join('||');
			const doubled = (times: number): string =>
				times === 0
					? `select repeated.quote as s from (select '${'x'.repeat(90)}' as quote from calls) repeated`
					: `select ${eight} as s from (${doubled(times - 1)} offset 0) t${times}`;
			// 190 MB in each of two rows, of which the server of another machine may have them.
			const asked = ask(`select length(s) as length from (${doubled(7)}) whole`);
			if (adapter.name === 'PGlite') {
				await expect(asked).rejects.toMatchObject({
					code: 'sql-failed',
					message: expect.stringContaining('out of memory'),
				});
			} else await Promise.allSettled([asked]);
			expect(await rowsOf('select count(*) as n from calls')).toEqual([[2]]);
		});

		it('get nothing out, and change nothing, where a thousand of them are hostile', async () => {
			verifies('teams.sql-hostile');
			expect(HOSTILE).toHaveLength(1_000);
			const outcomes: Outcome[] = [];
			for (const hostile of HOSTILE) outcomes.push(await outcomeOf(analysis, hostile));
			expect(leaks(outcomes)).toEqual([]);
			expect(outcomes.filter(({ code }) => code !== 'sql-not-allowed')).toEqual([]);
			expect(await everything(database)).toEqual(before);
			expect(await rowsOf('select count(*) as n from calls')).toEqual([[2]]);
		}, 120_000);

		it('would get much out where nothing held them', async () => {
			const readers = HOSTILE.filter(({ family }) => NEED_NO_TRICK.has(family));
			let got = 0;
			for (const { sql } of readers) {
				const rows = await database.system((query) => query(sql)).catch(() => []);
				if (JSON.stringify(rows).includes(SECRET)) got += 1;
			}
			expect(got).toBeGreaterThan(50);
		});

		it('meet a second wall where the first one is gone', async () => {
			verifies('teams.sql-second-wall');
			const unchecked = store.analysis({ check: async (sql) => sql, timeoutMs: 100 });
			// On PGlite each takes a second, and meets a database in which nothing else is.
			const third = HOSTILE.filter((_, at) => at % 3 === 0);
			const some = adapter.name === 'PGlite' ? third.slice(0, 12) : third;
			const half = some.length / 2;
			const askAll = async (list: typeof some) => {
				const outcomes: Outcome[] = [];
				for (const hostile of list) outcomes.push(await outcomeOf(unchecked, hostile));
				return outcomes;
			};
			const outcomes = (await Promise.all([askAll(some.slice(0, half)), askAll(some.slice(half))])).flat();
			expect(leaks(outcomes)).toEqual([]);
			expect(outcomes.filter(({ code }) => code === 'not ours')).toEqual([]);
			expect(await everything(database)).toEqual(before);
			expect(await rowsOf('select count(*) as n from calls')).toEqual([[2]]);
		}, 300_000);

		it('are offered as a tool that says what there is', async () => {
			const tool = sqlAnalyzer(analysis, { tenant: 'own' });
			for (const { name, columns } of analysis.views) {
				expect(tool.description).toContain(`- ${name} (`);
				for (const column of columns) expect(tool.description).toContain(column.name);
			}
			expect(await tool.use({ sql: 'select 1 as one' }, patient)).toMatchObject({ columns: ['one'], rows: [[1]] });
			await expect(tool.use({ query: 'select 1' }, patient)).rejects.toMatchObject({ code: 'sql-not-allowed' });
		});
	});
}
