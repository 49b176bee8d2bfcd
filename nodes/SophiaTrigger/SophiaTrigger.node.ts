import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { parameters } from './filters.ts';
import { receive } from './receive.ts';
import { create, exists, remove } from './subscription.ts';

/** Starts a workflow when something happened on a call, a budget stopped a run, or a run asks a person. */
export class SophiaTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sophia Trigger',
		name: 'sophiaTrigger',
		icon: { light: 'file:sophiaTrigger.svg', dark: 'file:sophiaTrigger.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["types"].join(", ") }}',
		description:
			'Starts the workflow when a call was analyzed, a risk appeared, a commitment falls due, a budget did not suffice or an approval is asked for',
		defaults: { name: 'Sophia Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sophiaApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'sophia' }],
		properties: parameters,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await exists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
