/** Removes people's data for good; asked for by the command `erase`. */

/** How many rows went, by table. */
export type Erased = Record<string, number>;

/**
 * A run goes whole, with its steps and results, also where it concerned others too; one still going on ends with it.
 * The keys and receipts of effects stay unless they name the person, so that nothing is delivered twice.
 */
export type EraseStore = {
	/** Everything of the tenant, and the tenant itself. */
	tenant(tenant: string): Promise<Erased>;
	/** Transcript, runs that name the call, and that it was carried over or coached. */
	call(tenant: string, callId: string): Promise<Erased>;
	/**
	 * Runs that name the e-mail address, and everything of the calls in which that person took part. That a rep opted out
	 * stays in the settings: forgetting it would begin the coaching again.
	 */
	person(tenant: string, email: string): Promise<Erased>;
};
