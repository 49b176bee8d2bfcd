/** Marks on insights as they are kept; erase.ts erases them with their call. */
import type { FeedbackEntry } from '../../../contract/feedback.ts';
import { TerminalError } from '../../../errors.ts';
import type { FeedbackStore } from '../../../ports/feedback.ts';
import type { Database } from './database.ts';

/** The row of the call is held until the mark stands: a call that is erased at this moment leaves none behind. */
const DISAGREE = `
with kept as (select call_id from calls where tenant_id = $1 and call_id = $2 for key share)
insert into feedback (tenant_id, call_id, insight_id, kind, label, mark, view)
select $1, call_id, $3, $4, $5, 'disagreed', $6 from kept
on conflict (tenant_id, call_id, insight_id) do nothing`;

const UNDO = 'delete from feedback where tenant_id = $1 and call_id = $2 and insight_id = $3';

const COLUMNS = 'insight_id, call_id, kind, label, mark, view, marked_at';

const OF_CALLS = `
select ${COLUMNS} from feedback where tenant_id = $1 and call_id = any($2) order by marked_at, call_id, insight_id`;

/** $2: a call, or null; $3 to $5: the last entry of the page before, or null. */
const LIST = `
select ${COLUMNS} from feedback
where tenant_id = $1 and ($2::text is null or call_id = $2)
	and ($3::timestamptz is null or (marked_at, call_id, insight_id) < ($3, $4::text, $5::text))
order by marked_at desc, call_id desc, insight_id desc limit $6::int`;

type Row = {
	insight_id: string;
	call_id: string;
	kind: FeedbackEntry['kind'];
	label: string | null;
	mark: FeedbackEntry['mark'];
	view: FeedbackEntry['view'];
	marked_at: Date;
};

export function createFeedbackStore(database: Database): FeedbackStore {
	return {
		async disagree(tenant, { callId, id, kind, label, view }) {
			const values = [tenant, callId, id, kind, label ?? null, view];
			await database.tenant(tenant, (query) => query(DISAGREE, values));
		},
		async undo(tenant, callId, id) {
			await database.tenant(tenant, (query) => query(UNDO, [tenant, callId, id]));
		},
		async ofCalls(tenant, callIds) {
			if (callIds.length === 0) return new Map();
			const rows = await database.tenant(tenant, (query) => query<Row>(OF_CALLS, [tenant, [...callIds]]));
			return Map.groupBy(rows.map(toEntry), ({ callId }) => callId);
		},
		async list(tenant, { callId, after, limit }) {
			const from = after === undefined ? [null, null, null] : placeIn(after);
			// One more than is shown says whether there are others.
			const values = [tenant, callId ?? null, ...from, limit + 1];
			const rows = await database.tenant(tenant, (query) => query<Row>(LIST, values));
			const feedback = rows.slice(0, limit).map(toEntry);
			const last = feedback.at(-1);
			return { feedback, ...(rows.length > limit && last ? { next: placeOf(last) } : {}) };
		},
	};
}

function toEntry({ insight_id, call_id, kind, label, mark, view, marked_at }: Row): FeedbackEntry {
	const at = marked_at.toISOString();
	return { id: insight_id, callId: call_id, kind, ...(label === null ? {} : { label }), mark, view, at };
}

/** As `placeOf` writes it; the store would not read every other. */
const MOMENT = /^20\d\d-(?:0\d|1[0-2])-[0-2]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z$/;

function placeOf({ at, callId, id }: FeedbackEntry): string {
	return Buffer.from(JSON.stringify([at, callId, id])).toString('base64url');
}

function placeIn(after: string): string[] {
	try {
		const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
		const texts = Array.isArray(place) ? place.filter((part) => typeof part === 'string') : [];
		if (texts.length === 3 && MOMENT.test(texts[0] ?? '') && !texts.join('').includes('\0')) return texts;
	} catch {
		// It is said below.
	}
	const fields = [{ path: 'query.after', message: 'is no "next" of this list' }];
	throw new TerminalError('bad-request', undefined, { details: { fields } });
}
