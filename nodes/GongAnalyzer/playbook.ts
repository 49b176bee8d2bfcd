/** Which playbook calls are checked against. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

export const playbook: INodeProperties = {
	displayName: 'Playbook',
	name: 'playbook',
	type: 'string',
	default: '',
	placeholder: 'e.g. discovery',
	description: 'What a call is checked against. Without it the playbook that fits the stage of the deal of the call.',
	displayOptions: { show: { '/operation': ['analyze'], '/resource': ['call', 'transcript', 'window'] } },
};

/** Nothing where none is named. */
export function readPlaybook(context: IExecuteFunctions, itemIndex: number): { playbook?: string } {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const name = String(options.playbook ?? '').trim();
	return name === '' ? {} : { playbook: name };
}
