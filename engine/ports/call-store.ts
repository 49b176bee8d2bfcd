/** Calls that were analyzed or uploaded: what pages, trends, answers and events are made of. */
import type { PlaybookResult } from '../contract/analysis.ts';
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
	/** Undefined until it was held against one. */
	playbook?: PlaybookResult;
};

/** One that was analyzed. */
export type AnalyzedStoredCall = StoredCall & { analysis: CallAnalysis };

export type CallToKeep = StoredCall & {
	/** What was found before rests on facts that have changed: it goes. */
	forget?: boolean;
};

export type TalkOfCall = { callId: string; started: string; talk: TalkStatistics };

export type CallStore = {
	/**
	 * Keeps them, in the place of what was known of the same calls. An analysis stays where none is given; so does what was
	 * found against a playbook, unless the transcript is another one. An analysis of an upload that was erased meanwhile, or
	 * whose facts are others now, is not kept.
	 */
	put(tenant: string, calls: CallToKeep[]): Promise<void>;
	get(tenant: string, callId: string): Promise<StoredCall | undefined>;
	/**
	 * Analyzed calls of a rep that started in the window, the latest first, at most 200. Those whose transcript has no
	 * measured times (`call.times`) are left out: their figures are none to compare with.
	 */
	talks(tenant: string, repId: string, window: Window): Promise<TalkOfCall[]>;
	/**
	 * Ids of the calls of a source that started in the window and have a party at one of the domains (lower case), the
	 * latest first, at most 1,000.
	 */
	ofDomains(tenant: string, source: string, domains: string[], window: Window): Promise<string[]>;
};
