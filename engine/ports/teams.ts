/** The teams that a tenant can use: its own, and those that come with the engine. */
import type { Team, TeamSummary } from '../contract/team.ts';

export type Teams = {
	/** The tenant's own first, then those that come with the engine and have no own of their name. */
	list(tenant: string): Promise<TeamSummary[]>;
	/** Throws `team-unknown`, with the nearest name there is. */
	get(tenant: string, name: string): Promise<Team>;
	/** Keeps it as one of the tenant's own. Throws `team-not-valid` with every wrong reference, `team-limit`. */
	put(tenant: string, team: Team): Promise<void>;
	/** Throws `team-unknown` where the tenant has none of its own of that name. */
	remove(tenant: string, name: string): Promise<void>;
};
