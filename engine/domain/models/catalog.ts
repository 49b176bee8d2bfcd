/** The models that may be used, as data: catalog.yaml is one of this form, an operator may bring another. */
import { z } from 'zod';
import { Tier } from '../../contract/model.ts';
import { TerminalError } from '../../errors.ts';

/** `provider/name`: the name as the provider writes it, which may hold slashes of its own. */
export const ModelId = z.string().regex(/^[a-z0-9-]{1,40}\/\S{1,200}$/, 'provider/name, such as openai/gpt-4o-mini');

const dollars = z.number().min(0).max(100_000);

/** Dollars a million tokens; `request` in dollars. Where a price for cached tokens is left out they cost as others do. */
export const Price = z.strictObject({
	/** Holds for requests of more input tokens than this, cached ones included. */
	above: z.number().int().min(0).default(0),
	input: dollars,
	cacheRead: dollars.optional(),
	cacheWrite: dollars.optional(),
	output: dollars,
	request: dollars.default(0),
});
export type Price = z.infer<typeof Price>;

const CatalogModel = z.strictObject({
	/** Tokens of a request and its answer together. */
	contextTokens: z.number().int().min(512),
	maxOutputTokens: z.number().int().min(16),
	/** How its tokens are counted; without it they are estimated from above. */
	tokenizer: z.enum(['o200k_base', 'cl100k_base']).optional(),
	prices: z
		.array(Price)
		.min(1)
		.refine((prices) => prices[0]?.above === 0, 'the first price must hold from the first token (without `above`)')
		.refine(
			(prices) => prices.every((price, at) => at === 0 || price.above > (prices[at - 1]?.above ?? 0)),
			'prices must come in the order of `above`',
		),
});
export type CatalogModel = z.infer<typeof CatalogModel>;

export const Catalog = z
	.strictObject({
		/** ISO date on which the prices were those of the providers. */
		asOf: z.iso.date(),
		tiers: z.record(Tier, z.strictObject({ ceilingUsd: z.number().positive().max(1_000), models: z.array(ModelId) })),
		/** Of a name that was retired, the one that took its place. */
		successors: z.record(ModelId, ModelId).default({}),
		models: z.record(ModelId, CatalogModel),
	})
	.superRefine(({ tiers, models, successors }, { addIssue }) => {
		const missing = (id: string, path: (string | number)[]) =>
			addIssue({ code: 'custom', path, message: `“${id}” has no price: a model without one is refused` });
		const known = (id: string) => (successors[id] ?? id) in models;
		for (const [tier, { models: ids }] of Object.entries(tiers))
			for (const [at, id] of ids.entries()) if (!known(id)) missing(id, ['tiers', tier, 'models', at]);
		for (const [retired, id] of Object.entries(successors)) if (!(id in models)) missing(id, ['successors', retired]);
	});
export type Catalog = z.infer<typeof Catalog>;

/** Throws `catalog-not-valid` with everything that is wrong; `origin` is the file's name. */
export function toCatalog(data: unknown, origin: string): Catalog {
	const read = Catalog.safeParse(data);
	if (read.success) return read.data;
	throw notValid(
		origin,
		read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
	);
}

const MERGED = ['tiers', 'models', 'successors'] as const;

/**
 * The shipped catalog with an operator's file over it: models and successors are added, tiers replaced by those of the
 * same name. Throws `catalog-not-valid`, also where the file is empty: who names one expects something of it.
 */
export function withOwn(shipped: Record<string, unknown>, own: unknown, origin: string): Catalog {
	if (own === null || own === undefined) throw notValid(origin, [{ path: '', message: `the file is empty; ${HOLDS}` }]);
	if (!isRecord(own)) throw notValid(origin, [{ path: '', message: `the file is ${kindOf(own)}; ${HOLDS}` }]);
	const merged = MERGED.map((field) => {
		const [ours, theirs] = [shipped[field], own[field]];
		// An empty field adds nothing; what is no list of names is refused as it stands.
		const both =
			theirs === undefined || theirs === null ? ours : isRecord(theirs) ? { ...Object(ours), ...theirs } : theirs;
		return [field, both] as const;
	});
	return toCatalog(
		{ ...shipped, ...own, ...Object.fromEntries(merged.filter(([, both]) => both !== undefined)) },
		origin,
	);
}

const HOLDS = 'it must hold fields such as `tiers:` and `models:`';

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : `one ${typeof value}`);

function notValid(origin: string, fields: { path: string; message: string }[]): TerminalError {
	const said = fields.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
	return new TerminalError('catalog-not-valid', `${origin}: ${said.join('; ')}.`, { details: { fields } });
}

/** Why a run reaches no model of these tiers, and what could: for people. */
export function noneReached(catalog: Catalog, tier: Tier, providers: ReadonlySet<string>): string {
	const named = catalog.tiers[tier].models.map((id) => catalog.successors[id] ?? id);
	const has = providers.size === 0 ? 'none' : [...providers].join(', ');
	return `The run reaches no model of tier ${tier}, which has ${named.join(', ') || 'none'}; its connections are to ${has}.`;
}

/** Follows a retired name to its successor. Throws `model-unknown`: what has no price is refused, never free. */
export function modelOf(catalog: Catalog, id: string): { id: string; model: CatalogModel } {
	const current = catalog.successors[id] ?? id;
	const model = Object.hasOwn(catalog.models, current) ? catalog.models[current] : undefined;
	if (!model) throw new TerminalError('model-unknown', `“${id}” is in no price table.`);
	return { id: current, model };
}

export const providerOf = (id: string): string => id.slice(0, id.indexOf('/'));
