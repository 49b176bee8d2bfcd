/**
 * Calls that come while others of their kind are under way are sent together: one statement and one commit for all of
 * them, as databases do with their log. A call that comes alone is sent at once.
 */

type Waiting<Item, Answer> = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

export type TogetherOptions = {
	/** Statements under way at the same time, for each tenant. */
	atOnce?: number;
	/** Items in one statement. */
	most?: number;
};

/** `work` answers each item, in their order; where it throws, every item of that statement gets the error. */
export function together<Item, Answer>(
	work: (tenant: string, items: Item[]) => Promise<Answer[]>,
	{ atOnce = 1, most = 100 }: TogetherOptions = {},
): (tenant: string, item: Item) => Promise<Answer> {
	const tenants = new Map<string, { waiting: Waiting<Item, Answer>[]; underWay: number }>();

	const send = async (tenant: string) => {
		const lane = tenants.get(tenant);
		if (!lane || lane.underWay >= atOnce) return;
		const batch = lane.waiting.splice(0, most);
		if (batch.length === 0) return;
		lane.underWay += 1;
		try {
			const answers = await work(
				tenant,
				batch.map(({ item }) => item),
			);
			for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer);
		} catch (error) {
			for (const { reject } of batch) reject(error);
		} finally {
			lane.underWay -= 1;
			if (lane.waiting.length > 0) void send(tenant);
			else if (lane.underWay === 0) tenants.delete(tenant);
		}
	};

	return (tenant, item) =>
		new Promise((resolve, reject) => {
			const lane = tenants.get(tenant) ?? { waiting: [], underWay: 0 };
			tenants.set(tenant, lane);
			lane.waiting.push({ item, resolve, reject });
			void send(tenant);
		});
}
