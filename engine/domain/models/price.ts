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

/** Dollars that a request of so many input tokens costs at most, with all the output that it allows. */
export function mostOf({ prices }: CatalogModel, inputTokens: number, maxOutputTokens: number): number {
	const { input, cacheWrite = input, output, request } = priceFor(prices, inputTokens);
	return (inputTokens * Math.max(input, cacheWrite) + maxOutputTokens * output) / MILLION + request;
}

function priceFor(prices: readonly Price[], inputTokens: number): Price {
	const price = prices.findLast(({ above }) => inputTokens > above) ?? prices[0];
	if (!price) throw new RangeError('A model without a price.');
	return price;
}
