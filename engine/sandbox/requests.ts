/** The log of requests that reached a look-alike: what tests count. Bounded, oldest first out. */
export type ServiceName = 'gong' | 'slack' | 'hubspot';

export interface LoggedRequest {
	/** 1 for the first request since the start or the last reset. */
	n: number;
	at: string;
	service: ServiceName;
	method: string;
	path: string;
	operation: string;
	/** Of the body: two requests with the same path and digest asked for the same. */
	digest: string;
	/** HTTP status answered; 0 while held and for good when the connection was cut. */
	status: number;
	/** Id of the message or note that this request created. */
	landed?: string;
}

export const KEPT_REQUESTS = 20_000;

export interface RequestLog {
	add(request: Pick<LoggedRequest, 'service' | 'method' | 'path' | 'operation' | 'digest'>): LoggedRequest;
	/** Requests numbered above `since`; ask again with `next`. */
	since(since: number): { next: number; requests: LoggedRequest[] };
	clear(): void;
}

export function createRequestLog(kept: number = KEPT_REQUESTS): RequestLog {
	let entries: LoggedRequest[] = [];
	let last = 0;
	return {
		add(request) {
			last += 1;
			const entry: LoggedRequest = { n: last, at: new Date().toISOString(), ...request, status: 0 };
			entries.push(entry);
			// Cut in slices, so that a full log does not move 20,000 entries for each request.
			if (entries.length >= kept + 1_000) entries = entries.slice(-kept);
			return entry;
		},
		since(since) {
			return { next: last, requests: entries.slice(-kept).filter((entry) => entry.n > since) };
		},
		clear() {
			entries = [];
			last = 0;
		},
	};
}
