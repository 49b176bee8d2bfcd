/** What happened is told to this; who is interested is not the concern of who says it. Implemented by engine/events. */
import type { Call } from '../contract/call.ts';
import type { AnalyzedStoredCall } from './call-store.ts';

export type Events = {
	/** A call was analyzed and kept. May be said again: nobody is told twice. `zone`: the tenant's, IANA. */
	analyzed(tenant: string, kept: AnalyzedStoredCall, zone: string): Promise<void>;
	/** The call service says that a call is over. Said again it does nothing; answers whether it was the first time. */
	finished(tenant: string, call: { call: Call; source: string }): Promise<boolean>;
};
