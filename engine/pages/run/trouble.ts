/** What did not go as it should: inputs that failed, effects nobody is sure of, and what is missing. */
import type { ErrorView } from '../../contract/run.ts';
import type { RunCosts } from '../../contract/run-costs.ts';
import { type Html, html } from '../html.ts';
import { counted, spokenLabel, spokenMoment } from '../wording.ts';
import { hasFailed, spokenState } from './wording.ts';

/** More inputs than these are folded away. */
const FEW_INPUTS = 12;

/** Of a run with one input that says no more than the run itself only its error is shown. */
export function inputs({ inputs: { inAll, shown }, state }: RunCosts): Html | undefined {
	if (inAll === 1) {
		const error = shown[0]?.error;
		return error && html`<section class="panel trouble" role="note">${errorShape(error, hasFailed(state))}</section>`;
	}
	const list = html`<ul class="inputs">${shown.map(
		(input) =>
			html`<li class="input ${input.state}"><span class="number">${input.index + 1}</span><span class="state">${spokenState(input.state)}</span>${input.error && errorShape(input.error, hasFailed(input.state))}</li>`,
	)}</ul>`;
	const missing = inAll - shown.length;
	return html`<section class="panel" aria-labelledby="inputs-title">
<h2 id="inputs-title">Inputs <span class="count">${inAll.toLocaleString('en-US')}</span></h2>
${shown.length > FEW_INPUTS ? html`<details${shown.some(({ error }) => error) && html` open`}><summary>${counted(shown.length, 'input')}</summary>${list}</details>` : list}
${missing > 0 && html`<p class="nothing">${counted(missing, 'more input')}, shown by the result of the run.</p>`}
</section>`;
}

/** A run that is tried again has an error, too. */
function errorShape({ message, action, code }: ErrorView, final: boolean): Html {
	return html`<div class="error"><p class="message">${message}</p><p class="action">${final ? action : 'It is tried again.'} <span class="code">${code}</span></p></div>`;
}

export function unconfirmed({ unconfirmed: { inAll, shown } }: RunCosts, zone: string): Html | undefined {
	if (inAll === 0) return undefined;
	return html`<section class="panel trouble" aria-labelledby="unconfirmed-title">
<h2 id="unconfirmed-title">Not known whether they happened <span class="count">${inAll.toLocaleString('en-US')}</span></h2>
<p class="note">The other system could not be asked. They are not repeated: look there.</p>
<ul class="plain">${shown.map(({ key, kind, since, reason }) => html`<li><strong>${spokenLabel(kind)}</strong> <bdi class="key-name">${key}</bdi> <span class="note">since <time datetime="${since}">${spokenMoment(since, zone)}</time>${reason && `: ${reason}`}</span></li>`)}</ul>
${inAll > shown.length && html`<p class="nothing">${counted(inAll - shown.length, 'more', 'more')}.</p>`}
</section>`;
}

export function gaps({ gaps: { inAll, shown } }: RunCosts): Html | undefined {
	if (inAll === 0) return undefined;
	return html`<section class="panel trouble" aria-labelledby="gaps-title">
<h2 id="gaps-title">What is missing <span class="count">${inAll.toLocaleString('en-US')}</span></h2>
<ul class="plain">${shown.map(({ text }) => html`<li dir="auto">${text}</li>`)}</ul>
${inAll > shown.length && html`<p class="nothing">${counted(inAll - shown.length, 'more', 'more')}, in the result of the run.</p>`}
</section>`;
}
