/** Coaches every rep on the calls of a window, by default of all since the last one. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { CoachDayInput } from '../../../../engine/contract/index.ts';
import { readPlaybook } from '../../../shared/playbook.ts';
import { readWindow, windowOf } from '../../../shared/window.ts';

export const description: INodeProperties[] = windowOf(
	{ show: { resource: ['day'], operation: ['coach'] } },
	'the calls since the last window that was sent, up to last midnight',
);

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): CoachDayInput {
	return { ...readWindow(context, itemIndex, 'the calls since the last one'), ...readPlaybook(context, itemIndex) };
}
