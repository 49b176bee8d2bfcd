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
	contacts: ['email', 'hs_additional_emails', 'firstname', 'lastname'],
	companies: ['name'],
	deals: ['dealname', 'dealstage', 'hs_is_closed', 'hs_lastmodifieddate'],
	notes: ['hs_note_body'],
};

/** HubSpot reads at most this many at once. */
export const BATCH = 100;

/** By their ids, or contacts by e-mail addresses; those that do not exist are left out. */
export async function readRecords(
	options: HubspotOptions,
	type: RecordType,
	ids: string[],
	signal: AbortSignal,
	idProperty?: 'email',
): Promise<HubspotRecord[]> {
	const records: HubspotRecord[] = [];
	for (const inputs of batchesOf(ids)) {
		const answer = await askHubspot(options, { signal }, ({ objectBatches }) =>
			objectBatches.read(type, {
				inputs,
				properties: PROPERTIES[type],
				propertiesWithHistory: [],
				...(idProperty ? { idProperty } : {}),
			}),
		);
		for (const { id, properties } of listOf(answer.results)) {
			records.push({ id: String(id), properties: properties ?? {} });
		}
	}
	return records;
}

/** For each of `ids` the ids of the records of `to` that it is linked with, in HubSpot's order. */
export async function readLinks(
	options: HubspotOptions,
	from: RecordType,
	ids: string[],
	to: RecordType,
	signal: AbortSignal,
): Promise<Map<string, string[]>> {
	const links = new Map<string, string[]>();
	for (const inputs of batchesOf(ids)) {
		const answer = await askHubspot(options, { signal }, ({ associationBatches }) =>
			associationBatches.getPage(from, to, { inputs }),
		);
		for (const result of listOf(answer.results)) {
			links.set(
				String(result._from?.id),
				listOf(result.to).map(({ toObjectId }) => String(toObjectId)),
			);
		}
	}
	return links;
}

function batchesOf(ids: string[]): { id: string }[][] {
	const unique = [...new Set(ids)].map((id) => ({ id }));
	return Array.from({ length: Math.ceil(unique.length / BATCH) }, (_, position) =>
		unique.slice(position * BATCH, (position + 1) * BATCH),
	);
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
