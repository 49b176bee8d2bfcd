/** From the value of a run to the item that a workflow goes on with. */
import type { AnalyzedCallResult, AnalyzedWindow, Answer, CustomerView } from '../../../engine/contract/index.ts';
import type { Present } from '../../shared/results.ts';
import { answerItem } from './answer.ts';
import { callItem } from './call.ts';
import { customerItem } from './customer.ts';
import { windowItem } from './window.ts';

/**
 * One item, not one for each insight: n8n pairs what a woken node gives out with its input by position, so that more
 * would be paired wrongly.
 */
export const present: Present = (value) => {
	const result = value as unknown as AnalyzedWindow | AnalyzedCallResult | Answer | CustomerView;
	// Known by what each has alone.
	if ('question' in result) return answerItem(result);
	if ('course' in result) return customerItem(result);
	return 'listed' in result ? windowItem(result) : callItem(result);
};
