/** What runs ask people: recorded once by an attempt, answered once by a person. */
import { TerminalError } from '../../../errors.ts';
import { toJsonText } from '../../../ports/json.ts';
import type { PersonAnswer, Question } from '../../../ports/question.ts';
import type { Answered, Asked, Attempt, RunStore, StoredQuestion } from '../../../ports/run-store.ts';
import type { Database, Query } from './database.ts';
import { holdTree, setClocks } from './run-clock.ts';
import { ENDED } from './run-tree.ts';

/** As `LIVE` of run-attempt.ts: under the attempt's epoch or not at all. The update of nothing returns the row there is. */
const ASK = `
with live as (
	select tenant_id, id, root_id from runs
	where tenant_id = $1 and id = $2 and epoch = $3 and state = 'running' for share
)
insert into questions (tenant_id, root_id, run_id, name, question) select tenant_id, root_id, id, $4, $5::jsonb from live
on conflict (run_id, name) do update set name = excluded.name
returning answer, overdue`;

export async function ask(
	database: Database,
	{ tenant, runId, epoch }: Attempt,
	name: string,
	question: Question,
): Promise<Asked | undefined> {
	type Row = { answer: PersonAnswer | null; overdue: boolean };
	const values = [tenant, runId, epoch, name, toJsonText(question)];
	const [row] = await database.tenant(tenant, (query) => query<Row>(ASK, values));
	if (!row) return undefined;
	if (row.answer) return { state: 'answered', answer: row.answer };
	return { state: row.overdue ? 'overdue' : 'open' };
}

/** More than these are counted and not shown. */
const MOST = 500;

const COLUMNS = `q.id, q.run_id, q.question, q.asked_at, q.overdue_at, q.answered_at, q.answer,
	case when q.answer is not null then 'answered' when q.overdue then 'overdue' when r.state in ${ENDED} then 'closed'
		when q.overdue_at <= now() then 'overdue' else 'open' end as state`;

const LIST = `
select ${COLUMNS}, count(*) over () as in_all from questions q join runs r on r.id = q.run_id
where q.tenant_id = $1 and q.root_id = $2
order by (q.answer is null and not q.overdue and r.state not in ${ENDED}) desc, q.asked_at desc, q.id limit ${MOST}`;

const ONE = `select ${COLUMNS} from questions q join runs r on r.id = q.run_id
where q.tenant_id = $1 and q.root_id = $2 and q.id = $3`;

/** An attempt that is at it now looks again before it waits: `answer_came`. */
const ANSWER = `
with answered as (
	update questions set answer = $4::jsonb, answered_at = date_trunc('milliseconds', now())
	where tenant_id = $1 and root_id = $2 and id = $3 and answer is null and not overdue and overdue_at > now()
	returning run_id, name, answer
), recorded as (
	insert into steps (tenant_id, run_id, name, result) select $1, run_id, name, answer from answered
)
update runs r set answer_came = true,
	state = case when r.state = 'waiting' and r.waits_for in ('answers', 'answers-or-children') then 'queued' else r.state end,
	queued_at = now()
from answered where r.tenant_id = $1 and r.id = answered.run_id
returning r.id, r.state, r.epoch`;

const HOLD_RUN = `select r.state from runs r join questions q on q.run_id = r.id
where q.tenant_id = $1 and q.root_id = $2 and q.id = $3 for update of r`;

const ROOT = 'select id from runs where tenant_id = $1 and id = $2 and parent_id is null';

type Row = {
	id: string;
	run_id: string;
	question: Question;
	asked_at: Date;
	overdue_at: Date;
	answered_at: Date | null;
	answer: PersonAnswer | null;
	state: StoredQuestion['state'];
};

export function createQuestionStore(database: Database): Pick<RunStore, 'questions' | 'question' | 'answer'> {
	const one = async (query: Query, values: string[]): Promise<StoredQuestion | undefined> => {
		const [row] = await query<Row>(ONE, values);
		return row && toStored(row);
	};
	return {
		questions: (tenant, rootId) =>
			database.tenant(tenant, async (query) => {
				const rows = await query<Row & { in_all: number }>(LIST, [tenant, rootId]);
				if (rows.length === 0 && (await query(ROOT, [tenant, rootId])).length === 0) return undefined;
				return { inAll: rows[0]?.in_all ?? 0, shown: rows.map(toStored) };
			}),
		question: (tenant, rootId, id) => database.tenant(tenant, (query) => one(query, [tenant, rootId, id])),
		answer: (tenant, rootId, id, answer): Promise<Answered> =>
			database.transaction(tenant, async (query) => {
				const place = [tenant, rootId, id];
				await holdTree(query, rootId);
				// Each statement sees what was committed before it: from here on the run neither ends nor is taken.
				await query(HOLD_RUN, place);
				const before = await one(query, place);
				if (!before) throw new TerminalError('question-unknown');
				if (before.answer) return repeated(before, answer);
				if (before.state !== 'open') throw new TerminalError('question-closed');
				const rows = await query<{ id: string; state: string; epoch: number }>(ANSWER, [...place, toJsonText(answer)]);
				if (rows.length === 0) throw new TerminalError('question-closed');
				await setClocks(query, tenant, rootId);
				const queued = rows.filter(({ state }) => state === 'queued');
				return {
					question: (await one(query, place)) as StoredQuestion,
					queue: queued.map((row) => ({ tenant, runId: row.id, turn: row.epoch })),
				};
			}),
	};
}

/** Throws `question-answered`. */
function repeated(question: StoredQuestion, answer: PersonAnswer): Answered {
	if (said(question.answer) !== said(answer)) throw new TerminalError('question-answered');
	return { question, queue: [] };
}

/** What was said, whoever says it; keys in order, as the store may change it. */
function said(answer: PersonAnswer | undefined): string {
	return JSON.stringify({ ...answer, by: undefined }, (_key, value: unknown) =>
		value !== null && typeof value === 'object' && !Array.isArray(value)
			? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
			: value,
	);
}

function toStored(row: Row): StoredQuestion {
	const { title, tool, member, input } = row.question;
	return {
		...{ id: row.id, runId: row.run_id, state: row.state, title, tool, member, input },
		...{ askedAt: row.asked_at, until: row.overdue_at },
		answeredAt: row.answered_at ?? undefined,
		answer: row.answer ?? undefined,
	};
}
