/** The interaction log, read from the runs of teams themselves: what is erased or expires there is gone here, too. */
import type { Interaction } from '../../../contract/interaction.ts';
import type { ErrorView, RunState } from '../../../contract/run.ts';
import { TerminalError } from '../../../errors.ts';
import type { Interactions } from '../../../ports/interactions.ts';
import type { Database } from './database.ts';

/** In milliseconds, since a place in the list is no finer. $2: a team, or null; $3 and $4: the last entry of the page before, or null. */
const LIST = `
with shown as (
	select * from runs where tenant_id = $1 and kind = 'run-team' and not batch
		and ($2::text is null or input ->> 'team' = $2)
		and ($3::timestamptz is null or (date_trunc('milliseconds', created_at), id) < ($3, $4::text))
	order by date_trunc('milliseconds', created_at) desc, id desc limit $5::int
)
select r.id, r.root_id, r.state, r.error, r.created_at, left(r.input ->> 'team', 200) as team,
	left(r.input ->> 'task', 2000) as task, r.input ->> 'sessionId' as session_id,
	left(r.value ->> 'answer', 2000) as answer, (r.value ->> 'complete')::boolean as complete,
	(extract(epoch from r.ended_at - r.created_at) * 1000)::float8 as latency_ms,
	coalesce(used.calls, 0)::int as calls, coalesce(used.input, 0)::float8 as input_tokens,
	coalesce(used.output, 0)::float8 as output_tokens,
	(select coalesce(sum(coalesce(settled_nano, reserved_nano)), 0)::float8 from spends where run_id = r.id) as cost_nano,
	f.rating, f.comment, f.said_at
from shown r
left join lateral (
	select count(*) as calls, sum((usage ->> 'outputTokens')::bigint) as output,
		sum((usage ->> 'inputTokens')::bigint + (usage ->> 'cacheReadTokens')::bigint + (usage ->> 'cacheWriteTokens')::bigint)
			as input
	from (select result -> 'generation' -> 'usage' as usage from steps where run_id = r.id and result ? 'generation') as answered
) as used on true
left join interaction_feedback f on f.run_id = r.id
order by date_trunc('milliseconds', r.created_at) desc, r.id desc`;

const RATE = `
with rated as (select tenant_id, id from runs where tenant_id = $1 and id = $2 and kind = 'run-team' and not batch for key share)
insert into interaction_feedback (tenant_id, run_id, rating, comment) select tenant_id, id, $3, $4 from rated
on conflict (run_id) do update set rating = excluded.rating, comment = excluded.comment, said_at = excluded.said_at
returning 1`;

type Row = {
	id: string;
	root_id: string;
	state: RunState;
	error: ErrorView | null;
	created_at: Date;
	team: string;
	task: string;
	session_id: string | null;
	answer: string | null;
	complete: boolean | null;
	latency_ms: number | null;
	calls: number;
	input_tokens: number;
	output_tokens: number;
	cost_nano: number;
	rating: 'good' | 'bad' | null;
	comment: string | null;
	said_at: Date | null;
};

export function createInteractions(database: Database): Interactions {
	return {
		async list(tenant, { team, after, limit }) {
			const from = after === undefined ? [null, null] : placeIn(after);
			// One more than is shown says whether there are others.
			const values = [tenant, team ?? null, ...from, limit + 1];
			const rows = await database.tenant(tenant, (query) => query<Row>(LIST, values));
			const interactions = rows.slice(0, limit).map(toInteraction);
			const last = rows[limit - 1];
			return { interactions, ...(rows.length > limit && last ? { next: placeOf(last) } : {}) };
		},
		async rate(tenant, id, { rating, comment }) {
			const rows = await database.tenant(tenant, (query) => query(RATE, [tenant, id, rating, comment ?? null]));
			return rows.length > 0;
		},
	};
}

function toInteraction(row: Row): Interaction {
	const { id, root_id, team, task, state, calls, rating, comment, said_at } = row;
	return {
		...{ id, runId: root_id, team, task, state, modelCalls: calls, at: row.created_at.toISOString() },
		...(row.session_id === null ? {} : { sessionId: row.session_id }),
		...(row.complete === null ? {} : { complete: row.complete }),
		...(row.answer === null ? {} : { answer: row.answer }),
		...(row.error === null || state === 'succeeded' ? {} : { error: row.error }),
		...(row.latency_ms === null ? {} : { latencyMs: Math.round(row.latency_ms) }),
		tokens: { input: row.input_tokens, output: row.output_tokens },
		costUsd: row.cost_nano / 1e9,
		...(rating && said_at
			? { feedback: { rating, ...(comment === null ? {} : { comment }), at: said_at.toISOString() } }
			: {}),
	};
}

function placeOf({ created_at, id }: Row): string {
	return Buffer.from(JSON.stringify([created_at.toISOString(), id])).toString('base64url');
}

const MOMENT = /^20\d\d-(?:0\d|1[0-2])-[0-2]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

function placeIn(after: string): string[] {
	try {
		const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
		const texts = Array.isArray(place) ? place.filter((part) => typeof part === 'string') : [];
		if (texts.length === 2 && MOMENT.test(texts[0] ?? '') && !texts.join('').includes('\0')) return texts;
	} catch {
		// It is said below.
	}
	const fields = [{ path: 'query.after', message: 'is no "next" of this list' }];
	throw new TerminalError('bad-request', undefined, { details: { fields } });
}
