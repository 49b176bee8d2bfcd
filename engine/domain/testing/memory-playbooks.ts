/** Playbooks of one tenant in memory, for tests. Not for production code. */
import type { Playbook } from '../../contract/playbook.ts';
import type { PlaybookStore } from '../../ports/playbook-store.ts';

export function memoryPlaybookStore(): PlaybookStore {
	const stored = new Map<string, Playbook>();
	return {
		list: async () => [...stored.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
		put: async (_, playbook) => {
			stored.set(playbook.name, playbook);
		},
		remove: async (_, name) => stored.delete(name),
	};
}
