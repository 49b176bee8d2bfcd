/**
 * What looks after the runs of all tenants: who lives, what was orphaned, what is due. Every statement is conditional,
 * so any number of engines may sweep at once.
 */
import type { QueuedRun } from '../../../ports/queue.ts';
import type { SweepStore } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { ENDED } from './run-attempt.ts';

const HEARTBEAT = `
insert into workers (id, seen_at) values ($1, now()) on conflict (id) do update set seen_at = now()`;

const RELEASE = `
update runs r set state = 'queued', worker = null, queued_at = now()
from jsonb_to_recordset($2::jsonb) as held (id text, epoch int)
where r.id = held.id and r.epoch = held.epoch and r.worker = $1 and r.state = 'running'
returning r.tenant_id, r.id, r.epoch`;

const LEAVE = `
update runs set state = 'queued', worker = null, queued_at = now() where worker = $1 and state = 'running'
returning tenant_id, id, epoch`;

/**
 * A run whose worker is silent. A crash counts as without progress when no step or effect was recorded since the one
 * before.
 */
const ORPHANS = `
with dead as (
	select r.id, r.crashes, r.progress_mark,
		(select count(*) from steps s where s.run_id = r.id) + (select count(*) from effects e where e.run_id = r.id
			and e.tenant_id = r.tenant_id) as mark
	from runs r where r.state = 'running'
		and not exists (select 1 from workers w where w.id = r.worker and w.seen_at > now() - $1::float8 * interval '1 millisecond')
	for update of r skip locked
), counted as (
	select id, mark, case when mark > progress_mark then 1 else crashes + 1 end as crashes from dead
)
update runs r set worker = null, crashes = c.crashes, progress_mark = c.mark,
	state = case when c.crashes >= $2 then 'failed' else 'queued' end,
	queued_at = now(),
	error = case when c.crashes >= $2 then $3::jsonb else r.error end,
	ended_at = case when c.crashes >= $2 then now() end,
	callback_at = case when c.crashes >= $2 then now() else r.callback_at end
from counted c where r.id = c.id and r.state = 'running'
returning r.tenant_id, r.id, r.epoch, r.state`;

/** Whose time has come, and parents whose children have all ended. */
const WAKE = `
update runs p set state = 'queued', queued_at = now(), waits_for = null, wake_at = null
where p.state = 'waiting' and (
	(p.waits_for = 'time' and p.wake_at <= now())
	or (p.waits_for = 'children' and not exists (
		select 1 from runs c where c.parent_id = p.id and c.state not in ${ENDED})))
returning p.tenant_id, p.id, p.epoch`;

/** What the queue may have lost. A job that is still there is not added twice. */
const LOST = `
update runs set queued_at = now()
where state = 'queued' and queued_at < now() - $1::float8 * interval '1 millisecond'
returning tenant_id, id, epoch`;

const OVERDUE = `
update runs set state = 'timed-out', ended_at = now(), worker = null, epoch = epoch + 1, callback_at = now(),
	error = jsonb_build_object('code', 'run-timed-out', 'message', $1::text, 'action', $2::text)
		|| case when error is null then '{}'::jsonb else jsonb_build_object('details', jsonb_build_object('lastError', error)) end
where deadline_at <= now() - case when state = 'running' then interval '2 seconds' else interval '0' end
	and state not in ${ENDED}
returning tenant_id, id, epoch`;

/** Children of a root that has ended. */
const STRAYS = `
update runs c set state = 'cancelled', ended_at = now(), worker = null, epoch = c.epoch + 1
from runs r where c.state in ('queued', 'running', 'waiting') and c.parent_id is not null
	and r.id = c.root_id and r.state in ${ENDED}`;

const CALLBACKS_DUE = `
update runs set callback_at = now() + $1::float8 * interval '1 millisecond', 
	callback_tries = callback_tries + case when state in ${ENDED} then 1 else 0 end
where id in (
	select id from runs where callback_state = 'pending' and callback_at <= now()
	order by callback_at limit $2 for update skip locked)
returning tenant_id, id, epoch, callback_url, callback_tries, state in ${ENDED} as ended`;

const CALLBACK_AGAIN = `
update runs set callback_at = now() + $2::float8 * interval '1 millisecond',
	callback_missing = case when $3 then callback_missing + 1 else 0 end,
	callback_missing_since = case when $3 then coalesce(callback_missing_since, now()) end
where id = $1 and callback_state = 'pending'
returning callback_missing >= 3 and callback_missing_since <= now() - interval '60 seconds' as gone`;

