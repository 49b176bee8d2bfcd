/** Which items come out: one for each input item, or one for each thing that was found. */
import type { INodeProperties } from 'n8n-workflow';

const ONE = { name: 'One Item', value: 'all', description: 'Everything in one item, for each input item' };
const INSIGHTS = {
	name: 'One Item per Insight',
	value: 'insight',
	description: 'Each commitment, risk, question and so on, with the facts of its call',
};

function output(show: Record<string, string[]>, more: INodeProperties['options'] = []): INodeProperties {
	return {
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'all',
		options: [ONE, ...more] as INodeProperties['options'],
		displayOptions: { show },
	};
}

export const outputs: INodeProperties[] = [
	output({ resource: ['window'], operation: ['analyze'] }, [
		{ name: 'One Item per Call', value: 'call', description: 'Each call with its insights' },
		INSIGHTS,
	]),
	output({ resource: ['call', 'customer', 'transcript'], operation: ['analyze'] }, [INSIGHTS]),
	output({ operation: ['ask'] }, [
		{ name: 'One Item per Passage', value: 'passage', description: 'Each passage that answers, the best first' },
	]),
];
