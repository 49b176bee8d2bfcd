/** A team at work, over time: a row a member, its model calls, tools and the people it waited for. */
import type { RunCosts } from '../../contract/run-costs.ts';
import { type Html, html } from '../html.ts';
import { counted, cut, spokenLength } from '../wording.ts';
import { type Scale, scaleOf } from './scale.ts';
import { type Mark, type Row, rowsOf } from './timeline-rows.ts';
import { hasEnded, spokenDollars } from './wording.ts';

const MOST_ROWS = 120;
const MOST_NAME = 60;
/** In the list below the drawing. */
const MOST_LISTED = 400;

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
	if (rows.length === 0 && ended.every(saysNothing)) return undefined;
	const from = Math.min(until, ...rows.flatMap(({ marks }) => marks.map((mark) => mark.from)));
	const to = Math.max(from + 1, ...rows.flatMap(({ marks }) => marks.map((mark) => mark.to)));
	const work = rows.flatMap(({ marks }) => marks.filter(({ look }) => look !== 'wait'));
	const scale = scaleOf(work, { from, to });
	const missing = uses.inAll - uses.shown.length;
	const unseen = costs.entries.inAll - costs.entries.shown.length;
	return html`<section class="panel teamwork" aria-labelledby="teamwork-title">
<h2 id="teamwork-title">The team at work <span class="count">${spokenLength(to - from)}</span></h2>
<p class="legend"><span class="key model">model</span> <span class="key tool">tool</span> <span class="key wait">waits for a person</span> <span class="key bad">failed</span></p>
${HATCH}
<div class="lanes">${rows.slice(0, MOST_ROWS).map((row) => rowShape(row, scale, batch))}</div>
${rows.length > 0 && axis(scale, from, to)}
${rows.length > MOST_ROWS && html`<p class="nothing">${counted(rows.length - MOST_ROWS, 'more member is', 'more members are')} not shown here.</p>`}
${missing > 0 && html`<p class="nothing">${counted(missing, 'more use of tools is', 'more uses of tools are')} not shown here.</p>`}
${unseen > 0 && html`<p class="nothing">${counted(unseen, 'more model call is', 'more model calls are')} not shown here, nor in the costs of members.</p>`}
${outcomes}
${rows.length > 0 && list(rows, from, batch)}
</section>`;
}

type Ended = NonNullable<RunCosts['teamwork']>['ended'][number];

const saysNothing = ({ stoppedBy, missingTools, notDone, notUsed }: Ended) =>
	!stoppedBy && missingTools.length + notDone + notUsed.length === 0;

/** For waits: told apart from work without their color, too. */
const HATCH = html`<svg width="0" height="0" aria-hidden="true"><defs><pattern id="waits" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line y2="6"/></pattern></defs></svg>`;

/** When the work began and ended, and how long waits were that are drawn short. */
function axis({ squeezed }: Scale, from: number, to: number): Html {
	const middle =
		squeezed.length === 0 && html`<text x="50%" y="12" text-anchor="middle">${spokenLength((to - from) / 2)}</text>`;
	const waits = squeezed.map(
		({ at, width, ...wait }) =>
			html`<text x="${at + width / 2}%" y="12" text-anchor="middle">⋯ ${spokenLength(wait.to - wait.from)} ⋯</text>`,
	);
	return html`<svg class="scale" width="100%" height="16" aria-hidden="true"><text y="12">0 s</text>${middle}${waits}<text x="100%" y="12" text-anchor="end">${spokenLength(to - from)}</text></svg>`;
}

/** The same in words, for those who listen, and for those who want to know exactly. */
function list(rows: readonly Row[], from: number, batch: boolean): Html {
	const all = rows.flatMap((row) => row.marks.map((mark) => ({ row, mark })));
	all.sort((one, other) => one.mark.from - other.mark.from);
	const line = ({ row, mark }: { row: Row; mark: Mark }) =>
		html`<tr><td>${spokenLength(mark.from - from)}</td><td><bdi>${nameOf(row, batch)}</bdi></td><td><bdi>${cut(mark.words, 200)}</bdi></td><td>${mark.took}</td></tr>`;
	const missing = all.length - MOST_LISTED;
	return html`<details><summary>All of it as a list <span class="count">${all.length}</span></summary>
<table class="deeds"><thead><tr><th scope="col">After</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">For</th></tr></thead><tbody>${all.slice(0, MOST_LISTED).map(line)}</tbody></table>
${missing > 0 && html`<p class="nothing">${counted(missing, 'more is', 'more are')} not listed.</p>`}</details>`;
}

const nameOf = ({ index, member }: Row, batch: boolean) => `${batch ? `${index + 1}: ` : ''}${cut(member, MOST_NAME)}`;

function endedShape({ index, stoppedBy, missingTools, notDone, notUsed }: Ended, batch: boolean) {
	const input = batch ? `Input ${index + 1}: ` : '';
	const unused = notUsed.map(
		({ member, tool, state, code, count }) =>
			`${tool} by ${member}${count > 1 ? ` ${count} times` : ''}: ${state === 'shown' ? 'only shown' : `refused${code ? ` (${code})` : ''}`}`,
	);
	return html`${stoppedBy && html`<p class="why">${input}${LIMITS[stoppedBy] ?? 'A limit was reached'}: what was begun later was not done.</p>`}
${notDone > 0 && html`<p class="why">${input}${counted(notDone, 'thing was', 'things were')} not done; the result says what, and why.</p>`}
${unused.length > 0 && html`<p class="why">${input}Not used: ${cut(unused.join('; '), 600)}.</p>`}
${missingTools.length > 0 && html`<p class="why">${input}Not connected: ${cut(missingTools.join(', '), 400)}.</p>`}`;
}

function rowShape(row: Row, { place }: Scale, batch: boolean): Html {
	const { marks, costUsd, calls, uses } = row;
	const width = (mark: Mark) => Math.max(0.4, Math.round((place(mark.to) - place(mark.from)) * 1_000) / 1_000);
	const facts = [calls > 0 && counted(calls, 'model call'), uses > 0 && counted(uses, 'tool')].filter(
		(fact) => fact !== false,
	);
	const depth = Math.min(6, row.place.split('-').length - 1);
	return html`<div class="lane depth-${depth}"><p class="who"><bdi>${nameOf(row, batch)}</bdi> <span class="note">${facts.join(' · ')}</span> <strong class="cost">${spokenDollars(costUsd)}</strong></p>
<svg width="100%" height="16" role="img" aria-label="${cut(marks.map(wordsOf).join('; '), 600)}"><rect class="track" width="100%" height="16" rx="3"/>${marks.map((mark) => html`<rect class="${mark.look}" x="${place(mark.from)}%" width="${width(mark)}%" y="2" height="12" rx="2"><title>${wordsOf(mark)}</title></rect>`)}</svg></div>`;
}

const wordsOf = ({ words, took }: Mark) => `${words}${took ? `, ${took}` : ''}`;