/**
 * The caller is gone: nothing more is spent for it. The tree ends before its root is marked, so that a crash in between
 * leaves nothing running; in one statement the root could be changed only once.
 */
const CALLBACK_GONE = [
	`update runs r set state = 'cancelled', ended_at = now(), worker = null, epoch = r.epoch + 1
	from runs root where root.id = $1 and root.callback_state = 'pending' and r.root_id = root.id and r.state not in ${ENDED}`,
	`update runs set callback_state = 'gone' where id = $1 and callback_state = 'pending'`,
];

type QueuedRow = { tenant_id: string; id: string; epoch: number };
const toQueued = ({ tenant_id, id, epoch }: QueuedRow): QueuedRun => ({ tenant: tenant_id, runId: id, turn: epoch });

export type SweepTexts = { crashed: object; timedOut: { message: string; action: string } };

/** `texts`: the errors that are written into rows here. */
export function createSweepStore(database: Database, texts: SweepTexts): SweepStore {
	return {
		heartbeat: (worker, sole) =>
			database.system(async (query) => {
				await query(HEARTBEAT, [worker]);
				if (sole) await query('delete from workers where id <> $1', [worker]);
			}),
		held: (worker) =>
			database.system(async (query) => {
				const text = `select id, epoch from runs where worker = $1 and state = 'running'`;
				const rows = await query<{ id: string; epoch: number }>(text, [worker]);
				return new Map(rows.map(({ id, epoch }) => [id, epoch]));
			}),
		release: (worker, runs) =>
			database.system(async (query) => (await query<QueuedRow>(RELEASE, [worker, JSON.stringify(runs)])).map(toQueued)),
		leave: (worker) =>
			database.system(async (query) => {
				const rows = await query<QueuedRow>(LEAVE, [worker]);
				await query('delete from workers where id = $1', [worker]);
				return rows.map(toQueued);
			}),
		sweep: ({ deadAfterMs, lostAfterMs, crashes }) =>
			database.system(async (query) => {
				const overdue = await query<QueuedRow>(OVERDUE, [texts.timedOut.message, texts.timedOut.action]);
				const crashed = JSON.stringify(texts.crashed);
				const orphans = await query<QueuedRow & { state: string }>(ORPHANS, [deadAfterMs, crashes, crashed]);
				const failed = orphans.filter(({ state }) => state === 'failed');
				if (overdue.length + failed.length > 0) await query(STRAYS);
				const woken = await query<QueuedRow>(WAKE);
				const lost = await query<QueuedRow>(LOST, [lostAfterMs]);
				const requeued = orphans.filter(({ state }) => state === 'queued');
				return { queue: [...requeued, ...woken, ...lost].map(toQueued), ended: [...overdue, ...failed].map(toQueued) };
			}),
		callbacksDue: (leaseMs, limit) =>
			database.system(async (query) => {
				type Due = QueuedRow & { callback_url: string; callback_tries: number; ended: boolean };
				const rows = await query<Due>(CALLBACKS_DUE, [leaseMs, limit]);
				return rows.map((row) => ({
					tenant: row.tenant_id,
					runId: row.id,
					url: row.callback_url,
					ended: row.ended,
					tries: row.callback_tries,
				}));
			}),
		callbackTried: ({ runId }, outcome) =>
			database.system(async (query) => {
				if (outcome.next === 'delivered') {
					await query(`update runs set callback_state = 'delivered' where id = $1`, [runId]);
					return;
				}
				if (outcome.next === 'again') {
					const [row] = await query<{ gone: boolean | null }>(CALLBACK_AGAIN, [runId, outcome.inMs, outcome.missing]);
					if (!row?.gone) return;
				}
				for (const text of CALLBACK_GONE) await query(text, [runId]);
			}),
		expire: () =>
			database.system(async (query) => {
				await query(`delete from runs where parent_id is not null and root_id in (
					select id from runs where parent_id is null and ended_at < now() - interval '30 days')`);
				await query(`delete from runs where parent_id is null and ended_at < now() - interval '30 days'`);
				await query(`delete from idempotency where created_at < now() - interval '7 days'`);
			}),
	};
}
