/** Where calls come from: Gong today. One page a method call, so that each page can be a recorded step. */
import type { Call, Transcript } from '../contract/call.ts';
import type { Window } from '../contract/coaching.ts';
import type { ConnectionReport } from '../contract/connection.ts';
import type { ErrorView } from '../contract/run.ts';

export type CallPage = { calls: Call[]; cursor?: string };

/** One bad transcript is a fault of that call only, and is not the same as no transcript yet. */
export type TranscriptAnswer = { callId: string; transcript: Transcript } | { callId: string; error: ErrorView };

export type CallSource = {
	/** Calls that started within the window, at most 100 a page. */
	list(window: Window, cursor: string | undefined, signal: AbortSignal): Promise<CallPage>;
	/** Calls by id, at most 100; unknown ids are left out. */
	get(callIds: string[], signal: AbortSignal): Promise<Call[]>;
	/**
	 * Transcripts by call id, at most 100; a call without transcript yet is left out. A transcript that cannot be read
	 * (`calls-unreadable`) or is too long (`call-too-long`) comes as the error of its call.
	 */
	transcripts(callIds: string[], signal: AbortSignal): Promise<TranscriptAnswer[]>;
	test(signal: AbortSignal): Promise<ConnectionReport>;
};
