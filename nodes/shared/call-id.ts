/** The id of a call as a parameter. */
import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

export const callIdOf = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Call ID',
	name: 'callId',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 7782342274025937895',
	description: 'The number at the end of the address of the call in Gong',
	displayOptions,
});

/** Throws where it is empty or has lost digits. */
export function readCallId(context: IExecuteFunctions, itemIndex: number): string {
	const value = context.getNodeParameter('callId', itemIndex) as unknown;
	// Gong's ids have up to 20 digits: read as a number, the last ones are already lost.
	if (typeof value === 'number' && !Number.isSafeInteger(value)) {
		throw new NodeOperationError(context.getNode(), 'The call id came as a number and has lost digits', {
			itemIndex,
			description: 'Pass it on as text from where it is read.',
		});
	}
	const callId = String(value ?? '').trim();
	if (callId !== '') return callId;
	throw new NodeOperationError(context.getNode(), 'The call id is empty', { itemIndex });
}
