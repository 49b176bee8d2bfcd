/**
 * What looks after the runs of all tenants: who lives, what was orphaned, what is due. Every statement is conditional and
 * leaves out what another one is just changing, so any number of engines may sweep at once.
 */
import type { QueuedRun } from '../../../ports/queue.ts';
import type { SweepStore } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { holdTree, STANDING_FOR_NOBODY, setClocks } from './run-clock.ts';
import { cancelTree, ENDED } from './run-tree.ts';

const HEARTBEAT = `
insert into workers (id, seen_at) values ($1, now()) on conflict (id) do update set seen_at = now()`;

const RELEASE = `
update runs r set state = 'queued', worker = null, queued_at = now()
from jsonb_to_recordset($2::jsonb) as held (id text, epoch int)
where r.id = held.id and r.epoch = held.epoch and r.worker = $1 and r.state = 'running'
returning r.tenant_id, r.id, r.epoch`;

const LEAVE = `
with held as (select id from runs where worker = $1 and state = 'running' order by id for update)
update runs r set state = 'queued', worker = null, queued_at = now() from held where r.id = held.id
returning r.tenant_id, r.id, r.epoch`;

/**
 * A run whose worker is silent. A crash counts as without progress when no step, intent or receipt was recorded since
 * the one before. A write that is made again because the other system was asked and did not have it is progress too, but
 * only twice: a write that kills its process shall not go on for ever. A crash does not count while a write of an
 * earlier attempt may still land, because then all that an attempt can do is wait for it.
 */
const ORPHANS = `
with dead as (
	select r.id, r.crashes, r.progress_mark,
		(select count(*) from steps s where s.run_id = r.id)
		+ (select count(*) + count(*) filter (where e.state = 'done') + coalesce(sum(least(e.tries, 3) - 1), 0)
			from effects e where e.run_id = r.id
			and e.tenant_id = r.tenant_id and e.root_id = r.root_id) as mark,
		exists (select from effects e where e.tenant_id = r.tenant_id and e.root_id = r.root_id and e.run_id = r.id
			and e.epoch < r.epoch and e.state in ('intended', 'unconfirmed') and e.open_until > now()) as waited
	from runs r where r.state = 'running'
		and not exists (select 1 from workers w where w.id = r.worker and w.seen_at > now() - $1::float8 * interval '1 millisecond')
	for update of r skip locked
), counted as (
	select id, mark, case when mark > progress_mark then 1 when waited then crashes else crashes + 1 end as crashes from dead
)
update runs r set worker = null, crashes = c.crashes, progress_mark = c.mark,
	state = case when c.crashes >= $2 then 'failed' else 'queued' end,
	queued_at = now(),
	error = case when c.crashes >= $2 then $3::jsonb else r.error end,
	ended_at = case when c.crashes >= $2 then now() end,
	callback_at = case when c.crashes >= $2 then now() else r.callback_at end
from counted c where r.id = c.id and r.state = 'running'
returning r.tenant_id, r.id, r.epoch, r.state`;

/**
 * Whose time has come, parents whose children have all ended, and who was answered or is answered no more. A question that
 * nobody answered in time is closed with the wake of its run: nobody answers what the run does not wait for.
 */
const WAKE = `
with due as (
	select id from runs p where p.state = 'waiting' and (
		(p.waits_for <> 'children' and p.wake_at <= now())
		or (p.waits_for in ('children', 'answers-or-children') and not exists (
			select 1 from runs c where c.parent_id = p.id and c.state not in ${ENDED}))
		or (p.waits_for in ('answers', 'answers-or-children') and (p.answer_came or exists (
			select from questions q where q.run_id = p.id and q.answer is null and not q.overdue and q.overdue_at <= now()))))
	for update skip locked
), closed as (
	update questions q set overdue = true from due
	where q.run_id = due.id and q.answer is null and not q.overdue and q.overdue_at <= now()
)
update runs p set state = 'queued', queued_at = now(), waits_for = null, wake_at = null
from due where p.id = due.id
returning p.tenant_id, p.id, p.epoch`;

