/** Which models may answer a request, in which order: by tier, price and what the run can reach. No model is asked. */
import type { Tier } from '../../contract/model.ts';
import { type Catalog, modelOf, providerOf } from './catalog.ts';
import { mostOf } from './price.ts';

export type RouteRequest = {
	tier: Tier;
	/** Tokens of the request by that tokenizer; without one estimated from above. */
	inputTokensOf(tokenizer: string | undefined): number;
	maxOutputTokens: number;
	/** Providers to which the run has a connection. */
	providers: ReadonlySet<string>;
};

export type Choice = {
	/** `provider/name` of the catalog, retired names followed. */
	id: string;
	tier: Tier;
	/** Dollars that it costs at most. */
	mostUsd: number;
};

export type Route = {
	/** The first is the best; further down those of lower tiers, for budgets that are short. */
	choices: Choice[];
	/** Why there is none: no connection, or the request is too large for each. */
	none?: 'no-provider' | 'too-large';
};

/** Research searches the web: it stands beside the others, not above them. */
const ORDER: readonly Tier[] = ['low', 'medium', 'high'];

/** The models of the tier under its ceiling; where there is none those of the next tier up; then those of the tiers below. */
export function route(catalog: Catalog, request: RouteRequest): Route {
	const place = ORDER.indexOf(request.tier);
	const above = place < 0 ? [request.tier] : ORDER.slice(place);
	const chosen = above.find((tier) => modelsOf(catalog, tier, request).length > 0);
	if (chosen === undefined) {
		const reachable = above.some((tier) =>
			catalog.tiers[tier].models.some((id) => request.providers.has(providerOf(modelOf(catalog, id).id))),
		);
		return { choices: [], none: reachable ? 'too-large' : 'no-provider' };
	}
	const below = ORDER.slice(0, Math.max(0, ORDER.indexOf(chosen))).toReversed();
	const seen = new Set<string>();
	const choices = [chosen, ...below]
		.flatMap((tier) => modelsOf(catalog, tier, request))
		.filter(({ id }) => !seen.has(id) && seen.add(id));
	return { choices };
}

/** Whether a model of another tier than asked for was taken, and in which direction. */
export function movedBetween(asked: Tier, taken: Tier): 'up' | 'down' | undefined {
	if (asked === taken) return undefined;
	return ORDER.indexOf(taken) > ORDER.indexOf(asked) ? 'up' : 'down';
}

function modelsOf(catalog: Catalog, tier: Tier, request: RouteRequest): Choice[] {
	const { ceilingUsd, models } = catalog.tiers[tier];
	return models.flatMap((name) => {
		const { id, model } = modelOf(catalog, name);
		if (!request.providers.has(providerOf(id))) return [];
		if (request.maxOutputTokens > model.maxOutputTokens) return [];
		const inputTokens = request.inputTokensOf(model.tokenizer);
		if (inputTokens + request.maxOutputTokens > model.contextTokens) return [];
		const mostUsd = mostOf(model, inputTokens, request.maxOutputTokens);
		return mostUsd > ceilingUsd ? [] : [{ id, tier, mostUsd }];
	});
}
