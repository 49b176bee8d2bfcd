import { createHash } from 'node:crypto';
import type { Sentence, Transcript } from '../../../contract/call.ts';
import type { TranscriptStore } from '../../../ports/transcript-store.ts';
import type { Database } from './database.ts';

/**
 * A transcript that is there already only becomes younger: rows are erased by their age, and this one is needed again.
 * At most once a day, so that a replayed run writes nothing.
 */
const INSERT = `
insert into transcripts (tenant_id, hash, call_id, sentences)
select $1, hash, call_id, sentences::jsonb from unnest($2::text[], $3::text[], $4::text[]) as t (hash, call_id, sentences)
on conflict (tenant_id, hash) do update set created_at = now()
where transcripts.created_at < now() - interval '1 day'`;

/** Bounds the memory of one statement, which needs its text several times over while it is sent. */
const STATEMENT_CHARACTERS = 256 * 1024;

type Row = { hash: string; callId: string; sentences: string };

/** Transcripts by the SHA-256 of their call and sentences. */
export function createTranscriptStore(database: Database): TranscriptStore {
	return {
		async put(tenant, transcripts) {
			const references: string[] = [];
			let rows = new Map<string, Row>();
			let characters = 0;
			const flush = async () => {
				const batch = [...rows.values()];
				rows = new Map();
				characters = 0;
				await database.tenant(tenant, (query) =>
					query(INSERT, [
						tenant,
						batch.map((row) => row.hash),
						batch.map((row) => row.callId),
						batch.map((row) => row.sentences),
					]),
				);
			};
			for (const { callId, sentences } of transcripts) {
				const row = toRow(callId, sentences);
				references.push(row.hash);
				// One statement may not meet the same row twice.
				rows.set(row.hash, row);
				characters += row.sentences.length;
				if (characters >= STATEMENT_CHARACTERS) await flush();
			}
			if (rows.size > 0) await flush();
			return references;
		},
		async get(tenant, reference) {
			const [row] = await database.tenant(tenant, (query) =>
				query<Transcript>('select call_id as "callId", sentences from transcripts where tenant_id = $1 and hash = $2', [
					tenant,
					reference,
				]),
			);
			return row;
		},
	};
}

/** Fields in a fixed order, so that the same transcript has the same hash whoever made the object. */
function toRow(callId: string, sentences: readonly Sentence[]): Row {
	const text = JSON.stringify(
		sentences.map(({ index, speakerId, startMs, endMs, text }) => ({ index, speakerId, startMs, endMs, text })),
	);
	const hash = createHash('sha256').update(JSON.stringify(callId)).update(text).digest('hex');
	return { hash, callId, sentences: text };
}
