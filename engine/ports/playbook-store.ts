/** The playbooks that tenants made or replaced. */
import type { Playbook } from '../contract/playbook.ts';

export type PlaybookStore = {
	/** By name. */
	list(tenant: string): Promise<Playbook[]>;
	/**
	 * Keeps it in the place of the one of its name. Throws `playbook-limit` where it would be one more than `most`; two at the
	 * same moment may each be the last.
	 */
	put(tenant: string, playbook: Playbook, most: number): Promise<void>;
	/** False where there was none. */
	remove(tenant: string, name: string): Promise<boolean>;
};
