/** Removes people's data for good; asked for by the command `erase`. */

/** How many rows went, by table: shown to who asked. */
export type Erased = Record<string, number>;

export type EraseStore = {
	/** Everything of the tenant: runs, effects, transcripts, windows, connections, keys and the tenant itself. */
	tenant(tenant: string): Promise<Erased>;
	/**
	 * What was kept of one call: its transcript, the runs that name it with their steps and results, that it was
	 * carried over or coached. A run still going on is cancelled. Effects stay, as a key and a receipt without content.
	 */
	call(tenant: string, callId: string): Promise<Erased>;
	/**
	 * The same for every call in which the person with that e-mail address took part, and every run that names the
	 * address. The address is taken off the opted-out reps only if asked through the settings.
	 */
	person(tenant: string, email: string): Promise<Erased>;
};
