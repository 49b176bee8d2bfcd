/**
 * Calls that come while others of their kind are under way are sent together: one statement and one commit for all of
 * them, as databases do with their log. A call that comes alone is sent at once; where the last ones came in company, it may
 * wait for more of it.
 */

type Waiting<Item, Answer> = { item: Item; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

type Lane<Item, Answer> = {
	waiting: Waiting<Item, Answer>[];
	underWay: number;
	/** Whether the last statement had several. */
	busy: boolean;
	linger?: NodeJS.Timeout;
};

export type TogetherOptions = {
	/** Statements under way at the same time, for each tenant. */
	atOnce?: number;
	/** Items in one statement. */
	most?: number;
	/** So long the first one waits for others where the last statement had several, ms. */
	lingerMs?: number;
};

/** `work` answers each item, in their order; where it throws, every item of that statement gets the error. */
export function together<Item, Answer>(
	work: (tenant: string, items: Item[]) => Promise<Answer[]>,
	{ atOnce = 1, most = 100, lingerMs = 0 }: TogetherOptions = {},
): (tenant: string, item: Item) => Promise<Answer> {
	const tenants = new Map<string, Lane<Item, Answer>>();

	const send = async (tenant: string) => {
		const lane = tenants.get(tenant);
		if (!lane || lane.underWay >= atOnce) return;
		const batch = lane.waiting.splice(0, most);
		if (batch.length === 0) return;
		lane.underWay += 1;
		lane.busy = batch.length > 1;
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
			if (lane.waiting.length > 0) soon(tenant);
			else if (lane.underWay === 0 && !lane.busy) tenants.delete(tenant);
		}
	};

	/** At once where nobody is to be waited for, and where enough are there. */
	const soon = (tenant: string) => {
		const lane = tenants.get(tenant);
		if (!lane) return;
		if (lingerMs === 0 || !lane.busy || lane.waiting.length >= most) {
			clearTimeout(lane.linger);
			lane.linger = undefined;
			void send(tenant);
			return;
		}
		lane.linger ??= setTimeout(() => {
			lane.linger = undefined;
			void send(tenant);
		}, lingerMs);
	};

	return (tenant, item) =>
		new Promise((resolve, reject) => {
			const lane = tenants.get(tenant) ?? { waiting: [], underWay: 0, busy: false };
			tenants.set(tenant, lane);
			lane.waiting.push({ item, resolve, reject });
			soon(tenant);
		});
}
