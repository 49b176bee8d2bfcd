/** The view of a customer as one item, or as one for each thing that was said. */
import type { IDataObject } from 'n8n-workflow';
import type { CustomerItem, CustomerView } from '../../../engine/contract/index.ts';
import { insightItem } from './insight.ts';

const LISTS = ['topics', 'commitments', 'risks', 'openQuestions', 'objections', 'decisions'] as const;

export function customerItem({ summary, account, ...view }: CustomerView): IDataObject {
	const lists = LISTS.map((name): [string, IDataObject[]] => [name, view[name].map(insightItem)]);
	return {
		summary,
		customer: account.name,
		account: account as unknown as IDataObject,
		...(view as unknown as IDataObject),
		...Object.fromEntries(lists),
	};
}

/** The newest first, each with the name of the customer and of the call or e-mail it is from. */
export function customerItemsOf(view: CustomerView): IDataObject[] {
	return LISTS.flatMap((name) => view[name])
		.sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
		.map((item) => ({ customer: view.account.name, ...insightItem(item), ...originOf(item, view) }));
}

function originOf({ evidence: [first] }: CustomerItem, view: CustomerView): IDataObject {
	if ('emailId' in first) return { emailId: first.emailId, title: first.subject };
	const call = view.calls.find(({ id }) => id === first.callId);
	return { callId: first.callId, ...(call ? { title: call.title, url: call.url } : {}) };
}
