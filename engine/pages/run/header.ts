/** Which run it is: what was asked for, how it ended, when, how long, and what its money came to. */
import type { RunCosts } from '../../contract/run-costs.ts';
import { type Html, html } from '../html.ts';
import { counted, percent, spokenLength, spokenMoment } from '../wording.ts';
import { hasEnded, hasFailed, spokenDollars, spokenKind, spokenState } from './wording.ts';

/** `zone`: IANA zone of the tenant. */
export type RunToShow = { costs: RunCosts; zone: string; now: Date };

export function header({ costs, zone, now }: RunToShow): Html {
	const { id, kind, state, createdAt, endedAt, progress } = costs;
	const ended = hasEnded(state);
	const lengthMs = (endedAt ? Date.parse(endedAt) : now.getTime()) - Date.parse(createdAt);
	const tone = state === 'succeeded' ? 'well' : hasFailed(state) ? 'badly' : 'going';
	return html`<header class="run">
<h1>${spokenKind(kind)}</h1>
<p class="facts"><span class="state ${tone}">${spokenState(state)}</span> <time datetime="${createdAt}">${spokenMoment(createdAt, zone)}</time> · ${ended ? 'took' : 'so far'} ${spokenLength(lengthMs)}</p>
${!ended && html`<p class="going-on">${progress && `${progress.text}: ${progress.done} of ${progress.total}. `}It is still going on. <a href="">Look again</a></p>`}
<p class="code">Run ${id}</p>
</header>`;
}

/** What was settled, what is set aside, and what is left, as one bar. */
export function budget({ costs }: RunToShow): Html {
	const { spentUsd, reservedUsd, allowedUsd } = costs.budget;
	const ended = hasEnded(costs.state);
	const share = (usd: number) => (allowedUsd > 0 ? Math.min(1, usd / allowedUsd) : 0);
	const spent = share(spentUsd);
	const reserved = Math.min(1 - spent, share(reservedUsd));
	const aside = ended ? 'never settled, counts as spent' : 'set aside for what is under way';
	const said = `${spokenDollars(spentUsd)} spent${reservedUsd > 0 ? `, ${spokenDollars(reservedUsd)} ${aside}` : ''}, of ${spokenDollars(allowedUsd)} allowed`;
	return html`<section class="panel budget" aria-labelledby="budget-title">
<h2 id="budget-title">Budget</h2>
<svg class="budget-bar" width="100%" height="14" role="img" aria-label="${said}"><rect class="track" width="100%" height="14" rx="4"/><svg width="100%" height="14"><rect class="spent" width="${across(spent)}" height="14" rx="4"/><rect class="reserved" x="${across(spent)}" width="${across(reserved)}" height="14" rx="4"/></svg></svg>
<dl class="figures">
<div><dt class="key spent">Spent</dt><dd><strong>${spokenDollars(spentUsd)}</strong>${allowedUsd > 0 && html`<span class="note">${shareOf(spent)} of the budget</span>`}</dd></div>
${reservedUsd > 0 && html`<div><dt class="key reserved">Reserved</dt><dd><strong>${spokenDollars(reservedUsd)}</strong><span class="note">${aside}</span></dd></div>`}
<div><dt class="key">Allowed</dt><dd><strong>${spokenDollars(allowedUsd)}</strong>${allowedUsd === 0 && html`<span class="note">no model may be asked</span>`}</dd></div>
${parts(costs)}
</dl>
</section>`;
}

/** How much of the tree has ended, where there is one. */
function parts({ children }: RunCosts): Html | undefined {
	const all = children.reduce((sum, { count }) => sum + count, 0);
	if (all === 0) return undefined;
	const states = children.map(
		({ state, count }) => `${count.toLocaleString('en-US')} ${spokenState(state).toLowerCase()}`,
	);
	return html`<div><dt class="key">Made of</dt><dd><strong>${counted(all, 'part')}</strong><span class="note">${states.join(', ')}</span></dd></div>`;
}

function shareOf(share: number): string {
	return share > 0 && share < 0.01 ? 'less than 1\u00a0%' : percent(share);
}

function across(share: number): string {
	return `${Math.round(share * 100_000) / 1_000}%`;
}
