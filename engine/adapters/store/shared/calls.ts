import type { PlaybookResult } from '../../../contract/analysis.ts';
import type { Call, CallAnalysis } from '../../../contract/call.ts';
import type { CallStore, StoredCall, TalkOfCall } from '../../../ports/call-store.ts';
import type { Database } from './database.ts';

/**
 * $3: whether what was found before goes. What was found in an upload is kept only with the facts it rests on: whoever
 * has changed them meanwhile, or erased the call, shall not see the earlier ones come back with a run that was under way.
 */
const PUT = `
insert into calls (tenant_id, call_id, source, started_at, rep_id, domains, call, transcript_hash, analysis, analyzed_at,
	playbook)
select $1, c.id, c.source, c.started, c.rep, array(select jsonb_array_elements_text(c.domains)), c.call, c.transcript,
	c.analysis, case when c.analysis is not null then now() end, c.playbook
from jsonb_to_recordset($2::jsonb) as c (id text, source text, started timestamptz, rep text, domains jsonb, call jsonb,
	transcript text, analysis jsonb, playbook jsonb)
where $3 or c.source <> 'upload' or c.analysis is null or exists (
	select from calls k where k.tenant_id = $1 and k.call_id = c.id and k.call = c.call and k.transcript_hash = c.transcript)
on conflict (tenant_id, call_id) do update set
	source = excluded.source, started_at = excluded.started_at, rep_id = excluded.rep_id, domains = excluded.domains,
	call = excluded.call, transcript_hash = excluded.transcript_hash,
	analysis = case when $3 then excluded.analysis else coalesce(excluded.analysis, calls.analysis) end,
	analyzed_at = case when $3 then excluded.analyzed_at else coalesce(excluded.analyzed_at, calls.analyzed_at) end,
	playbook = case when $3 or excluded.transcript_hash <> calls.transcript_hash then excluded.playbook
		else coalesce(excluded.playbook, calls.playbook) end
where $3 or excluded.source <> 'upload' or excluded.analysis is null
	or (calls.call = excluded.call and calls.transcript_hash = excluded.transcript_hash)`;

const COLUMNS = 'call, source, transcript_hash as transcript, analysis, playbook';

const TALKS = `
select call_id as "callId", call ->> 'started' as started, analysis -> 'talk' as talk from calls
where tenant_id = $1 and rep_id = $2 and started_at >= $3 and started_at < $4 and analysis is not null and call -> 'times' is null
order by started_at desc, call_id limit 200`;

const OF_DOMAINS = `
select call_id as id from calls
where tenant_id = $1 and source = $2 and domains && $3::text[] and started_at >= $4 and started_at < $5
order by started_at desc, call_id limit 1000`;

type Row = {
	call: Call;
	source: string;
	transcript: string;
	analysis: CallAnalysis | null;
	playbook: PlaybookResult | null;
};

/** Calls by their ids, each with the reference of its transcript. */
export function createCallStore(database: Database): CallStore {
	return {
		async put(tenant, calls) {
			const unique = [...new Map(calls.map((one) => [one.call.id, one])).values()];
			// A statement a call: an analysis may be as large as a recorded step.
			for (const one of unique) {
				await database.tenant(tenant, (query) =>
					query(PUT, [tenant, JSON.stringify([toRecord(one)]), one.forget === true]),
				);
			}
		},
		async get(tenant, callId) {
			const [row] = await database.tenant(tenant, (query) =>
				query<Row>(`select ${COLUMNS} from calls where tenant_id = $1 and call_id = $2`, [tenant, callId]),
			);
			return row && toStored(row);
		},
		talks: (tenant, repId, { from, to }) =>
			database.tenant(tenant, (query) => query<TalkOfCall>(TALKS, [tenant, repId, from, to])),
		async ofDomains(tenant, source, domains, { from, to }) {
			const rows = await database.tenant(tenant, (query) =>
				query<{ id: string }>(OF_DOMAINS, [tenant, source, domains, from, to]),
			);
			return rows.map(({ id }) => id);
		},
	};
}

function toRecord({ call, source, transcript, analysis, playbook }: StoredCall) {
	const emails = [call.rep.email, ...call.parties.map(({ email }) => email)];
	const domains = emails.flatMap((email) => email?.toLowerCase().split('@')[1] ?? []);
	return {
		...{ id: call.id, source, started: call.started, rep: call.rep.id, call, transcript, analysis, playbook },
		domains: [...new Set(domains)],
	};
}

function toStored({ call, source, transcript, analysis, playbook }: Row): StoredCall {
	return { call, source, transcript, ...(analysis ? { analysis } : {}), ...(playbook ? { playbook } : {}) };
}
