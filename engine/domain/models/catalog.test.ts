import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { catalog as anyCatalog } from '../../../test/arbitrary-catalog.ts';
import { verifies } from '../../../test/verifies.ts';
import type { Tier } from '../../contract/model.ts';
import { CATALOG } from '../testing/scripted-models.ts';
import { modelOf, noneReached, providerOf, toCatalog } from './catalog.ts';
import { route } from './route.ts';

const problemsOf = (changed: object): string[] => {
	try {
		toCatalog({ ...CATALOG, ...changed }, 'mine.yaml');
	} catch (error) {
		const { code, details } = error as { code: string; details: { fields: { path: string; message: string }[] } };
		return [code, ...details.fields.map((field) => field.path)];
	}
	return [];
};

describe('a model without a price', () => {
	verifies('models.priced-or-refused');

	it.each([['one/unknown'], ['two/smal'], ['small'], [''], ['__proto__'], ['constructor'], ['one/toString']])(
		'is refused: %s',
		(id) => {
			expect(() => modelOf(CATALOG, id)).toThrow(expect.objectContaining({ code: 'model-unknown' }));
		},
	);

	it('is refused whatever it is called', () => {
		fc.assert(
			fc.property(anyCatalog, fc.string(), (catalog, id) => {
				fc.pre(!(id in catalog.models) && !(id in catalog.successors));
				expect(() => modelOf(catalog, id)).toThrow(expect.objectContaining({ code: 'model-unknown' }));
			}),
		);
	});

	it('may stand in no tier and take no other’s place', () => {
		const low = { ceilingUsd: 0.001, models: ['one/small', 'one/free'] };
		expect(problemsOf({ tiers: { ...CATALOG.tiers, low } })).toEqual(['catalog-not-valid', 'tiers.low.models.1']);
		expect(problemsOf({ successors: { 'one/old': 'one/free' } })).toEqual([
			...['catalog-not-valid', 'successors.one/old'],
		]);
	});
});

describe('a catalog', () => {
	const small = CATALOG.models['one/small'];

	it.each([
		['no prices', { models: { ...CATALOG.models, 'one/small': { ...small, prices: [] } } }, 'prices'],
		['a price that does not hold from the first token', withPrices([{ above: 5, input: 1, output: 1 }]), 'prices'],
		[
			'prices out of order',
			withPrices([
				{ input: 1, output: 1 },
				{ above: 9, input: 1, output: 1 },
				{ above: 9, input: 2, output: 1 },
			]),
			'prices',
		],
		['a price below nothing', withPrices([{ input: -1, output: 1 }]), 'input'],
		['a price that is no number', withPrices([{ input: Number.NaN, output: 1 }]), 'input'],
		['a field that nobody knows', withPrices([{ input: 1, output: 1, outptu: 1 }]), '0'],
		['no date', { asOf: 'today' }, 'asOf'],
		['a tier too few', { tiers: { low: CATALOG.tiers.low } }, 'medium'],
		['no ceiling', { tiers: { ...CATALOG.tiers, low: { models: [] } } }, 'ceilingUsd'],
		['a model without its provider', { models: { ...CATALOG.models, small } }, 'small'],
	])('with %s is refused', (_, changed, field) => {
		const [code, first = ''] = problemsOf(changed);
		expect([code, first.split('.').pop()]).toEqual(['catalog-not-valid', field]);
	});

	it('is refused with everything that is wrong at once', () => {
		const named = new Set(problemsOf({ asOf: '', ...withPrices([]) }));
		expect([...named]).toEqual(['catalog-not-valid', 'asOf', 'models.one/small.prices']);
	});

	it('says which models a run could reach, and what it has instead', () => {
		expect(noneReached(CATALOG, 'low', new Set(['vllm']))).toMatch(
			/^The run reaches no model of tier low, which has one\/small.*; its connections are to vllm\.$/,
		);
	});

	it('follows a retired name to the one that took its place', () => {
		expect(modelOf(CATALOG, 'two/old')).toEqual({ id: 'two/middle', model: CATALOG.models['two/middle'] });
	});
});

function withPrices(prices: object[]): object {
	return { models: { ...CATALOG.models, 'one/small': { contextTokens: 16_000, maxOutputTokens: 4_000, prices } } };
}

describe('the catalog that comes with the engine', () => {
	const text = readFileSync(path.join(import.meta.dirname, 'catalog.yaml'), 'utf8');
	const shipped = toCatalog(parse(text), 'catalog.yaml');
	const all = new Set(Object.keys(shipped.models).map(providerOf));

	/** Work as the engine gives it: a part of a call to read, a message to write, an answer from passages, a search. */
	const TYPICAL: Record<Tier, { tokens: number; maxOutputTokens: number }> = {
		low: { tokens: 4_000, maxOutputTokens: 600 },
		medium: { tokens: 1_500, maxOutputTokens: 500 },
		high: { tokens: 10_000, maxOutputTokens: 1_500 },
		research: { tokens: 1_000, maxOutputTokens: 1_000 },
	};
	/** Where a tokenizer is not known, tokens are estimated by 1.6 times those of OpenAI. */
	const routed = (tier: Tier, providers: ReadonlySet<string>) => {
		const { tokens, maxOutputTokens } = TYPICAL[tier];
		const inputTokensOf = (tokenizer: string | undefined) => (tokenizer ? tokens : tokens * 1.6);
		return route(shipped, { tier, inputTokensOf, maxOutputTokens, providers });
	};

	it.each<[Tier, number, string]>([
		['low', 0.001, 'openai/gpt-4o-mini'],
		['medium', 0.01, modelOf(shipped, 'anthropic/claude-3-sonnet').id],
		['high', 0.05, 'openai/gpt-4o'],
		['research', 0.02, modelOf(shipped, 'perplexity/perplexity-online').id],
	])('has a model for typical work of tier %s below %d dollars, and %s first', (tier, ceilingUsd, first) => {
		expect(shipped.tiers[tier].ceilingUsd).toBe(ceilingUsd);
		expect(routed(tier, all).choices[0]).toMatchObject({ id: first, tier });
		// None stands there that typical work could never reach.
		const taken = routed(tier, all).choices.filter((choice) => choice.tier === tier);
		expect(taken.map(({ id }) => id)).toEqual(shipped.tiers[tier].models.map((name) => modelOf(shipped, name).id));
	});

	it.each(['openai', 'anthropic'])('is enough with a key of %s alone', (provider) => {
		for (const tier of ['low', 'medium', 'high'] as const) {
			expect(routed(tier, new Set([provider])).choices[0]).toMatchObject({ tier });
		}
	});

	it('has no model that nobody reaches', () => {
		const named = Object.values(shipped.tiers).flatMap(({ models }) => models.map((name) => modelOf(shipped, name).id));
		expect(Object.keys(shipped.models).toSorted()).toEqual([...new Set(named)].toSorted());
	});
});
