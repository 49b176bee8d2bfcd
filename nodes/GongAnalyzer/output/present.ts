/** From the value of a run to the items that a workflow goes on with. */
import type { IDataObject } from 'n8n-workflow';
import type { AnalyzedCallResult, AnalyzedWindow, Answer, CustomerView } from '../../../engine/contract/index.ts';
import type { Present } from '../../shared/results.ts';
import { answerItem, passageItemsOf } from './answer.ts';
import { callItem, insightItemsOf } from './call.ts';
import { customerItem, customerItemsOf } from './customer.ts';
import { countsOf } from './insight.ts';

/** What comes out for one input item: `all`: one item; else one for each of these, which may be none. */
export type Output = 'all' | 'call' | 'insight' | 'passage';

export const present: Present = (value, output) => {
	const result = value as unknown as Value;
	// Known by what each has alone.
	if ('question' in result) return output === 'passage' ? passageItemsOf(result) : [answerItem(result)];
	if ('course' in result) return output === 'insight' ? customerItemsOf(result) : [customerItem(result)];
	if ('listed' in result) return windowItems(result, output);
	return output === 'insight' ? insightItemsOf(result) : [callItem(result)];
};

type Value = AnalyzedWindow | AnalyzedCallResult | Answer | CustomerView;

function windowItems({ calls, summary, ...window }: AnalyzedWindow, output: string | undefined): IDataObject[] {
	if (output === 'call') return calls.map(callItem);
	if (output === 'insight') return calls.flatMap(insightItemsOf);
	const insights = calls.flatMap(({ analysis }) => analysis.insights);
	return [{ summary, ...countsOf(insights), calls: calls.map(callItem), ...(window as unknown as IDataObject) }];
}
