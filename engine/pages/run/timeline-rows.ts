/** What the members of a team did, as marks over time: model calls, tools, and people they waited for. */
import type { CostEntry, RunCosts, TeamUse } from '../../contract/run-costs.ts';
import { hasEnded, spokenTime } from './wording.ts';

/** As the names of a team's model calls begin. */
const TURN = /^(?<place>[\d-]+) (?<member>[\w-]+): /;

/** `words`: what it was, for people; `took`: for how long, where that is known. */
export type Mark = { from: number; to: number; look: 'model' | 'tool' | 'wait' | 'bad'; words: string; took?: string };

export type Row = {
	/** Of the inputs of a batch. */
	index: number;
	place: string;
	member: string;
	marks: Mark[];
	costUsd: number;
	calls: number;
	uses: number;
};

/** In the order of the tree. `until`: when what is under way is cut off, ms since 1970. */
export function rowsOf({ entries, teamwork, state }: RunCosts, until: number): Row[] {
	const over = hasEnded(state);
	const rows = new Map<string, Row>();
	const rowOf = (index: number, place: string, member: string): Row => {
		const key = `${index} ${place} ${member}`;
		const row = rows.get(key) ?? { index, place, member, marks: [], costUsd: 0, calls: 0, uses: 0 };
		rows.set(key, row);
		return row;
	};
	for (const entry of entries.shown) {
		const named = TURN.exec(entry.name)?.groups;
		if (!named || !entry.startedAt) continue;
		const row = rowOf(Number(entry.child?.key ?? 0) || 0, named.place ?? '', named.member ?? '');
		row.costUsd += entry.costUsd;
		row.calls += 1;
		row.marks.push(markOf(entry, until));
	}
	for (const use of teamwork?.uses.shown ?? []) {
		const row = rowOf(use.index, use.place, use.member);
		if (use.kind === 'use') row.uses += 1;
		row.marks.push(markOfUse(use, until, over));
	}
	return [...rows.values()].sort((one, other) => one.index - other.index || byPlace(one.place, other.place));
}

function markOf({ startedAt, endedAt, outcome, model, error }: CostEntry, until: number): Mark {
	const from = Date.parse(startedAt ?? '');
	// Nobody knows when one ended that was cut off.
	const to = outcome === 'unsettled' ? from : endedAt ? Date.parse(endedAt) : until;
	const bad = outcome === 'failed' || outcome === 'unsettled';
	const how =
		outcome === 'under-way'
			? 'under way'
			: outcome === 'unsettled'
				? 'cut off'
				: bad
					? `failed (${error?.code ?? ''})`
					: '';
	const words = `model ${model ?? ''}${how && `, ${how}`}`;
	return {
		from,
		to,
		look: bad ? 'bad' : 'model',
		words,
		...(outcome === 'unsettled' ? {} : { took: spokenTime(to - from) }),
	};
}

function markOfUse({ kind, tool, state, code, startedAt, endedAt }: TeamUse, until: number, over: boolean): Mark {
	const from = Date.parse(startedAt);
	const to = endedAt ? Date.parse(endedAt) : until;
	const took = spokenTime(to - from);
	if (kind === 'wait') {
		const open = over ? `nobody answered about ${tool}` : `waits for a person about ${tool}`;
		return state === 'open'
			? { from, to, look: 'wait', words: open }
			: { from, to, look: 'wait', words: `waited for a person about ${tool}`, took };
	}
	const bad = state !== 'done';
	const how = bad ? `, ${state}${code ? ` (${code})` : ''}` : '';
	return { from, to, look: bad ? 'bad' : 'tool', words: `${tool}${how}`, took };
}

function byPlace(one: string, other: string): number {
	const [left, right] = [one.split('-').map(Number), other.split('-').map(Number)];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const difference = (left[at] ?? -1) - (right[at] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}
