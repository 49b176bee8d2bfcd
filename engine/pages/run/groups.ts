/** What a run did itself, and what each of its children did: entries in order, with what they cost together. */
import type { CostEntry } from '../../contract/run-costs.ts';

export type EntryGroup = {
	/** Undefined: the run itself. */
	child: CostEntry['child'];
	entries: CostEntry[];
	costUsd: number;
	/** Tries of models, those that failed among them. */
	tries: number;
	failed: number;
	known: number;
};

/** Entries of one child follow one another. */
export function groupsOf(entries: readonly CostEntry[]): EntryGroup[] {
	const groups: EntryGroup[] = [];
	for (const entry of entries) {
		const last = groups.at(-1);
		const group = last && last.child?.id === entry.child?.id ? last : begin(entry.child);
		if (group !== last) groups.push(group);
		group.entries.push(entry);
		group.costUsd += entry.costUsd;
		group.known += entry.count ?? 0;
		if (entry.outcome === 'failed') group.failed += 1;
		if (entry.kind === 'model-call' && entry.outcome !== 'known' && entry.outcome !== 'left-out') group.tries += 1;
	}
	return groups;
}

function begin(child: CostEntry['child']): EntryGroup {
	return { child, entries: [], costUsd: 0, tries: 0, failed: 0, known: 0 };
}
