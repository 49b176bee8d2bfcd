/**
 * A run's money: reserved before it is spent, settled after; what was never settled counts as spent. Nano-dollars. What many
 * runs of a tenant reserve and settle at about the same time goes in one statement and one commit.
 */
import { toJsonText } from '../../../ports/json.ts';
import type { Attempt, BudgetStore } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { together } from './together.ts';

/** Twice this is all that a model call waits for company; the model itself takes hundreds of ms. */
const LINGER_MS = 5;

/** Each may have a result of 1 MiB. */
const MOST_AT_ONCE = 20;

/** As `LIVE` of run-attempt.ts, for many runs: locked in the order of their ids, and after them their budgets. */
const LIVE_RUNS = `select id, root_id, epoch from runs
	where tenant_id = $1 and id = any($3) and state = 'running' order by id for share`;

const BUDGETS = `select root_id, limit_nano - spent_nano - reserved_nano as free from budgets
	where tenant_id = $1 and root_id in (select root_id from live) order by root_id for update`;

/** Those of one root that fit together, the first of them first. */
const RESERVE = `
with asked as materialized (
	select * from jsonb_to_recordset($2::jsonb) as (at int, run text, epoch int, root text, name text, nano bigint)
), live as materialized (${LIVE_RUNS}), budget as materialized (${BUDGETS}), wanted as (
	select a.*, sum(a.nano) over (partition by a.root order by a.at) as so_far
	from asked a join live l on l.id = a.run and l.epoch = a.epoch and l.root_id = a.root
), fitting as materialized (
	select w.* from wanted w join budget b on b.root_id = w.root where w.so_far <= b.free
), room as (
	update budgets b set reserved_nano = b.reserved_nano + f.nano
	from (select root, sum(nano) as nano from fitting group by root) f
	where b.tenant_id = $1 and b.root_id = f.root
), reserved as (
	insert into spends (tenant_id, root_id, run_id, name, epoch, reserved_nano)
	select $1, root, run, name, epoch, nano from fitting
)
select a.at, f.at is not null as reserved, l.id is not null as live
from asked a left join live l on l.id = a.run and l.epoch = a.epoch left join fitting f on f.at = a.at`;

const SETTLE = `
with asked as materialized (
	select * from jsonb_to_recordset($2::jsonb)
		as (at int, run text, epoch int, root text, name text, nano bigint, result jsonb)
), live as materialized (${LIVE_RUNS}), settled as (
	update spends s set settled_nano = a.nano from asked a join live l on l.id = a.run and l.epoch = a.epoch
	where s.tenant_id = $1 and s.run_id = a.run and s.epoch = a.epoch and s.name = a.name and s.settled_nano is null
	returning a.at, s.root_id, s.reserved_nano, a.nano, s.run_id, s.name, a.result
), budget as materialized (${BUDGETS}), paid as (
	update budgets b set reserved_nano = b.reserved_nano - s.reserved, spent_nano = b.spent_nano + s.used
	from (select root_id, sum(reserved_nano) as reserved, sum(nano) as used from settled group by root_id) s
		join budget on budget.root_id = s.root_id
	where b.tenant_id = $1 and b.root_id = s.root_id
), recorded as (
	insert into steps (tenant_id, run_id, name, result)
	select $1, run_id, name, coalesce(result, 'null'::jsonb) from settled
)
select at from settled`;

type Asked = { attempt: Attempt; rootId: string; name: string; nano: number };

export function createBudgetStore(database: Database): BudgetStore {
	const run = <Row>(tenant: string, text: string, asked: (Asked & { result?: unknown })[]) => {
		const rows = asked.map(({ attempt: { runId, epoch }, rootId, ...rest }, at) => {
			return { ...rest, at, run: runId, epoch, root: rootId };
		});
		const runs = asked.map(({ attempt }) => attempt.runId);
		return database.tenant(tenant, (query) => query<Row>(text, [tenant, toJsonText(rows), runs]));
	};
	const reserveAll = async (tenant: string, asked: Asked[]) => {
		const rows = await run<{ at: number; reserved: boolean; live: boolean }>(tenant, RESERVE, asked);
		return rows.toSorted((one, other) => one.at - other.at);
	};
	const options = { most: MOST_AT_ONCE, atOnce: 2, lingerMs: LINGER_MS };
	const reserveTogether = together(reserveAll, options);
	const settleTogether = together(async (tenant: string, asked: (Asked & { result: unknown })[]) => {
		const settled = new Set((await run<{ at: number }>(tenant, SETTLE, asked)).map(({ at }) => at));
		return asked.map((_, at) => settled.has(at));
	}, options);
	return {
		async reserve(attempt, rootId, name, nano) {
			const asked = { attempt, rootId, name, nano };
			const first = await reserveTogether(attempt.tenant, asked);
			if (first?.reserved) return true;
			if (!first?.live) return undefined;
			// Beside others that did not fit either it may have been one too many; alone it is known.
			const [alone] = await reserveAll(attempt.tenant, [asked]);
			if (alone?.reserved) return true;
			return alone?.live ? false : undefined;
		},
		settle: (attempt, rootId, name, nano, result) =>
			settleTogether(attempt.tenant, { attempt, rootId, name, nano, result }),
	};
}
