/** What each model cost, over the whole tree. */
import type { ModelCosts, RunCosts } from '../../contract/run-costs.ts';
import { type Html, html } from '../html.ts';
import { spokenCache, spokenDollars, spokenTokens } from './wording.ts';

/** Undefined where no model has answered. */
export function models({ models: used }: RunCosts): Html | undefined {
	if (used.length === 0) return undefined;
	const total = sumOf(used);
	return html`<section class="panel" aria-labelledby="models-title">
<h2 id="models-title">Models</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="models-title"><table><thead><tr><th scope="col">Model</th><th scope="col">Calls</th><th scope="col">Failed</th><th scope="col">Tokens in</th><th scope="col">From cache</th><th scope="col">Tokens out</th><th scope="col">Cost</th></tr></thead>
<tbody>${used.map((one) => row(one))}</tbody>
${used.length > 1 && html`<tfoot>${row(total)}</tfoot>`}</table></div>
${total.failed > 0 && html`<p class="note">${total.failedUsd > 0 ? `Calls that failed cost ${spokenDollars(total.failedUsd)} of it.` : 'Calls that failed cost nothing.'}</p>`}
</section>`;
}

function row({ model, tries, failed, tokens, costUsd }: ModelCosts): Html {
	return html`<tr><th scope="row"><bdi>${model}</bdi></th><td>${spokenTokens(tries)}</td><td>${spokenTokens(failed)}</td><td>${spokenTokens(tokens.input)}</td><td>${spokenCache(tokens)}</td><td>${spokenTokens(tokens.output)}</td><td>${spokenDollars(costUsd)}</td></tr>`;
}

function sumOf(used: readonly ModelCosts[]): ModelCosts {
	const sum = (of: (one: ModelCosts) => number) => used.reduce((total, one) => total + of(one), 0);
	return {
		model: 'All models',
		tries: sum(({ tries }) => tries),
		failed: sum(({ failed }) => failed),
		tokens: {
			input: sum(({ tokens }) => tokens.input),
			cacheRead: sum(({ tokens }) => tokens.cacheRead),
			cacheWrite: sum(({ tokens }) => tokens.cacheWrite),
			output: sum(({ tokens }) => tokens.output),
		},
		costUsd: sum(({ costUsd }) => costUsd),
		failedUsd: sum(({ failedUsd }) => failedUsd),
	};
}
