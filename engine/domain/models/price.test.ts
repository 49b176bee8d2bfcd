import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { price, prices } from '../../../test/arbitrary-catalog.ts';
import { Price } from './catalog.ts';
import { costOf, mostOf } from './price.ts';

const NONE = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
const MILLION = 1_000_000;

describe('what a model call costs', () => {
	const one = [Price.parse({ input: 2, cacheRead: 0.1, cacheWrite: 2.5, output: 10, request: 0.005 })];

	it.each([
		['each input token', { ...NONE, inputTokens: MILLION }, 2.005],
		['a token read from the cache less', { ...NONE, cacheReadTokens: MILLION }, 0.105],
		['a token written to the cache more', { ...NONE, cacheWriteTokens: MILLION }, 2.505],
		['each token of the answer', { ...NONE, outputTokens: MILLION }, 10.005],
		['a request without tokens the price of a request', NONE, 0.005],
	])('%s', (_, usage, usd) => {
		expect(costOf(one, usage)).toBeCloseTo(usd, 12);
	});

	it('takes cached tokens for others where they have no price of their own', () => {
		const plain = [Price.parse({ input: 3, output: 0 })];
		const usage = { ...NONE, inputTokens: 10, cacheReadTokens: 20, cacheWriteTokens: 30 };
		expect(costOf(plain, usage)).toBeCloseTo((60 * 3) / MILLION, 12);
	});

	it('takes the price of the whole input, cached tokens included, from the first token above', () => {
		const bands = [Price.parse({ input: 1, output: 1 }), Price.parse({ above: 100, input: 5, output: 25 })];
		expect(costOf(bands, { ...NONE, inputTokens: 100, outputTokens: 1 })).toBeCloseTo(101 / MILLION, 12);
		expect(costOf(bands, { ...NONE, inputTokens: 60, cacheReadTokens: 41, outputTokens: 1 })).toBeCloseTo(
			(101 * 5 + 25) / MILLION,
			12,
		);
	});
});

describe('what a request can cost at most', () => {
	/** Sums of floats in another order differ in the last digits. */
	const atLeast = (usd: number) => usd * (1 - 1e-12);

	it('is never below what any usage costs that fits the request', () => {
		const asked = fc.record({ prices, input: fc.nat(300_000), output: fc.nat(20_000), keeps: fc.boolean() });
		const shares = fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.nat(1_000), fc.nat(1_000));
		fc.assert(
			fc.property(asked, shares, ({ prices, input, output, keeps }, [used, read, written, answered]) => {
				const total = Math.floor((input * used) / 1_000);
				const cacheReadTokens = Math.floor((total * read) / 1_000);
				const cacheWriteTokens = keeps ? Math.floor(((total - cacheReadTokens) * written) / 1_000) : 0;
				const usage = {
					...{ cacheReadTokens, cacheWriteTokens, inputTokens: total - cacheReadTokens - cacheWriteTokens },
					outputTokens: Math.floor((output * answered) / 1_000),
				};
				const size = { inputTokens: input, maxOutputTokens: output, keeps };
				expect(mostOf({ prices }, size)).toBeGreaterThanOrEqual(atLeast(costOf(prices, usage)));
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is what the dearest usage costs, no more', () => {
		fc.assert(
			fc.property(price, fc.boolean(), (one, keeps) => {
				const most = mostOf({ prices: [one] }, { inputTokens: 1_000, maxOutputTokens: 100, keeps });
				const kinds = ['inputTokens', 'cacheReadTokens', ...(keeps ? ['cacheWriteTokens'] : [])];
				const usages = kinds.map((kind) => costOf([one], { ...NONE, [kind]: 1_000, outputTokens: 100 }));
				expect(most).toBeCloseTo(Math.max(...usages), 9);
			}),
		);
	});

	it('minds that fewer tokens can be dearer than were counted', () => {
		const cheaperAbove = [Price.parse({ input: 10, output: 0 }), Price.parse({ above: 1_000, input: 1, output: 0 })];
		const size = { inputTokens: 1_001, maxOutputTokens: 0, keeps: false };
		expect(mostOf({ prices: cheaperAbove }, size)).toBeCloseTo(0.01, 12);
	});
});
