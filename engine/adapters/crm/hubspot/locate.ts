/** Finds the records a call belongs to: what the call service says, else who was on the call. */
import type { Call, CrmReference } from '../../../contract/call.ts';
import type { HubspotOptions } from './client.ts';
import { BATCH, type HubspotRecord, nameOf, readLinks, readRecords } from './records.ts';

/** A note on the deals and companies of a webinar's hundred guests would be noise. */
const MAX_EMAILS = 50;
const MAX_CONTACTS = 10;

/** One deal, one company, and the contacts of the call, in this order; at most six requests. */
export async function locate(options: HubspotOptions, call: Call, signal: AbortSignal): Promise<CrmReference[]> {
	const [namedDeals, namedCompanies, contacts] = await Promise.all([
		readRecords(options, 'deals', namedIds(call, 'deal'), signal),
		readRecords(options, 'companies', namedIds(call, 'company'), signal),
		readContacts(options, call, signal),
	]);
	const contactIds = contacts.map(({ id }) => id);
	const deal = bestDeal(
		namedDeals.length > 0 ? namedDeals : await readLinked(options, 'contacts', contactIds, 'deals', signal),
	);
	const company =
		namedCompanies[0] ??
		(await readLinked(options, 'deals', deal ? [deal.id] : [], 'companies', signal))[0] ??
		(await readLinked(options, 'contacts', contactIds, 'companies', signal))[0];
	return [
		...(deal ? [toReference('deal', deal)] : []),
		...(company ? [toReference('company', company)] : []),
		...contacts.map((contact) => toReference('contact', contact)),
	];
}

/** Ids as HubSpot writes them; the call service may name records of another CRM. */
function namedIds(call: Call, type: CrmReference['type']): string[] {
	const ids = call.crm.filter((reference) => reference.type === type && /^\d{1,20}$/.test(reference.id));
	return [...new Set(ids.map(({ id }) => id))].slice(0, BATCH);
}

async function readContacts(options: HubspotOptions, call: Call, signal: AbortSignal): Promise<HubspotRecord[]> {
	const emails = call.parties.flatMap(({ affiliation, email }) =>
		affiliation === 'internal' || !email ? [] : [email],
	);
	const wanted = [...new Set(emails.map((email) => email.toLowerCase()))].slice(0, MAX_EMAILS);
	const found = await Promise.all([
		readRecords(options, 'contacts', namedIds(call, 'contact'), signal),
		readRecords(options, 'contacts', wanted, signal, 'email'),
	]);
	return [...new Map(found.flat().map((contact) => [contact.id, contact])).values()].slice(0, MAX_CONTACTS);
}

async function readLinked(
	options: HubspotOptions,
	from: 'contacts' | 'deals',
	ids: string[],
	to: 'deals' | 'companies',
	signal: AbortSignal,
): Promise<HubspotRecord[]> {
	const linked = (await readLinks(options, from, ids, to, signal)).slice(0, BATCH);
	const records = await readRecords(options, to, linked, signal);
	return records.sort((one, other) => linked.indexOf(one.id) - linked.indexOf(other.id));
}

/** An open deal before a closed one; among these the one most recently worked on. */
function bestDeal(deals: HubspotRecord[]): HubspotRecord | undefined {
	return deals.toSorted(
		(one, other) => Number(isClosed(one)) - Number(isClosed(other)) || modified(other) - modified(one),
	)[0];
}

function isClosed({ properties }: HubspotRecord): boolean {
	const stage = properties.dealstage ?? '';
	return properties.hs_is_closed === 'true' || stage === 'closedwon' || stage === 'closedlost';
}

function modified({ properties }: HubspotRecord): number {
	return Date.parse(properties.hs_lastmodifieddate ?? '') || 0;
}

function toReference(type: CrmReference['type'], record: HubspotRecord): CrmReference {
	const name = nameOf(type, record);
	return { type, id: record.id, ...(name ? { name } : {}) };
}
