/** The playbooks that a tenant can use: its own, and those that come with the engine. */
import type { Playbook } from '../contract/playbook.ts';

/** `own`: the tenant made it, or put it in the place of the one of that name. */
export type UsablePlaybook = { playbook: Playbook; own: boolean };

export type Playbooks = {
	/** The tenant's own first, each group by name. */
	list(tenant: string): Promise<UsablePlaybook[]>;
	/** Throws `playbook-unknown`. */
	get(tenant: string, name: string): Promise<Playbook>;
	/** Keeps it as one of the tenant's own, in the place of the one of its name. Throws `playbook-limit`. */
	put(tenant: string, playbook: Playbook): Promise<void>;
	/** Takes away one of the tenant's own; one of that name that came with the engine is back. Throws `playbook-unknown`. */
	remove(tenant: string, name: string): Promise<void>;
};
