/** Delivers run ids to workers. The store is the truth: the queue may lose or repeat. */
export type QueuedRun = {
	tenant: string;
	runId: string;
	/** The run's epoch when it was queued: the same turn is queued once. */
	turn: number;
};

export type Queue = {
	/** Never rejects: what could not be added is found in the store again. */
	add(runs: QueuedRun[]): Promise<void>;
	/** Calls `work` for each delivered run; resolves when it stops. */
	process(
		work: (run: QueuedRun, signal: AbortSignal) => Promise<void>,
		concurrency: number,
	): Promise<{ close(): Promise<void> }>;
	ping(): Promise<void>;
	/** Removes every waiting job of a tenant. */
	erase(tenant: string): Promise<void>;
	close(): Promise<void>;
};
