/** The tenant's own playbooks over those that come with the engine. */
import type { Playbook } from '../../contract/playbook.ts';
import { TerminalError } from '../../errors.ts';
import type { PlaybookStore } from '../../ports/playbook-store.ts';
import type { Playbooks, UsablePlaybook } from '../../ports/playbooks.ts';

/** All that a run may choose from fit into one of its steps: 1 MiB, of 16 KiB each. */
export const MOST_PLAYBOOKS = 50;

/** One of the tenant's own hides the one of that name that came with the engine. */
export function createPlaybooks(store: PlaybookStore, shipped: readonly Playbook[]): Playbooks {
	async function list(tenant: string): Promise<UsablePlaybook[]> {
		const own = await store.list(tenant);
		const replaced = new Set(own.map(({ name }) => name));
		const others = shipped.filter(({ name }) => !replaced.has(name)).toSorted(byName);
		return [
			...own.map((playbook) => ({ playbook, own: true })),
			...others.map((playbook) => ({ playbook, own: false })),
		];
	}

	return {
		list,
		async get(tenant, name) {
			const all = await list(tenant);
			return named(all, name).playbook;
		},
		put: (tenant, playbook) => store.put(tenant, playbook, MOST_PLAYBOOKS),
		async remove(tenant, name) {
			if (await store.remove(tenant, name)) return;
			const kept = shipped.some((playbook) => playbook.name === name);
			const message = kept
				? `The playbook "${name}" came with the engine, and the tenant has none in its place.`
				: undefined;
			throw new TerminalError('playbook-unknown', message, { details: { playbook: name } });
		},
	};
}

/** Throws `playbook-unknown`, and says which there are. */
export function named(all: readonly UsablePlaybook[], name: string): UsablePlaybook {
	const found = all.find(({ playbook }) => playbook.name === name);
	if (found) return found;
	const known = all.map(({ playbook }) => playbook.name);
	throw new TerminalError('playbook-unknown', `There is no playbook "${name}".`, {
		details: { playbook: name, known },
	});
}

function byName(one: Playbook, other: Playbook): number {
	return one.name < other.name ? -1 : 1;
}
