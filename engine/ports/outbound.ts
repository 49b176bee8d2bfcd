/** One HTTP request to an outside service: what the vendors' libraries send through. */
import type { WriteGuard } from './run-context.ts';

export type OutboundRequest = {
	method: string;
	url: string;
	headers: Record<string, string>;
	body?: string;
	signal: AbortSignal;
	/** For a write: asked when the connection stands, as the last thing before the first byte leaves. */
	guard?: WriteGuard;
};

/** Header names are in lower case. */
export type OutboundResponse = { status: number; headers: Record<string, string>; body: string };

/**
 * Follows no redirect, bounds time and size. Any status is an answer. Throws `vendor-unavailable`, with `notDone` when no
 * byte had left; what the guard throws; without a guard, the signal's reason. A guarded request that was aborted throws
 * `vendor-unavailable` too, because a cancelled run says nothing about whether the write landed.
 */
export type Outbound = (request: OutboundRequest) => Promise<OutboundResponse>;
