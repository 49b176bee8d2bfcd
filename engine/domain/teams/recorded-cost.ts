/** What a model call that was recorded cost. */

type Recorded = {
	generation?: { usage?: { costUsd?: number } };
	failed?: { costUsd?: number };
};

/** Dollars, as settled. */
export function recordedCost(tried: unknown): number {
	const { generation, failed } = (tried ?? {}) as Recorded;
	return generation?.usage?.costUsd ?? failed?.costUsd ?? 0;
}
