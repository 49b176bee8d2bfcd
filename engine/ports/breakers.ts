/** Breakers that all workers share: what fails again and again is left alone for a while. */

/** How a request was let through; a probe has a name of its own. */
export type Entered = 'closed' | `probe ${string}`;

export type Breakers = {
	/**
	 * Whether a request may go to that name now. A probe: nobody else may until this one is recorded or lost. Names carry
	 * what they must not share, such as the tenant's connection.
	 */
	enter(name: string, signal: AbortSignal): Promise<Entered | 'open'>;
	/**
	 * Of a request that was let through, as it was; `neutral` says nothing, and frees a probe. What is heard of a probe that counts
	 * as lost is nothing any more. Never throws: an outcome that cannot be recorded is not counted.
	 */
	record(name: string, entered: Entered, outcome: 'success' | 'failure' | 'neutral'): Promise<void>;
};
