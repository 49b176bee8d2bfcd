/** E-mails that were logged in HubSpot, on companies and contacts. */
import type { Window } from '../../../contract/coaching.ts';
import { TerminalError } from '../../../errors.ts';
import type { CrmCorrespondents, CrmEmail, CrmEmailList } from '../../../ports/crm.ts';
import type { HubspotOptions } from './client.ts';
import { textOfHtml } from './html-text.ts';
import { type HubspotRecord, readAllLinks, readRecords } from './records.ts';

/** HubSpot keeps what e-mails say under a scope of its own; without it they come blanked. */
export const EMAIL_SCOPE = 'sales-email-read';

/** What HubSpot writes in the place of a text that the token may not read. */
const REDACTED = /content of this email has been redacted/i;

/** Contacts of one company that are looked at, in pages of links of a hundred records; 500 links a page. */
const CONTACT_PAGES = 1;
const EMAIL_PAGES = 10;
const MOST_CONTACTS = 1_000;
/** Of these the times are read, a hundred a request. */
const MOST_DATED = 5_000;
const MOST_LISTED = 1_000;

/** These never reached anybody, or have not yet. */
const NOT_SENT = new Set(['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING']);

/** Those linked with the companies, with their contacts, and with contacts of the addresses. */
export async function listEmails(
	options: HubspotOptions,
	{ companyIds, addresses }: CrmCorrespondents,
	window: Window,
	signal: AbortSignal,
): Promise<CrmEmailList> {
	const links = (from: 'companies' | 'contacts', ids: string[], to: 'contacts' | 'emails', pages: number) =>
		readAllLinks(options, from, ids, to, pages, signal);
	const [ofCompanies, employees, writers] = await Promise.all([
		links('companies', companyIds, 'emails', EMAIL_PAGES),
		links('companies', companyIds, 'contacts', CONTACT_PAGES),
		readRecords(options, 'contacts', addresses, signal, { idProperty: 'email' }),
	]);
	const contacts = [...new Set([...writers.map(({ id }) => id), ...employees.ids])];
	const ofContacts = await links('contacts', contacts.slice(0, MOST_CONTACTS), 'emails', EMAIL_PAGES);
	const all = [...new Set([...ofCompanies.ids, ...ofContacts.ids])].sort(newestId);
	const sent = await readTimes(options, all.slice(0, MOST_DATED), window, signal);
	return {
		ids: sent.slice(0, MOST_LISTED),
		complete:
			ofCompanies.complete &&
			employees.complete &&
			ofContacts.complete &&
			contacts.length <= MOST_CONTACTS &&
			all.length <= MOST_DATED &&
			sent.length <= MOST_LISTED,
	};
}

/** Throws `connection-scope-missing` where the token may not read what e-mails say. */
export async function readEmails(options: HubspotOptions, ids: string[], signal: AbortSignal): Promise<CrmEmail[]> {
	const records = await readRecords(options, 'emails', ids, signal);
	const byId = new Map(records.map((record) => [record.id, record]));
	return ids.flatMap((id) => toEmail(byId.get(id)) ?? []);
}

/** Ids of those within the window, newest first. */
async function readTimes(
	options: HubspotOptions,
	ids: string[],
	window: Window,
	signal: AbortSignal,
): Promise<string[]> {
	const [from, to] = [Date.parse(window.from), Date.parse(window.to)];
	const records = await readRecords(options, 'emails', ids, signal, { properties: ['hs_timestamp'] });
	return records
		.map((record) => ({ id: record.id, at: sentAt(record) }))
		.filter(({ at }) => at >= from && at < to)
		.sort((one, other) => other.at - one.at || newestId(one.id, other.id))
		.map(({ id }) => id);
}

function toEmail(record: HubspotRecord | undefined): CrmEmail | undefined {
	if (!record) return undefined;
	const { properties } = record;
	const text = textOf(properties);
	const from = address(properties.hs_email_from_email);
	const at = sentAt(record);
	if (!from || Number.isNaN(at) || NOT_SENT.has(properties.hs_email_status ?? '')) return undefined;
	const fromName = [properties.hs_email_from_firstname, properties.hs_email_from_lastname].filter(Boolean).join(' ');
	return {
		id: record.id,
		sent: new Date(at).toISOString(),
		subject: properties.hs_email_subject ?? '',
		from,
		...(fromName ? { fromName } : {}),
		to: (properties.hs_email_to_email ?? '').split(/[;,]/).flatMap((one) => address(one) ?? []),
		text,
		outgoing: properties.hs_email_direction === 'EMAIL',
	};
}

function textOf({ hs_email_text: plain, hs_email_html: html }: HubspotRecord['properties']): string {
	if (REDACTED.test(plain ?? '') || REDACTED.test(html ?? '')) {
		throw new TerminalError('connection-scope-missing', `HubSpot's token lacks the scope ${EMAIL_SCOPE}.`, {
			details: { vendor: 'hubspot', scopes: [EMAIL_SCOPE] },
		});
	}
	return plain?.trim() ? plain : textOfHtml(html ?? '');
}

function address(text: string | null | undefined): string | undefined {
	return /[^\s<>;,]+@[^\s<>;,]+/.exec(text ?? '')?.[0].toLowerCase();
}

/** Milliseconds since 1970; HubSpot writes it as ISO 8601, older exports as a number. */
function sentAt({ properties }: HubspotRecord): number {
	const text = properties.hs_timestamp ?? '';
	return /^\d+$/.test(text) ? Number(text) : Date.parse(text);
}

/** Ids grow with time. */
function newestId(one: string, other: string): number {
	return other.length - one.length || (other > one ? 1 : other < one ? -1 : 0);
}
