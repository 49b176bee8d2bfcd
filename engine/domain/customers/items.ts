/** What was said on the calls of a customer, as items of the view; and the lists that items go to. */
import { DateTime } from 'luxon';
import type { CustomerItem, CustomerView } from '../../contract/analysis.ts';
import type { Insight } from '../../contract/call.ts';
import type { AnalyzedReadyCall } from '../coaching/analyze-calls.ts';

export type ItemLists = Pick<
	CustomerView,
	'topics' | 'commitments' | 'risks' | 'openQuestions' | 'objections' | 'decisions'
>;

/** Which list holds which kind; questions that were answered are in none. */
const LIST_OF: Partial<Record<Insight['kind'], keyof ItemLists>> = {
	topic: 'topics',
	commitment: 'commitments',
	risk: 'risks',
	question: 'openQuestions',
	objection: 'objections',
	decision: 'decisions',
};

export const LISTS = Object.values(LIST_OF);

/** `at`: when the first of its words was said, in the IANA zone. */
export function itemsOfCall(
	{ call, analysis }: Pick<AnalyzedReadyCall, 'call' | 'analysis'>,
	zone: string,
): CustomerItem[] {
	const began = DateTime.fromISO(call.started, { zone });
	return analysis.insights.map((insight) => ({
		...insight,
		at: began.plus(insight.evidence[0]?.startMs ?? 0).toISO({ suppressMilliseconds: true }) ?? call.started,
		source: 'call' as const,
	}));
}

/** Newest first; of the same moment in an order of their own, so that it does not matter how they came. */
export function inLists(items: CustomerItem[]): ItemLists {
	const lists: ItemLists = { topics: [], commitments: [], risks: [], openQuestions: [], objections: [], decisions: [] };
	const ordered = items
		.map((item) => ({ item, at: Date.parse(item.at), key: JSON.stringify(item) }))
		.sort((one, other) => other.at - one.at || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
	for (const { item } of ordered) {
		const list = LIST_OF[item.kind];
		if (list && !(item.kind === 'question' && item.answered !== false)) lists[list].push(item);
	}
	return lists;
}
