/** The log of what was asked of teams. */
import type { InteractionFeedback, InteractionList } from '../contract/interaction.ts';

export type Interactions = {
	/** Newest first; `after`: `next` of the page before. Throws `bad-request` where it is none. */
	list(tenant: string, options: { team?: string; after?: string; limit: number }): Promise<InteractionList>;
	/** The last word stays. False where there is no such interaction. */
	rate(tenant: string, id: string, feedback: InteractionFeedback): Promise<boolean>;
};
