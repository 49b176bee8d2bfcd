/** Where calls come from: Gong today. One page a method call, so that each page can be a recorded step. */
import type { Call, Transcript } from '../contract/call.ts';
import type { Window } from '../contract/coaching.ts';
import type { ConnectionReport } from '../contract/connection.ts';

export type CallPage = { calls: Call[]; cursor?: string };

export type CallSource = {
	/** Calls that started within the window, at most 100 a page. */
	list(window: Window, cursor: string | undefined, signal: AbortSignal): Promise<CallPage>;
	/** Calls by id, at most 100; unknown ids are left out. */
	get(callIds: string[], signal: AbortSignal): Promise<Call[]>;
	/** Transcripts by call id, at most 100; a call without transcript yet is left out. */
	transcripts(callIds: string[], signal: AbortSignal): Promise<Transcript[]>;
	test(signal: AbortSignal): Promise<ConnectionReport>;
};
