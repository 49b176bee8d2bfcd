/** Analyzes every call of a window, by default of yesterday. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { AnalyzeWindowInput } from '../../../../engine/contract/index.ts';
import { readPlaybook } from '../../../shared/playbook.ts';
import { readWindow, windowOf } from '../../../shared/window.ts';

const YESTERDAY = 'yesterday, in the time zone of the tenant';

export const description: INodeProperties[] = windowOf({ show: { resource: ['window'] } }, YESTERDAY);

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): AnalyzeWindowInput {
	return { ...readWindow(context, itemIndex, YESTERDAY), ...readPlaybook(context, itemIndex) };
}
