/** Finds the records that calls belong to: what the call service says, else who was on the call. */
import type { Call, CrmReference } from '../../../contract/call.ts';
import type { HubspotOptions } from './client.ts';
import { BATCH, type HubspotRecord, nameOf, type RecordType, readLinks, readRecords } from './records.ts';

/** A note on the deals and companies of a webinar's hundred guests would be noise. */
const MAX_EMAILS = 50;
const MAX_CONTACTS = 10;

/** What is known of one call's records as the look-up goes on. */
type Search = {
	named: Record<CrmReference['type'], string[]>;
	emails: string[];
	contacts: HubspotRecord[];
	deal?: HubspotRecord;
	company?: HubspotRecord;
};

/**
 * One deal, one company, and the contacts of each call, in this order. All calls go through the same few questions
 * together, a hundred records a request: call by call, a morning would soon be at HubSpot's limit.
 */
export async function locate(options: HubspotOptions, calls: Call[], signal: AbortSignal): Promise<CrmReference[][]> {
	const searches = calls.map(searchFor);
	const lookUp = createLookUp(options, signal);
	const [deals, companies, contacts, contactsByEmail] = await Promise.all([
		lookUp.records(
			'deals',
			searches.flatMap(({ named }) => named.deal),
		),
		lookUp.records(
			'companies',
			searches.flatMap(({ named }) => named.company),
		),
		lookUp.records(
			'contacts',
			searches.flatMap(({ named }) => named.contact),
		),
		lookUp.contactsByEmail(searches.flatMap(({ emails }) => emails)),
	]);
	for (const search of searches) {
		search.deal = bestDeal(pick(deals, search.named.deal));
		search.company = pick(companies, search.named.company)[0];
		const found = [...pick(contacts, search.named.contact), ...pick(contactsByEmail, search.emails)];
		search.contacts = [...new Map(found.map((contact) => [contact.id, contact])).values()].slice(0, MAX_CONTACTS);
	}

	const withoutDeal = searches.filter(({ deal }) => !deal);
	const dealsOf = await lookUp.linked('contacts', withoutDeal.map(contactIds), 'deals');
	for (const [position, search] of withoutDeal.entries()) search.deal = bestDeal(dealsOf[position] ?? []);

	const withoutCompany = searches.filter(({ company }) => !company);
	const ofDeals = await lookUp.linked('deals', withoutCompany.map(dealIds), 'companies');
	for (const [position, search] of withoutCompany.entries()) search.company = ofDeals[position]?.[0];

	const stillWithout = withoutCompany.filter(({ company }) => !company);
	const ofContacts = await lookUp.linked('contacts', stillWithout.map(contactIds), 'companies');
	for (const [position, search] of stillWithout.entries()) search.company = ofContacts[position]?.[0];

	return searches.map(toReferences);
}

function searchFor(call: Call): Search {
	const emails = call.parties.flatMap(({ affiliation, email }) =>
		affiliation === 'internal' || !email ? [] : [email.toLowerCase()],
	);
	return {
		named: { deal: namedIds(call, 'deal'), company: namedIds(call, 'company'), contact: namedIds(call, 'contact') },
		emails: [...new Set(emails)].slice(0, MAX_EMAILS),
		contacts: [],
	};
}

/** Ids as HubSpot writes them; the call service may name records of another CRM. */
function namedIds(call: Call, type: CrmReference['type']): string[] {
	const ids = call.crm.filter((reference) => reference.type === type && /^\d{1,20}$/.test(reference.id));
	return [...new Set(ids.map(({ id }) => id))].slice(0, BATCH);
}

const contactIds = ({ contacts }: Search): string[] => contacts.map(({ id }) => id);
const dealIds = ({ deal }: Search): string[] => (deal ? [deal.id] : []);

function pick(records: ReadonlyMap<string, HubspotRecord>, keys: string[]): HubspotRecord[] {
	return keys.flatMap((key) => records.get(key) ?? []);
}

function createLookUp(options: HubspotOptions, signal: AbortSignal) {
	async function records(type: RecordType, ids: string[]): Promise<Map<string, HubspotRecord>> {
		return new Map((await readRecords(options, type, ids, signal)).map((record) => [record.id, record]));
	}
	return {
		records,
		/** By every address that a contact has. */
		async contactsByEmail(emails: string[]): Promise<Map<string, HubspotRecord>> {
			const contacts = await readRecords(options, 'contacts', emails, signal, { idProperty: 'email' });
			return new Map(contacts.flatMap((contact) => addressesOf(contact).map((email) => [email, contact])));
		},
		/** For each group of records of `from` those of `to` that any of them is linked with, in HubSpot's order. */
		async linked(
			from: 'contacts' | 'deals',
			groups: string[][],
			to: 'deals' | 'companies',
		): Promise<HubspotRecord[][]> {
			const links = await readLinks(options, from, groups.flat(), to, signal);
			// A consultant's contact may be linked with everything.
			const wanted = groups.map((ids) => [...new Set(ids.flatMap((id) => links.get(id) ?? []))].slice(0, BATCH));
			const found = await records(to, wanted.flat());
			return wanted.map((ids) => pick(found, ids));
		},
	};
}

/** Lower case; HubSpot finds a contact by its further addresses, too. */
function addressesOf({ properties }: HubspotRecord): string[] {
	const further = properties.hs_additional_emails?.split(';') ?? [];
	return [properties.email ?? '', ...further].map((email) => email.trim().toLowerCase()).filter(Boolean);
}

function toReferences({ deal, company, contacts }: Search): CrmReference[] {
	return [
		...(deal ? [toReference('deal', deal)] : []),
		...(company ? [toReference('company', company)] : []),
		...contacts.map((contact) => toReference('contact', contact)),
	];
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
