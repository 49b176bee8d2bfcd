/** Work that goes on side by side: all of it comes to its end before anybody hears that some of it has not. */

/** In the order of the list. Throws what the first that failed threw, when none is under way any more. */
export async function inParallel<Item, Result>(
	items: readonly Item[],
	work: (item: Item, at: number) => Promise<Result>,
): Promise<Result[]> {
	const settled = await Promise.allSettled(items.map(work));
	const failed = settled.find((one) => one.status === 'rejected');
	if (failed) throw failed.reason;
	return settled.map((one) => (one as PromiseFulfilledResult<Result>).value);
}
