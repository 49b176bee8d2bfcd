/** Catalogs of any prices, for laws about them. */
import fc from 'fast-check';
import type { Tier } from '../engine/contract/model.ts';
import { type Catalog, Price, toCatalog } from '../engine/domain/models/catalog.ts';

const dollars = fc.integer({ min: 0, max: 10_000 }).map((cents) => cents / 100);

/** Of one band; caching may cost more or less than not caching. */
export const price: fc.Arbitrary<Price> = fc
	.record(
		{
			input: dollars,
			cacheRead: dollars,
			cacheWrite: dollars,
			output: dollars,
			request: dollars.map((usd) => usd / 1_000),
		},
		{ requiredKeys: ['input', 'output'] },
	)
	.map((fields) => Price.parse(fields));

/** From none to three bands above the first, dearer or cheaper. */
export const prices: fc.Arbitrary<Price[]> = fc
	.tuple(
		price,
		fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 250_000 }), price), { maxLength: 3, selector: first }),
	)
	.map(([one, bands]) => [one, ...bands.toSorted((a, b) => a[0] - b[0]).map(([above, band]) => ({ ...band, above }))]);

function first([above]: [number, Price]): number {
	return above;
}

export const PROVIDERS = ['one', 'two', 'three'];
const TIERS: readonly Tier[] = ['low', 'medium', 'high', 'research'];
const NAMES = PROVIDERS.flatMap((provider) => ['small', 'middle', 'large'].map((name) => `${provider}/${name}`));

const model = fc.record({
	contextTokens: fc.integer({ min: 512, max: 300_000 }),
	maxOutputTokens: fc.integer({ min: 16, max: 20_000 }),
	tokenizer: fc.constantFrom('o200k_base', 'cl100k_base', undefined),
	prices,
});

/** Nine models of three providers, and names of old that were retired. */
export const catalog: fc.Arbitrary<Catalog> = fc
	.record({
		models: fc.tuple(...NAMES.map(() => model)),
		tiers: fc.tuple(
			...TIERS.map(() =>
				fc.record({
					ceilingUsd: fc.integer({ min: 1, max: 1_000 }).map((parts) => parts / 10_000),
					models: fc.array(fc.constantFrom(...NAMES, 'one/old', 'two/old'), { maxLength: 5 }),
				}),
			),
		),
		successor: fc.constantFrom(...NAMES),
	})
	.map(({ models, tiers, successor }) =>
		toCatalog(
			{
				asOf: '2026-11-01',
				tiers: Object.fromEntries(TIERS.map((tier, at) => [tier, tiers[at]])),
				successors: { 'one/old': successor, 'two/old': 'two/large' },
				models: Object.fromEntries(NAMES.map((name, at) => [name, models[at]])),
			},
			'made up',
		),
	);
