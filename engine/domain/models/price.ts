/** What a model call costs, and what it can cost at most. */
import type { Usage } from '../../ports/model.ts';
import type { CatalogModel, Price } from './catalog.ts';

const MILLION = 1_000_000;

/** Dollars. The price is that of the whole input, cached tokens included. */
export function costOf(prices: readonly Price[], usage: Usage): number {
	const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
	const {
		input,
		cacheRead = input,
		cacheWrite = input,
		output,
		request,
	} = priceFor(prices, inputTokens + cacheReadTokens + cacheWriteTokens);
	const tokens =
		inputTokens * input + cacheReadTokens * cacheRead + cacheWriteTokens * cacheWrite + outputTokens * output;
	return tokens / MILLION + request;
}

export type Size = {
	/** At most. */
	inputTokens: number;
	maxOutputTokens: number;
	/** Whether it asks the provider to keep some of it: nothing else is written to a cache at a price of its own. */
	keeps: boolean;
};

/**
 * Dollars that a request of that size costs at most, however its tokens are cached. Looks at each price that it may meet:
 * fewer tokens than were counted can be dearer.
 */
export function mostOf(
	{ prices }: Pick<CatalogModel, 'prices'>,
	{ inputTokens, maxOutputTokens, keeps }: Size,
): number {
	let most = 0;
	for (const [at, price] of prices.entries()) {
		if (at > 0 && price.above >= inputTokens) break;
		const { input, cacheRead = input, cacheWrite = input, output, request } = price;
		const tokens = Math.min(inputTokens, prices[at + 1]?.above ?? inputTokens);
		const dearest = Math.max(input, cacheRead, keeps ? cacheWrite : input);
		most = Math.max(most, (tokens * dearest + maxOutputTokens * output) / MILLION + request);
	}
	return most;
}

function priceFor(prices: readonly Price[], inputTokens: number): Price {
	const price = prices.findLast(({ above }) => inputTokens > above) ?? prices[0];
	if (!price) throw new RangeError('A model without a price.');
	return price;
}
