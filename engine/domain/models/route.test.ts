import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { catalog as anyCatalog, PROVIDERS } from '../../../test/arbitrary-catalog.ts';
import { verifies } from '../../../test/verifies.ts';
import type { Tier } from '../../contract/model.ts';
import { CATALOG } from '../testing/scripted-models.ts';
import { type Catalog, modelOf, providerOf, toCatalog } from './catalog.ts';
import { mostOf } from './price.ts';
import { movedBetween, type RouteRequest, route } from './route.ts';

const TIERS: readonly Tier[] = ['low', 'medium', 'high', 'research'];

const request = (more: Partial<RouteRequest> = {}): RouteRequest => ({
	...{ tier: 'low', inputTokensOf: () => 1_000, maxOutputTokens: 500, providers: new Set(['one', 'two', 'three']) },
	...more,
});

const ids = (catalog: Catalog, more: Partial<RouteRequest>) =>
	route(catalog, request(more)).choices.map(({ id, tier }) => `${tier} ${id}`);

describe('route', () => {
	it('takes the models of the tier in their order, then those of the tiers below', () => {
		expect(ids(CATALOG, { tier: 'low' })).toEqual(['low one/small', 'low two/small']);
		expect(ids(CATALOG, { tier: 'medium' })).toEqual([
			...['medium two/middle', 'medium one/large'],
			...['low one/small', 'low two/small'],
		]);
		// A model that stands in two tiers is there once, in the higher.
		expect(ids(CATALOG, { tier: 'high' })).toEqual([
			...['high one/large', 'high two/middle'],
			...['low one/small', 'low two/small'],
		]);
	});

	it('keeps research apart from the others', () => {
		expect(ids(CATALOG, { tier: 'research' })).toEqual(['research three/search']);
		const request = { tier: 'research' as const, providers: new Set(['one']) };
		expect(route(CATALOG, { ...request, inputTokensOf: () => 1, maxOutputTokens: 100 })).toEqual({
			...{ choices: [], none: 'no-provider' },
		});
	});

	it('moves up where the work does not fit the ceiling of the tier', () => {
		// 8,000 tokens in and 1,000 out: 0.0013 and 0.0022 dollars in `low`, 0.026 and 0.032 elsewhere.
		const large = { inputTokensOf: () => 8_000, maxOutputTokens: 1_000 };
		expect(ids(CATALOG, { tier: 'low', ...large })).toEqual(['high one/large', 'high two/middle']);
	});

	it('moves down where only a tier below is reached', () => {
		const local = toCatalog({ ...CATALOG, tiers: { ...CATALOG.tiers, medium: EMPTY, high: EMPTY } }, 'local');
		expect(ids(local, { tier: 'high' })).toEqual(['low one/small', 'low two/small']);
	});

	it('leaves out models of providers to which there is no connection', () => {
		expect(ids(CATALOG, { tier: 'medium', providers: new Set(['one']) })).toEqual([
			...['medium one/large', 'low one/small'],
		]);
	});

	it('says why there is none', () => {
		expect(route(CATALOG, request({ providers: new Set() })).none).toBe('no-provider');
		expect(route(CATALOG, request({ inputTokensOf: () => 64_000 })).none).toBe('too-large');
		expect(route(CATALOG, request({ maxOutputTokens: 8_001 })).none).toBe('too-large');
	});

	it('follows retired names, and takes a model once', () => {
		const tiers = { ...CATALOG.tiers, medium: { ceilingUsd: 0.01, models: ['two/old', 'two/middle'] } };
		expect(ids(toCatalog({ ...CATALOG, tiers }, 'old'), { tier: 'medium' })[0]).toBe('medium two/middle');
		expect(ids(toCatalog({ ...CATALOG, tiers }, 'old'), { tier: 'medium' })[1]).toBe('low one/small');
	});

	it('counts tokens once for each tokenizer, however many models share it', () => {
		fc.assert(
			fc.property(anyCatalog, fc.constantFrom(...TIERS), (catalog, tier) => {
				const counted: (string | undefined)[] = [];
				const inputTokensOf = (tokenizer: string | undefined) => counted.push(tokenizer);
				route(catalog, request({ tier, inputTokensOf }));
				expect(new Set(counted).size).toBe(counted.length);
			}),
		);
	});

	it('never takes a model that may cost more than the ceiling, or does not hold the work, or is not reached', () => {
		verifies('models.tier-ceilings');
		const asked = fc.record({
			tier: fc.constantFrom(...TIERS),
			tokens: fc.record({ o200k_base: fc.nat(200_000), cl100k_base: fc.nat(200_000), estimated: fc.nat(300_000) }),
			maxOutputTokens: fc.integer({ min: 1, max: 20_000 }),
			keeps: fc.boolean(),
			providers: fc.subarray(PROVIDERS).map((names) => new Set(names)),
		});
		fc.assert(
			fc.property(anyCatalog, asked, (catalog, { tokens, ...rest }) => {
				const inputTokensOf = (tokenizer = 'estimated') => tokens[tokenizer as keyof typeof tokens];
				const { choices, none } = route(catalog, { ...rest, inputTokensOf });
				expect(choices.length === 0).toBe(none !== undefined);
				expect(new Set(choices.map(({ id }) => id)).size).toBe(choices.length);
				for (const { id, tier, mostUsd } of choices) {
					const { model } = modelOf(catalog, id);
					const inputTokens = inputTokensOf(model.tokenizer);
					expect(mostUsd).toBe(mostOf(model, { ...rest, inputTokens }));
					expect(mostUsd).toBeLessThanOrEqual(catalog.tiers[tier].ceilingUsd);
					expect(inputTokens + rest.maxOutputTokens).toBeLessThanOrEqual(model.contextTokens);
					expect(rest.maxOutputTokens).toBeLessThanOrEqual(model.maxOutputTokens);
					expect(rest.providers).toContain(providerOf(id));
					expect(catalog.tiers[tier].models.map((name) => modelOf(catalog, name).id)).toContain(id);
				}
				// From the first tier downward, never up again.
				const places = choices.map(({ tier }) => TIERS.indexOf(tier));
				expect(places).toEqual(places.toSorted((one, other) => other - one));
			}),
			{ numRuns: 1_000 },
		);
	});
});

const EMPTY = { ceilingUsd: 0.05, models: [] };

describe('the tier that was taken', () => {
	it.each<[Tier, Tier, 'up' | 'down' | undefined]>([
		['low', 'low', undefined],
		['low', 'high', 'up'],
		['high', 'medium', 'down'],
		['research', 'research', undefined],
	])('for work of %s in %s has moved %s', (asked, taken, moved) => {
		expect(movedBetween(asked, taken)).toBe(moved);
	});
});
