/** Which playbook calls are checked against. */
import type { IDataObject, IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

export const playbookOf = (description: string, displayOptions?: IDisplayOptions): INodeProperties => ({
	displayName: 'Playbook',
	name: 'playbook',
	type: 'string',
	default: '',
	placeholder: 'e.g. discovery',
	description,
	...(displayOptions ? { displayOptions } : {}),
});

/** Nothing where none is named. */
export function readPlaybook(context: IExecuteFunctions, itemIndex: number): { playbook?: string } {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const name = String(options.playbook ?? '').trim();
	return name === '' ? {} : { playbook: name };
}
