/** Calls that were analyzed or uploaded: what pages, trends, answers and events are made of. */
import type { Call, CallAnalysis, TalkStatistics } from '../contract/call.ts';
import type { Window } from '../contract/coaching.ts';

export type StoredCall = {
	call: Call;
	/** Id of the calls connection that it came from; `upload` for an uploaded one. */
	source: string;
	/** Reference of its transcript. */
	transcript: string;
	/** Undefined until it was analyzed. */
	analysis?: CallAnalysis;
};

export type TalkOfCall = { callId: string; started: string; talk: TalkStatistics };

export type CallStore = {
	/** Keeps them, in the place of what was known of the same calls; an analysis stays where none is given. */
	put(tenant: string, calls: StoredCall[]): Promise<void>;
	get(tenant: string, callId: string): Promise<StoredCall | undefined>;
	/** Analyzed calls of a rep that started in the window, the latest first, at most 200. */
	talks(tenant: string, repId: string, window: Window): Promise<TalkOfCall[]>;
	/** Calls of a source that started in the window and have a party at one of the domains (lower case), by start. */
	ofDomains(tenant: string, source: string, domains: string[], window: Window): Promise<StoredCall[]>;
};
