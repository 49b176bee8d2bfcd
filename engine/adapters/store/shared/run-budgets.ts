/** A run's money: reserved before it is spent, settled after; what was never settled counts as spent. Nano-dollars. */
import { toJsonText } from '../../../ports/json.ts';
import type { BudgetStore } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { LIVE } from './run-attempt.ts';

const RESERVE = `
with live as (${LIVE}), room as (
	update budgets b set reserved_nano = b.reserved_nano + $6 from live
	where b.tenant_id = $1 and b.root_id = $4 and live.root_id = $4
		and b.spent_nano + b.reserved_nano + $6 <= b.limit_nano
	returning 1
)
insert into spends (tenant_id, root_id, run_id, name, epoch, reserved_nano)
select $1, $4, $2, $5, $3, $6 from room returning 1`;

const IS_LIVE = `select 1 from runs where tenant_id = $1 and id = $2 and epoch = $3 and state = 'running'`;

const SETTLE = `
with live as (${LIVE}), settled as (
	update spends s set settled_nano = $6 from live
	where s.tenant_id = $1 and s.run_id = $2 and s.epoch = $3 and s.name = $5 and s.settled_nano is null
	returning s.reserved_nano
), paid as (
	update budgets b set reserved_nano = b.reserved_nano - settled.reserved_nano, spent_nano = b.spent_nano + $6
	from settled where b.tenant_id = $1 and b.root_id = $4 returning 1
)
insert into steps (tenant_id, run_id, name, result) select $1, $2, $5, $7::jsonb from paid returning 1`;

export function createBudgetStore(database: Database): BudgetStore {
	return {
		reserve: ({ tenant, runId, epoch }, rootId, name, nano) =>
			database.tenant(tenant, async (query) => {
				const reserved = await query(RESERVE, [tenant, runId, epoch, rootId, name, nano]);
				if (reserved.length > 0) return true;
				return (await query(IS_LIVE, [tenant, runId, epoch])).length > 0 ? false : undefined;
			}),
		settle: ({ tenant, runId, epoch }, rootId, name, usedNano, result) =>
			database.tenant(tenant, async (query) => {
				const values = [tenant, runId, epoch, rootId, name, usedNano, toJsonText(result) ?? 'null'];
				return (await query(SETTLE, values)).length > 0;
			}),
	};
}
