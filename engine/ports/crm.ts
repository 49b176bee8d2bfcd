/** Notes on customer records: HubSpot today. */
import type { Call, CrmReference } from '../contract/call.ts';
import type { CallNote } from '../contract/coaching.ts';
import type { ConnectionReport } from '../contract/connection.ts';
import type { Found, WriteGuard } from './run-context.ts';

export type CrmReceipt = { id: string };

export type Crm = {
	/**
	 * The records each call belongs to, in the order of the calls: deal, company and contacts, by the call's CRM context,
	 * else by e-mail. Calls asked for together share their requests.
	 */
	locate(calls: Call[], signal: AbortSignal): Promise<CrmReference[][]>;
	writeNote(targets: CrmReference[], note: CallNote, keyHash: string, guard: WriteGuard): Promise<CrmReceipt>;
	/** Reads the notes of the record itself, never a search index. */
	find(targets: CrmReference[], keyHash: string, since: Date, signal: AbortSignal): Promise<Found<CrmReceipt>>;
	test(signal: AbortSignal): Promise<ConnectionReport>;
};
