/** The question to calls. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readText } from '../shared/inputs.ts';

export const question: INodeProperties = {
	displayName: 'Question',
	name: 'question',
	type: 'string',
	typeOptions: { rows: 2 },
	default: '',
	required: true,
	placeholder: 'e.g. What did they say about the price?',
	description: 'The answer is made of quotes from the calls that say it best, or says that nobody did',
	displayOptions: { show: { operation: ['ask'] } },
};

/** Throws where it is too short to ask for anything. */
export function readQuestion(context: IExecuteFunctions, itemIndex: number): string {
	const text = readText(context, 'question', itemIndex);
	if (text.length >= 3) return text;
	throw new NodeOperationError(context.getNode(), text === '' ? 'The question is empty' : 'The question is too short', {
		itemIndex,
		description: 'Ask in words of the call, such as: What did they say about the price?',
	});
}
