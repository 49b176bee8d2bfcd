/** A team at work, over time: a row a member, its model calls, tools and the people it waited for. */
import type { CostEntry, RunCosts, TeamUse } from '../../contract/run-costs.ts';
import { type Html, html } from '../html.ts';
import { counted, cut, spokenLength } from '../wording.ts';
import { hasEnded, spokenDollars, spokenTime } from './wording.ts';

const MOST_ROWS = 120;
const MOST_NAME = 60;

/** As the names of a team's model calls begin. */
const TURN = /^(?<place>[\d-]+) (?<member>[\w-]+): /;

type Mark = { from: number; to: number; look: string; words: string };
type Row = {
	index: number;
	place: string;
	member: string;
	marks: Mark[];
	costUsd: number;
	calls: number;
	uses: number;
};

const LIMITS: Record<string, string> = {
	budgetUsd: 'The budget was used up',
	modelCalls: 'All model calls were used up',
	toolCalls: 'All tool calls were used up',
	seconds: 'The time was over',
	depth: 'Teams may not be nested deeper',
};

/** Undefined where the run is of no team, or nothing has happened yet. */
export function timeline({ costs, now }: { costs: RunCosts; now: Date }): Html | undefined {
	if (!costs.teamwork) return undefined;
	const until = hasEnded(costs.state) && costs.endedAt ? Date.parse(costs.endedAt) : now.getTime();
	const rows = rowsOf(costs, until);
	const { ended, uses } = costs.teamwork;
	const batch = costs.inputs.inAll > 1;
	const outcomes = ended.map((one) => endedShape(one, batch));
	if (rows.length === 0 && ended.every(({ stoppedBy, missingTools }) => !stoppedBy && missingTools.length === 0))
		return undefined;
	const from = Math.min(until, ...rows.flatMap(({ marks }) => marks.map((mark) => mark.from)));
	const to = Math.max(from + 1, ...rows.flatMap(({ marks }) => marks.map((mark) => mark.to)));
	const missing = uses.inAll - uses.shown.length;
	const unseen = costs.entries.inAll - costs.entries.shown.length;
	return html`<section class="panel teamwork" aria-labelledby="teamwork-title">
<h2 id="teamwork-title">The team at work <span class="count">${spokenLength(to - from)}</span></h2>
<p class="legend"><span class="key model">model</span> <span class="key tool">tool</span> <span class="key wait">waits for a person</span> <span class="key bad">failed</span></p>
<div class="lanes">${rows.slice(0, MOST_ROWS).map((row) => rowShape(row, from, to, batch))}</div>
${rows.length > MOST_ROWS && html`<p class="nothing">${counted(rows.length - MOST_ROWS, 'more member is', 'more members are')} not shown here.</p>`}
${missing > 0 && html`<p class="nothing">${counted(missing, 'more use of tools is', 'more uses of tools are')} not shown here.</p>`}
${unseen > 0 && html`<p class="nothing">${counted(unseen, 'more model call is', 'more model calls are')} not shown here, nor in the costs of members.</p>`}
${outcomes}
</section>`;
}

function endedShape(
	{ index, stoppedBy, missingTools }: NonNullable<RunCosts['teamwork']>['ended'][number],
	batch: boolean,
) {
	const input = batch ? `Input ${index + 1}: ` : '';
	return html`${stoppedBy && html`<p class="why">${input}${LIMITS[stoppedBy] ?? 'A limit was reached'}: what was begun later was not done.</p>`}
${missingTools.length > 0 && html`<p class="why">${input}Not connected: ${cut(missingTools.join(', '), 400)}.</p>`}`;
}

/** In the order of the tree. */
function rowsOf({ entries, teamwork, state }: RunCosts, until: number): Row[] {
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
	const took = outcome === 'unsettled' ? '' : `, ${spokenTime(to - from)}`;
	const words = `model ${model ?? ''}${how && `, ${how}`}${took}`;
	return { from, to, look: bad ? 'bad' : 'model', words };
}

function markOfUse({ kind, tool, state, code, startedAt, endedAt }: TeamUse, until: number, over: boolean): Mark {
	const from = Date.parse(startedAt);
	const to = endedAt ? Date.parse(endedAt) : until;
	const took = spokenTime(to - from);
	if (kind === 'wait') {
		const open = over ? `nobody answered about ${tool}` : `waits for a person about ${tool}`;
		const words = state === 'open' ? open : `waited for a person about ${tool}, ${took}`;
		return { from, to, look: 'wait', words };
	}
	const bad = state !== 'done';
	return {
		from,
		to,
		look: bad ? 'bad' : 'tool',
		words: `${tool}${bad ? `, ${state}${code ? ` (${code})` : ''}` : ''}, ${took}`,
	};
}

function rowShape(
	{ index, place, member, marks, costUsd, calls, uses }: Row,
	from: number,
	to: number,
	batch: boolean,
): Html {
	const at = (ms: number) => `${Math.round(((ms - from) / (to - from)) * 100_000) / 1_000}%`;
	const width = (mark: Mark) =>
		`${Math.max(0.4, Math.round(((mark.to - mark.from) / (to - from)) * 100_000) / 1_000)}%`;
	const facts = [calls > 0 && counted(calls, 'model call'), uses > 0 && counted(uses, 'tool')].filter(
		(fact) => fact !== false,
	);
	const depth = Math.min(6, place.split('-').length - 1);
	return html`<div class="lane depth-${depth}"><p class="who"><bdi>${batch && `${index + 1}: `}${cut(member, MOST_NAME)}</bdi> <span class="note">${facts.join(' · ')}</span> <strong class="cost">${spokenDollars(costUsd)}</strong></p>
<svg width="100%" height="16" role="img" aria-label="${cut(marks.map(({ words }) => words).join('; '), 600)}"><rect class="track" width="100%" height="16" rx="3"/>${marks.map((mark) => html`<rect class="${mark.look}" x="${at(mark.from)}" width="${width(mark)}" y="2" height="12" rx="2"><title>${mark.words}</title></rect>`)}</svg></div>`;
}

function byPlace(one: string, other: string): number {
	const [left, right] = [one.split('-').map(Number), other.split('-').map(Number)];
	for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
		const difference = (left[at] ?? -1) - (right[at] ?? -1);
		if (difference !== 0) return difference;
	}
	return 0;
}
