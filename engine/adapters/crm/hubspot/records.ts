/** Reading HubSpot's records and the links between them, a batch at a time. */
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/objects/index.js';
import type { CrmReference } from '../../../contract/call.ts';
import { askHubspot, type HubspotOptions } from './client.ts';
import { unclear } from './errors.ts';

export type RecordType = 'contacts' | 'companies' | 'deals' | 'notes' | 'emails';
export type HubspotRecord = { id: string; properties: Record<string, string | null | undefined> };

export const RECORD_TYPES: Record<CrmReference['type'], RecordType> = {
	contact: 'contacts',
	company: 'companies',
	deal: 'deals',
};

/** What is read of each type, for names and for choosing among deals. */
const PROPERTIES: Record<RecordType, string[]> = {
	contacts: ['email', 'hs_additional_emails', 'firstname', 'lastname'],
	companies: ['name', 'domain', 'hs_additional_domains'],
	deals: ['dealname', 'dealstage', 'hs_is_closed', 'hs_lastmodifieddate'],
	notes: ['hs_note_body'],
	emails: [
		'hs_timestamp',
		'hs_email_direction',
		'hs_email_status',
		'hs_email_subject',
		'hs_email_text',
		'hs_email_html',
		'hs_email_from_email',
		'hs_email_from_firstname',
		'hs_email_from_lastname',
		'hs_email_to_email',
	],
};

/** HubSpot reads at most this many at once. */
export const BATCH = 100;

/** How records are read: contacts by `email`, or less of them than usual. */
export type ReadOptions = { idProperty?: 'email'; properties?: string[] };

/** By their ids, or contacts by e-mail addresses; those that do not exist are left out. */
export async function readRecords(
	options: HubspotOptions,
	type: RecordType,
	ids: string[],
	signal: AbortSignal,
	{ idProperty, properties = PROPERTIES[type] }: ReadOptions = {},
): Promise<HubspotRecord[]> {
	const records: HubspotRecord[] = [];
	for (const inputs of batchesOf(ids)) {
		const answer = await askHubspot(options, { signal }, ({ objectBatches }) =>
			objectBatches.read(type, {
				inputs,
				properties,
				propertiesWithHistory: [],
				...(idProperty ? { idProperty } : {}),
			}),
		);
		records.push(...listOf(answer.results).map(toRecord));
	}
	return records;
}

/** Companies that have one of these domains. The search index lags behind writes: nothing may rest on an absence. */
export async function findCompanies(
	options: HubspotOptions,
	domains: string[],
	most: number,
	signal: AbortSignal,
): Promise<HubspotRecord[]> {
	const operator = FilterOperatorEnum.In;
	const answer = await askHubspot(options, { signal }, ({ objectSearches }) =>
		objectSearches.doSearch('companies', {
			filterGroups: [{ filters: [{ propertyName: 'domain', operator, values: domains }] }],
			properties: PROPERTIES.companies,
			limit: most,
		}),
	);
	return listOf(answer.results).map(toRecord);
}

function toRecord({ id, properties }: { id: string; properties?: HubspotRecord['properties'] }): HubspotRecord {
	return { id: String(id), properties: properties ?? {} };
}

/** For each of `ids` the ids of the records of `to` that it is linked with, in HubSpot's order; of each the first page. */
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

/** As `readLinks`, but all of them, as far as `most` pages for a hundred records go; `complete` says whether they did. */
export async function readAllLinks(
	options: HubspotOptions,
	from: RecordType,
	ids: string[],
	to: RecordType,
	most: number,
	signal: AbortSignal,
): Promise<{ ids: string[]; complete: boolean }> {
	const linked = new Set<string>();
	let complete = true;
	for (const batch of batchesOf(ids)) {
		let inputs: { id: string; after?: string }[] = batch;
		for (let page = 0; inputs.length > 0 && page < most; page += 1) {
			const answer = await askHubspot(options, { signal }, ({ associationBatches }) =>
				associationBatches.getPage(from, to, { inputs }),
			);
			const results = listOf(answer.results);
			for (const { toObjectId } of results.flatMap((result) => listOf(result.to))) linked.add(String(toObjectId));
			inputs = results.flatMap(({ _from, paging }) =>
				paging?.next?.after ? { id: String(_from?.id), after: paging.next.after } : [],
			);
		}
		if (inputs.length > 0) complete = false;
	}
	return { ids: [...linked], complete };
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
