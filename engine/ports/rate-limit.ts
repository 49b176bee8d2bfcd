/** One limit per name for all workers of all engines. */
export type RateLimit = {
	/**
	 * Waits for a turn. `name` must carry the tenant and the connection. Throws `vendor-rate-limited` with the time left
	 * when a pause is too long to wait for.
	 */
	take(name: string, perSecond: number, signal: AbortSignal): Promise<void>;
	/** After a Retry-After: nobody gets a turn for that time. */
	pause(name: string, ms: number): Promise<void>;
};
