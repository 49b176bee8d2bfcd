/** Reading HubSpot's records and the links between them, a batch at a time. */
import type { CrmReference } from '../../../contract/call.ts';
import { askHubspot, type HubspotOptions } from './client.ts';
import { unclear } from './errors.ts';

export type RecordType = 'contacts' | 'companies' | 'deals' | 'notes';
export type HubspotRecord = { id: string; properties: Record<string, string | null | undefined> };

export const RECORD_TYPES: Record<CrmReference['type'], RecordType> = {
	contact: 'contacts',
	company: 'companies',
	deal: 'deals',
};

/** What is read of each type, for names and for choosing among deals. */
const PROPERTIES: Record<RecordType, string[]> = {
	contacts: ['email', 'firstname', 'lastname'],
	companies: ['name'],
	deals: ['dealname', 'dealstage', 'hs_is_closed', 'hs_lastmodifieddate'],
	notes: ['hs_note_body'],
};

/** HubSpot reads at most this many at once. */
export const BATCH = 100;

/** At most 100 ids, or e-mail addresses of contacts; those that do not exist are left out. */
export async function readRecords(
	options: HubspotOptions,
	type: RecordType,
	ids: string[],
	signal: AbortSignal,
	idProperty?: 'email',
): Promise<HubspotRecord[]> {
	if (ids.length === 0) return [];
	const answer = await askHubspot(options, { signal }, ({ objectBatches }) =>
		objectBatches.read(type, {
			inputs: ids.map((id) => ({ id })),
			properties: PROPERTIES[type],
			propertiesWithHistory: [],
			...(idProperty ? { idProperty } : {}),
		}),
	);
	return listOf(answer.results).map(({ id, properties }) => ({ id: String(id), properties: properties ?? {} }));
}

/** Ids of the records of `to` that belong to any of `ids` (at most 100), each once, in HubSpot's order. */
export async function readLinks(
	options: HubspotOptions,
	from: RecordType,
	ids: string[],
	to: RecordType,
	signal: AbortSignal,
): Promise<string[]> {
	if (ids.length === 0) return [];
	const answer = await askHubspot(options, { signal }, ({ associationBatches }) =>
		associationBatches.getPage(from, to, { inputs: ids.map((id) => ({ id })) }),
	);
	const linked = listOf(answer.results).flatMap((result) => listOf(result.to));
	return [...new Set(linked.map(({ toObjectId }) => String(toObjectId)))];
}

/** The generated types promise a list; what came may be something else. */
export function listOf<Item>(items: Item[] | undefined): Item[] {
	if (!Array.isArray(items)) throw unclear('an answer without its list');
	return items;
}

export function nameOf(type: CrmReference['type'], { properties }: HubspotRecord): string | undefined {
	if (type === 'deal') return properties.dealname || undefined;
	if (type === 'company') return properties.name || undefined;
	const name = [properties.firstname, properties.lastname].filter(Boolean).join(' ');
	return name || properties.email || undefined;
}
