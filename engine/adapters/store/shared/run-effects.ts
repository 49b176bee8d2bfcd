/** Effects: what was intended in another system, and what is known of it. Unique per tenant and key, over all runs. */
import { toJsonText } from '../../../ports/json.ts';
import type { EffectRow, EffectStore } from '../../../ports/run-store.ts';
import type { Database } from './database.ts';
import { LIVE } from './run-attempt.ts';

const COLUMNS = `e.state, e.root_id, e.run_id, e.epoch, e.intended_at, e.tries, e.receipt,
	greatest(0, extract(epoch from e.open_until - now()))::float8 * 1000 as open_ms`;

/** A key whose last try surely did nothing is intended anew; any other is left as it is. */
const INTEND = `
with live as (${LIVE})
insert into effects as e (tenant_id, key, kind, root_id, run_id, epoch, state, open_until)
select tenant_id, $4, $5, root_id, id, $3, 'intended', now() + $6::float8 * interval '1 millisecond' from live
on conflict (tenant_id, key) do update set state = 'intended', root_id = excluded.root_id, run_id = excluded.run_id,
	epoch = excluded.epoch, open_until = excluded.open_until, tries = e.tries + 1, intended_at = now(), reason = null
	where e.state = 'failed'
returning ${COLUMNS}`;

const READ = `
select ${COLUMNS} from effects e
where e.tenant_id = $1 and e.key = $4 and exists (
	select 1 from runs where tenant_id = $1 and id = $2 and epoch = $3 and state = 'running')`;

/** Only while nobody else has taken the same intent over. */
const RETAKE = `
with live as (${LIVE})
update effects e set state = 'intended', root_id = live.root_id, run_id = live.id, epoch = $3, tries = e.tries + 1,
	open_until = now() + $6::float8 * interval '1 millisecond', reason = null
from live
where e.tenant_id = $1 and e.key = $4 and e.tries = $5 and e.state in ('intended', 'unconfirmed') and e.open_until <= now()
returning ${COLUMNS}`;

/**
 * The writer of an intent may record its outcome as long as nobody has taken the intent over, although its run may have
 * been taken over meanwhile: it alone knows, and the next attempt only waits for the answer. `$2` and `$3` name the
 * writer where it is the one who intended; an attempt that found the effect in the other system writes under its own
 * epoch.
 */
const SETTLE = `
update effects e set state = $6, receipt = coalesce($7::jsonb, receipt), reason = $8,
	asked_root_id = (select root_id from runs where tenant_id = $1 and id = $2)
where e.tenant_id = $1 and e.key = $4 and e.tries = $5 and e.state in ('intended', 'unconfirmed')
	and ((e.run_id = $2 and e.epoch = $3) or exists (
		select 1 from runs r where r.tenant_id = $1 and r.id = $2 and r.epoch = $3 and r.state = 'running'))
returning 1`;

type Row = {
	state: EffectRow['state'];
	root_id: string;
	run_id: string;
	epoch: number;
	intended_at: Date;
	tries: number;
	receipt: unknown;
	open_ms: number;
};

export function createEffectStore(database: Database): EffectStore {
	const run = (tenant: string, text: string, values: unknown[]) =>
		database.tenant(tenant, (query) => query<Row>(text, values));
	const settle = async (
		{ tenant, runId, epoch }: { tenant: string; runId: string; epoch: number },
		key: string,
		tries: number,
		state: EffectRow['state'],
		receipt: unknown,
		reason: string | null,
	) => {
		// A reason may repeat what another system said; no text of PostgreSQL takes a NUL.
		const values = [toJsonText(receipt) ?? null, reason?.replaceAll('\0', '\ufffd') ?? null];
		return (await run(tenant, SETTLE, [tenant, runId, epoch, key, tries, state, ...values])).length > 0;
	};

	return {
		async intend({ tenant, runId, epoch }, key, kind, { deadlineMs, graceMs }) {
			const values = [tenant, runId, epoch, key, kind, deadlineMs + graceMs];
			const [intended] = await run(tenant, INTEND, values);
			if (intended) return { mine: true, row: toEffect(intended) };
			const [row] = await run(tenant, READ, [tenant, runId, epoch, key]);
			return row && { mine: false, row: toEffect(row) };
		},
		async retake({ tenant, runId, epoch }, key, tries, { deadlineMs, graceMs }) {
			const [row] = await run(tenant, RETAKE, [tenant, runId, epoch, key, tries, deadlineMs + graceMs]);
			return row && toEffect(row);
		},
		done: (attempt, key, tries, receipt) => settle(attempt, key, tries, 'done', receipt, null),
		failed: (attempt, key, tries, reason) => settle(attempt, key, tries, 'failed', undefined, reason),
		unconfirmed: (attempt, key, tries, reason) => settle(attempt, key, tries, 'unconfirmed', undefined, reason),
	};
}

function toEffect(row: Row): EffectRow {
	return {
		state: row.state,
		rootId: row.root_id,
		runId: row.run_id,
		epoch: row.epoch,
		since: row.intended_at,
		openMs: row.open_ms,
		receipt: row.receipt ?? undefined,
		tries: row.tries,
	};
}
