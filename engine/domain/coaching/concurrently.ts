/** Maps with bounded concurrency. */

/**
 * Results in the order of the items. When one rejects, no further item is begun, those under way are awaited, and then
 * it rejects with the first error: nothing goes on behind the caller's back.
 */
export async function concurrently<Item, Result>(
	items: Item[],
	limit: number,
	work: (item: Item, position: number) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = new Array(items.length);
	const errors: unknown[] = [];
	let next = 0;
	const lane = async (): Promise<void> => {
		while (next < items.length && errors.length === 0) {
			const position = next;
			next += 1;
			try {
				results[position] = await work(items[position] as Item, position);
			} catch (error) {
				errors.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
	if (errors.length > 0) throw errors[0];
	return results;
}
