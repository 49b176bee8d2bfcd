/** Cuts a list into parts that go together. */

/** What one request to a call service may name. */
export const CALLS_A_REQUEST = 100;

/** Lists of at most `size` items, in order. */
export function batches<Item>(items: Item[], size: number): Item[][] {
	return Array.from({ length: Math.ceil(items.length / size) }, (_, position) =>
		items.slice(position * size, (position + 1) * size),
	);
}
