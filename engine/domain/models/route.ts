/** Which models may answer a request, in which order: by tier, price and what the run can reach. No model is asked. */
import type { Tier } from '../../contract/model.ts';
import { type Catalog, modelOf, providerOf } from './catalog.ts';
import { mostOf } from './price.ts';

export type RouteRequest = {
	tier: Tier;
	/** Tokens of the request by that tokenizer; without one estimated from above. */
	inputTokensOf(tokenizer: string | undefined): number;
	maxOutputTokens: number;
	/** Whether the provider is asked to keep some of it. */
	keeps?: boolean;
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

/**
 * The models of the tier under its ceiling; where there is none those of the next tier up; then those of the tiers below.
 * Tokens are counted once for each tokenizer.
 */
export function route(catalog: Catalog, request: RouteRequest): Route {
	const counted = { ...request, inputTokensOf: once(request.inputTokensOf) };
	const place = ORDER.indexOf(request.tier);
	const upward = place < 0 ? [request.tier] : ORDER.slice(place);
	const downward = ORDER.slice(0, Math.max(0, place)).toReversed();
	const choices = new Map<string, Choice>();
	const add = (tier: Tier) => {
		for (const choice of modelsOf(catalog, tier, counted)) if (!choices.has(choice.id)) choices.set(choice.id, choice);
	};
	for (const tier of upward) if (choices.size === 0) add(tier);
	for (const tier of downward) add(tier);
	if (choices.size > 0) return { choices: [...choices.values()] };
	return { choices: [], none: reaches(catalog, [...upward, ...downward], request) ? 'too-large' : 'no-provider' };
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
		const { maxOutputTokens, keeps = false } = request;
		const mostUsd = mostOf(model, { inputTokens, maxOutputTokens, keeps });
		return mostUsd > ceilingUsd ? [] : [{ id, tier, mostUsd }];
	});
}

const reaches = (catalog: Catalog, tiers: readonly Tier[], { providers }: RouteRequest): boolean =>
	tiers.some((tier) => catalog.tiers[tier].models.some((name) => providers.has(providerOf(modelOf(catalog, name).id))));

function once(count: RouteRequest['inputTokensOf']): RouteRequest['inputTokensOf'] {
	const known = new Map<string | undefined, number>();
	return (tokenizer) => {
		const tokens = known.get(tokenizer) ?? count(tokenizer);
		known.set(tokenizer, tokens);
		return tokens;
	};
}
