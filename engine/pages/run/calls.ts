/** Every model call in order: what for, which model, what it took and cost; what each child did is folded together. */
import type { CostEntry, RunCosts } from '../../contract/run-costs.ts';
import { type Html, html } from '../html.ts';
import { counted, cut } from '../wording.ts';
import { type EntryGroup, groupsOf } from './groups.ts';
import {
	hasEnded,
	spokenChild,
	spokenDollars,
	spokenKnown,
	spokenMove,
	spokenOutcome,
	spokenStep,
	spokenTime,
	spokenUse,
} from './wording.ts';

/** So few children are shown unfolded. */
const FEW_GROUPS = 3;
const MOST_TITLE = 120;

export function calls({ entries, state }: RunCosts): Html {
	const groups = groupsOf(entries.shown);
	const missing = entries.inAll - entries.shown.length;
	return html`<section class="panel model-calls" aria-labelledby="calls-title">
<h2 id="calls-title">Model calls <span class="count">${entries.inAll > 0 && entries.inAll.toLocaleString('en-US')}</span></h2>
${groups.length === 0 && html`<p class="nothing">${hasEnded(state) ? 'No model was asked: everything was found by rules.' : 'No model was asked so far.'}</p>`}
${groups.map((group) => groupShape(group, groups.length <= FEW_GROUPS))}
${missing > 0 && html`<p class="nothing">${counted(missing, 'more entry is', 'more entries are')} not shown here. The sums above count all of them.</p>`}
</section>`;
}

function groupShape(group: EntryGroup, open: boolean): Html {
	const list = html`<ol class="entries">${group.entries.map(entryShape)}</ol>`;
	if (!group.child) return list;
	const { costUsd, tries, failed, known } = group;
	const facts = [
		tries > 0 && counted(tries, 'call'),
		failed > 0 && `${failed} failed`,
		known > 0 && `${spokenKnown(known)} known before`,
	].filter((fact) => fact !== false);
	return html`<details class="part"${open && html` open`}><summary><bdi class="part-title">${cut(spokenChild(group.child), MOST_TITLE)}</bdi> <span class="note">${facts.join(' · ')}</span> <strong class="cost">${spokenDollars(costUsd)}</strong></summary>
${list}</details>`;
}

function entryShape(entry: CostEntry): Html {
	const { outcome, model, tier, tokens, costUsd, error, count, startedAt, endedAt } = entry;
	const tookMs = startedAt && endedAt ? Date.parse(endedAt) - Date.parse(startedAt) : undefined;
	const move = spokenMove(entry);
	return html`<li class="entry ${outcome}"><p class="what"><span class="step">${spokenStep(entry)}</span><strong class="cost">${spokenDollars(costUsd)}</strong></p>
<p class="how"><span class="outcome">${spokenOutcome(entry)}</span>${count !== undefined && html` · ${spokenKnown(count)}`}${model && html` · <bdi>${model}</bdi>`}${tier && html` · tier ${tier}`}${tookMs !== undefined && html` · ${spokenTime(tookMs)}`}${tokens && html` · <span class="tokens">${spokenUse(tokens)}</span>`}</p>
${move && html`<p class="move">${move.charAt(0).toUpperCase()}${move.slice(1)}.</p>`}
${outcome === 'unsettled' && html`<p class="why">Its attempt was cut off. Nobody knows what it cost, so all that was reserved counts.</p>`}
${error && html`<p class="why">${error.message} ${error.action} <span class="code">${error.code}</span></p>`}
</li>`;
}
