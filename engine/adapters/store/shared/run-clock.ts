/**
 * Deadlines that stand still: a run that waits for a person does not grow old, and neither does any run above it. Whoever
 * begins or ends such a wait holds the tree meanwhile, so that two of them count no time twice and lose none.
 */
import type { Query } from './database.ts';

/** Whether `r` waits for a person. */
export const WAITS_FOR_PERSON = `(r.state = 'waiting' and r.waits_for in ('answers', 'answers-or-children'))`;

/** Until the transaction ends. Taken before any row, so that nobody waits in a circle. */
export function holdTree(query: Query, rootId: string): Promise<unknown> {
	return query(`select pg_advisory_xact_lock(hashtextextended('clock ' || $1, 0))`, [rootId]);
}

/**
 * Stops the clocks of those that wait for a person and of all above them; the others go on, later by the time they stood.
 * Locked in the order of their ids, as everywhere.
 */
const SET = `
with recursive still as (
	select r.id, r.parent_id from runs r where r.tenant_id = $1 and r.root_id = $2 and ${WAITS_FOR_PERSON}
	union select p.id, p.parent_id from runs p join still on p.id = still.parent_id
), changing as (
	select r.id from runs r
	where r.tenant_id = $1 and r.root_id = $2 and r.state in ('queued', 'running', 'waiting')
		and (r.paused_at is not null) <> exists (select from still where still.id = r.id)
	order by r.id for update of r
)
update runs r set
	deadline_at = r.deadline_at + coalesce(now() - r.paused_at, interval '0'),
	paused_at = case when r.paused_at is null then now() end
from changing where r.id = changing.id and r.tenant_id = $1`;

/** Within a transaction that holds the tree, after what changed it. */
export function setClocks(query: Query, tenant: string, rootId: string): Promise<unknown> {
	return query(SET, [tenant, rootId]);
}

/**
 * Trees in which a clock stands for nobody: the wait ended by time, with children, or with a run between. The lowest such
 * run waits for nobody itself and has no child whose clock stands.
 */
export const STANDING_FOR_NOBODY = `
select distinct r.tenant_id, r.root_id from runs r
where r.paused_at is not null and r.state in ('queued', 'running', 'waiting') and not ${WAITS_FOR_PERSON}
	and not exists (select from runs c where c.parent_id = r.id and c.paused_at is not null
		and c.state in ('queued', 'running', 'waiting'))`;
