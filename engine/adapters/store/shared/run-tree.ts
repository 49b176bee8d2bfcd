/** Ends what is still going on in a tree of runs. */
import type { Query } from './database.ts';

export const ENDED = `('succeeded', 'failed', 'cancelled', 'timed-out')`;

/** Locked in the order of their ids, as every statement that takes several runs and waits for them. */
const end = (tree: string) => `
with ${tree}, open as (
	select r.id from runs r join tree on r.id = tree.id where r.tenant_id = $1 and r.state not in ${ENDED}
	order by r.id for update of r
)
update runs r set state = 'cancelled', ended_at = now(), worker = null, epoch = r.epoch + 1, callback_at = now()
from open where r.id = open.id and r.tenant_id = $1 returning 1`;

const ALL = end(`tree as (select id from runs where tenant_id = $1 and root_id = $2)`);

const BELOW = end(`recursive tree as (
	select id from runs where tenant_id = $1 and parent_id = $2
	union all select r.id from runs r join tree on r.parent_id = tree.id
)`);

/** Cancels a root with everything under it; true where something was still going on. */
export function cancelTree(query: Query, tenant: string, rootId: string): Promise<boolean> {
	return untilNothingGrows(() => query(ALL, [tenant, rootId]));
}

/** Cancels everything under a run that has ended. */
export function cancelBelow(query: Query, tenant: string, runId: string): Promise<boolean> {
	return untilNothingGrows(() => query(BELOW, [tenant, runId]));
}

/** Children that were being added meanwhile are not in the view of a statement, but in that of the next. */
async function untilNothingGrows(cancel: () => Promise<unknown[]>): Promise<boolean> {
	let ended = false;
	while ((await cancel()).length > 0) ended = true;
	return ended;
}
