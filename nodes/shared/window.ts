/** A window, a span of time from one moment to before another, as two parameters. */
import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { readInstant } from './instants.ts';

/** @param whenEmpty what is taken where both are empty, for people */
export function windowOf(displayOptions: IDisplayOptions, whenEmpty: string): INodeProperties[] {
	return [
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
			hint: `Both empty: ${whenEmpty}`,
			displayOptions,
		},
	];
}

/** Nothing where both ends are empty. Throws where one is. */
export function readWindow(
	context: IExecuteFunctions,
	itemIndex: number,
	whenEmpty: string,
): { window?: { from: string; to: string } } {
	const from = readInstant(context, 'from', itemIndex);
	const to = readInstant(context, 'to', itemIndex);
	if (from && to) return { window: { from, to } };
	if (!from && !to) return {};
	throw new NodeOperationError(context.getNode(), `"${from ? 'To' : 'From'}" is empty`, {
		itemIndex,
		description: `Give both ends of the window, or leave both empty for ${whenEmpty}.`,
	});
}
