/** Looks for a note among those of a record. The record's own links are current; the search index lags behind writes. */
import type { CrmReference } from '../../../contract/call.ts';
import { SophiaError } from '../../../errors.ts';
import type { CrmReceipt } from '../../../ports/crm.ts';
import type { Found } from '../../../ports/run-context.ts';
import { askHubspot, type HubspotOptions } from './client.ts';
import { referenceOf } from './note.ts';
import { BATCH, listOf, RECORD_TYPES, readRecords } from './records.ts';

/** HubSpot's largest page of links. */
const PAGE = 500;
const MAX_PAGES = 5;

/**
 * Asks every record, because a note of an earlier run may stand on some of them only: another deal was the call's then.
 * Absent when none has it and every note of at least one was read. A record that is gone is no answer.
 */
export async function findNote(
	options: HubspotOptions,
	targets: CrmReference[],
	keyHash: string,
	signal: AbortSignal,
): Promise<Found<CrmReceipt>> {
	let absent = false;
	let reason = 'No record was named.';
	for (const target of targets) {
		try {
			const found = await findOn(options, target, keyHash, signal);
			if (found.answer === 'present') return found;
			if (found.answer === 'absent') absent = true;
			else reason = found.reason;
		} catch (error) {
			signal.throwIfAborted();
			if (!(error instanceof SophiaError)) throw error;
			reason = error.message;
			if (error.details?.status !== 404) return { answer: 'cannot-tell', reason };
		}
	}
	return absent ? { answer: 'absent' } : { answer: 'cannot-tell', reason };
}

async function findOn(
	options: HubspotOptions,
	target: CrmReference,
	keyHash: string,
	signal: AbortSignal,
): Promise<Found<CrmReceipt>> {
	const reference = referenceOf(keyHash);
	const { ids, complete } = await noteIds(options, target, signal);
	for (let start = 0; start < ids.length; start += BATCH) {
		const notes = await readRecords(options, 'notes', ids.slice(start, start + BATCH), signal);
		const found = notes.find(({ properties }) => properties.hs_note_body?.includes(reference));
		if (found) return { answer: 'present', receipt: { id: found.id } };
	}
	if (complete) return { answer: 'absent' };
	return { answer: 'cannot-tell', reason: `The record has more than ${MAX_PAGES * PAGE} notes.` };
}

/** Newest first: ids grow with time. */
async function noteIds(options: HubspotOptions, { type, id }: CrmReference, signal: AbortSignal) {
	const ids: string[] = [];
	let after: string | undefined;
	for (let page = 0; page < MAX_PAGES; page += 1) {
		const answer = await askHubspot(options, { signal }, ({ associations }) =>
			associations.getPage(RECORD_TYPES[type], id, 'notes', after, PAGE),
		);
		ids.push(...listOf(answer.results).map(({ toObjectId }) => String(toObjectId)));
		after = answer.paging?.next?.after;
		if (!after) break;
	}
	const newestFirst = [...new Set(ids)].sort((one, other) => other.length - one.length || (other > one ? 1 : -1));
	return { ids: newestFirst, complete: after === undefined };
}
