/** Coaches every rep on the calls of a window, by default of all since the last one. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { CoachDayInput } from '../../../../engine/contract/index.ts';
import { readInstant } from '../../../shared/instants.ts';

const displayOptions = { show: { resource: ['day'], operation: ['coach'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		default: '',
		description: 'Start of the window, in the time zone of the workflow unless it says another',
		displayOptions,
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'dateTime',
		default: '',
		description: 'End of the window, not included',
		hint: 'Both empty: the calls since the last window that was sent, up to last midnight',
		displayOptions,
	},
];

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): CoachDayInput {
	const from = readInstant(context, 'from', itemIndex);
	const to = readInstant(context, 'to', itemIndex);
	if (from && to) return { window: { from, to } };
	if (!from && !to) return {};
	throw new NodeOperationError(context.getNode(), `"${from ? 'To' : 'From'}" is empty`, {
		itemIndex,
		description: 'Give both ends of the window, or leave both empty for the calls since the last one.',
	});
}
