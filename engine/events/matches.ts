/** Whether a subscription asked for an event. */
import type { EventFilters, SophiaEvent } from '../contract/event.ts';

export function matches(filters: EventFilters, event: SophiaEvent): boolean {
	if (!filters.types.includes(event.type)) return false;
	if (event.type === 'budget.stopped' || event.type === 'approval.asked') {
		return asksFor(filters.reps, undefined) && asksFor(filters.kinds ?? [], event.data.run.kind);
	}
	if (!asksFor(filters.reps, event.data.call.rep.email?.toLowerCase())) return false;
	if (event.type === 'risk.appeared') return asksFor(filters.labels, event.data.risk.label);
	if (event.type === 'commitment.due') return asksFor(filters.owners, event.data.commitment.affiliation ?? 'unknown');
	return true;
}

/** An empty list asks for all. */
function asksFor(wanted: readonly string[], value: string | undefined): boolean {
	return wanted.length === 0 || (value !== undefined && wanted.includes(value));
}

/** The same wishes as the same value, in whatever order and letters they were sent. */
export function normalized({ types, reps, labels, owners, kinds = [] }: EventFilters): EventFilters {
	return {
		types: sorted(types),
		reps: sorted(reps.map((email) => email.toLowerCase())),
		labels: sorted(labels),
		owners: sorted(owners),
		// Left out where it is empty: who asked before there were kinds asked for the same.
		...(kinds.length > 0 ? { kinds: sorted(kinds) } : {}),
	};
}

function sorted<Item extends string>(items: readonly Item[]): Item[] {
	return [...new Set(items)].sort();
}
