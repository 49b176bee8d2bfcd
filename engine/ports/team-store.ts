/** The teams that tenants made or replaced. */
import type { Team } from '../contract/team.ts';

export type TeamStore = {
	/** By name. */
	list(tenant: string): Promise<Team[]>;
	get(tenant: string, name: string): Promise<Team | undefined>;
	/** Keeps it in the place of the one of its name. Throws `teams-limit` where it would be one more than `most`. */
	put(tenant: string, team: Team, most: number): Promise<void>;
	/** False where there was none. */
	remove(tenant: string, name: string): Promise<boolean>;
};
