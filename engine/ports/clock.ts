/** Time and chance come through here, so that tests own them. */
export type Clock = {
	now(): Date;
	/** Monotonic milliseconds; goes on while the process is stopped. */
	monotonicMs(): number;
	/** Resolves after that time, rejects when the signal aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** Happens after that time, unless what it returns is called before. */
	after(ms: number, happen: () => void): () => void;
};
