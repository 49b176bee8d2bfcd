/** Coaches the rep of one call. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { CoachCallInput } from '../../../../engine/contract/index.ts';

export const description: INodeProperties[] = [
	{
		displayName: 'Call ID',
		name: 'callId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 7782342274025937895',
		description: 'The number at the end of the address of the call in Gong',
		displayOptions: { show: { resource: ['call'], operation: ['coach'] } },
	},
];

/** What the engine is to do for one input item. */
export function readInput(context: IExecuteFunctions, itemIndex: number): CoachCallInput {
	const value = context.getNodeParameter('callId', itemIndex) as unknown;
	// Gong's ids have up to 20 digits: read as a number, the last ones are already lost.
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new NodeOperationError(context.getNode(), 'The call id came as a number and has lost digits', {
			itemIndex,
			description: 'Pass it on as text from where it is read.',
		});
	}
	const callId = String(value ?? '').trim();
	if (callId !== '') return { callId };
	throw new NodeOperationError(context.getNode(), 'The call id is empty', { itemIndex });
}
