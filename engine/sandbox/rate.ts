/** A sliding-window limit as the vendors apply it: `limit` accepted requests in any `windowMs`. */
export interface Rate {
	/** Counts the request and answers 0, or answers the milliseconds until one is free. */
	take(key: string, limit: number, windowMs: number): number;
	clear(): void;
}

/** `now` in milliseconds. */
export function createRate(now: () => number): Rate {
	const accepted = new Map<string, number[]>();
	return {
		take(key, limit, windowMs) {
			if (limit === 0) return 0;
			const moment = now();
			const recent = (accepted.get(key) ?? []).filter((at) => at > moment - windowMs);
			accepted.set(key, recent);
			const oldest = recent[recent.length - limit];
			if (oldest !== undefined) return oldest + windowMs - moment;
			recent.push(moment);
			return 0;
		},
		clear: () => accepted.clear(),
	};
}
