/** An analyzed window as one item that holds two tables. */
import type { IDataObject } from 'n8n-workflow';
import type { AnalyzedWindow } from '../../../engine/contract/index.ts';
import { callRow, insightRows } from './call.ts';
import { countsOf } from './insight.ts';
import { readingsItem } from './reading.ts';

/** `insights` and `calls` have the id of the call in common; n8n's Split Out makes items of either. */
export function windowItem({ summary, calls, ...more }: AnalyzedWindow): IDataObject {
	return {
		summary,
		...countsOf(calls.flatMap(({ analysis }) => analysis.insights)),
		calls: calls.map(callRow),
		insights: calls.flatMap(insightRows),
		...readingsItem(calls),
		...(more as unknown as IDataObject),
	};
}
