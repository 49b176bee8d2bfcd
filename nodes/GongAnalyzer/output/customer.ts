/** The view of a customer as a flat item. */
import type { IDataObject } from 'n8n-workflow';
import type { CustomerItem, CustomerView } from '../../../engine/contract/index.ts';
import { countsOf, insightItem } from './insight.ts';

/** All that was found stands in `insights`, the newest first, with the title of its call or e-mail. */
export function customerItem(view: CustomerView): IDataObject {
	const { summary, account, topics, commitments, risks, openQuestions, objections, decisions, ...more } = view;
	const items = [...commitments, ...openQuestions, ...objections, ...risks, ...decisions, ...topics];
	items.sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
	return {
		summary,
		customer: account.name,
		...countsOf(items),
		insights: items.map((item) => ({ ...insightItem(item), ...originOf(item, view) })),
		account: account as unknown as IDataObject,
		...(more as unknown as IDataObject),
	};
}

function originOf({ evidence: [first] }: CustomerItem, view: CustomerView): IDataObject {
	if ('emailId' in first) return { emailId: first.emailId, title: first.subject };
	const call = view.calls.find(({ id }) => id === first.callId);
	return { callId: first.callId, ...(call ? { title: call.title, url: call.url } : {}) };
}
