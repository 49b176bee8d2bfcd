/** Counts and durations that the engine exports; prom-client in production. */
export type Metrics = {
	/** Adds one (or `by`) to a counter. */
	count(name: string, labels?: Record<string, string>, by?: number): void;
	/** Observes a duration in seconds. */
	observe(name: string, seconds: number, labels?: Record<string, string>): void;
};
