/** Quick word between processes. May be lost: whoever listens also looks into the store now and then. */
export type RunSignal = {
	type: 'ended' | 'cancelled';
	tenant: string;
	runId: string;
	/** Somebody is to be called back. */
	callback?: boolean;
};

export type RunSignals = {
	publish(signal: RunSignal): void;
	/** Returns how to stop listening. */
	subscribe(listener: (signal: RunSignal) => void): () => void;
	close(): Promise<void>;
};
