/** Customer records, the notes on them and the e-mails that were logged: HubSpot today. */
import type { Email } from '../contract/analysis.ts';
import type { Call, CrmReference } from '../contract/call.ts';
import type { CallNote, Window } from '../contract/coaching.ts';
import type { ConnectionReport } from '../contract/connection.ts';
import type { Found, WriteGuard } from './run-context.ts';

export type CrmReceipt = { id: string };

/** `domains`: of its addresses on the web and in e-mail, lower case. */
export type CrmCompany = { id: string; name?: string; domains: string[] };

/** Whom e-mails stand with: companies with their contacts, and people by their addresses. */
export type CrmCorrespondents = { companyIds: string[]; addresses: string[] };

/** Plain text; `at`: when it was written, ISO 8601. */
export type CrmText = { text: string; at: string };

/** Newest first; `complete` is false where there are more than are listed. */
export type CrmEmailList = { ids: string[]; complete: boolean };

/** Text as it was sent, with what was quoted below it; `outgoing`: by somebody who uses the CRM. */
export type CrmEmail = Email & { outgoing: boolean };

export type Crm = {
	/**
	 * The records each call belongs to, in the order of the calls: deal, company and contacts, by the call's CRM context,
	 * else by e-mail. Calls asked for together share their requests.
	 */
	locate(calls: Call[], signal: AbortSignal): Promise<CrmReference[][]>;
	writeNote(targets: CrmReference[], note: CallNote, keyHash: string, guard: WriteGuard): Promise<CrmReceipt>;
	/** As `writeNote`, for words that are of no call. */
	writeText(targets: CrmReference[], note: CrmText, keyHash: string, guard: WriteGuard): Promise<CrmReceipt>;
	/** Reads the notes of the record itself, never a search index. */
	find(targets: CrmReference[], keyHash: string, since: Date, signal: AbortSignal): Promise<Found<CrmReceipt>>;
	/** The company of that id, else those that have one of the domains, at most 10; none for an unknown id. */
	companies(account: { companyId?: string; domains: string[] }, signal: AbortSignal): Promise<CrmCompany[]>;
	/** The contacts and deals of a company, at most `most` of each. */
	around(companyId: string, most: number, signal: AbortSignal): Promise<CrmReference[]>;
	/** The e-mails that were sent in the window, at most the newest 1,000. */
	listEmails(of: CrmCorrespondents, window: Window, signal: AbortSignal): Promise<CrmEmailList>;
	/** At most 100, by id, in their order; those that are gone, or name no sender, are left out. */
	emails(ids: string[], signal: AbortSignal): Promise<CrmEmail[]>;
	test(signal: AbortSignal): Promise<ConnectionReport>;
};