/** What the queue may have lost, the oldest first. A job that is still there is not added twice. */
const LOST = `
with lost as (
	select id from runs where state = 'queued' and queued_at < now() - $1::float8 * interval '1 millisecond'
	order by queued_at limit 1000 for update skip locked
)
update runs r set queued_at = now() from lost where r.id = lost.id
returning r.tenant_id, r.id, r.epoch`;

const OVERDUE = `
with overdue as (
	select id from runs
	where state in ('queued', 'running', 'waiting') and paused_at is null
		and deadline_at <= now() - case when state = 'running' then interval '2 seconds' else interval '0' end
	for update skip locked
)
update runs r set state = 'timed-out', ended_at = now(), worker = null, epoch = r.epoch + 1, callback_at = now(),
	error = jsonb_build_object('code', 'run-timed-out', 'message', $1::text, 'action', $2::text)
		|| case when r.error is null then '{}'::jsonb else jsonb_build_object('details', jsonb_build_object('lastError', r.error)) end
from overdue where r.id = overdue.id
returning r.tenant_id, r.id, r.epoch`;

/** What a run left going when it ended: the process may have died in between. Each sweep goes one generation down. */
const STRAYS = `
with strays as (
	select c.id from runs c join runs p on p.id = c.parent_id
	where c.state in ('queued', 'running', 'waiting') and p.state in ${ENDED}
	for update of c skip locked
)
update runs r set state = 'cancelled', ended_at = now(), worker = null, epoch = r.epoch + 1
from strays where r.id = strays.id`;

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

const CALLBACK_STATE = `update runs set callback_state = $2 where id = $1 and callback_state = 'pending'`;

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
		async sweep({ deadAfterMs, lostAfterMs, crashes }) {
			const swept = await database.system(async (query) => {
				const overdue = await query<QueuedRow>(OVERDUE, [texts.timedOut.message, texts.timedOut.action]);
				const crashed = JSON.stringify(texts.crashed);
				const orphans = await query<QueuedRow & { state: string }>(ORPHANS, [deadAfterMs, crashes, crashed]);
				const failed = orphans.filter(({ state }) => state === 'failed');
				await query(STRAYS);
				const woken = await query<QueuedRow>(WAKE);
				const lost = await query<QueuedRow>(LOST, [lostAfterMs]);
				const requeued = orphans.filter(({ state }) => state === 'queued');
				return { queue: [...requeued, ...woken, ...lost].map(toQueued), ended: [...overdue, ...failed].map(toQueued) };
			});
			await setStandingClocks(database);
			return swept;
		},
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
		callbackTried: ({ runId, tenant }, outcome) =>
			database.system(async (query) => {
				if (outcome.next === 'delivered') {
					await query(CALLBACK_STATE, [runId, 'delivered']);
					return;
				}
				if (outcome.next === 'again') {
					const [row] = await query<{ gone: boolean | null }>(CALLBACK_AGAIN, [runId, outcome.inMs, outcome.missing]);
					if (!row?.gone) return;
				}
				// The caller is gone, and nothing more is spent for it. The tree ends before its root is marked, so that a crash in
				// between leaves nothing running.
				await cancelTree(query, tenant, runId);
				await query(CALLBACK_STATE, [runId, 'gone']);
			}),
		expire: () =>
			database.system(async (query) => {
				await query(`delete from runs where parent_id is not null and root_id in (
					select id from runs where parent_id is null and ended_at < now() - interval '30 days')`);
				await query(`delete from runs where parent_id is null and ended_at < now() - interval '30 days'`);
				await query(`delete from idempotency where created_at < now() - interval '7 days'`);
				// Killed processes said no goodbye.
				await query(`delete from workers where seen_at < now() - interval '1 day'`);
			}),
	};
}

async function setStandingClocks(database: Database): Promise<void> {
	const trees = await database.system((query) => query<{ tenant_id: string; root_id: string }>(STANDING_FOR_NOBODY));
	for (const { root_id, tenant_id } of trees) {
		await database.systemTransaction(async (query) => {
			await holdTree(query, root_id);
			await setClocks(query, tenant_id, root_id);
		});
	}
}
