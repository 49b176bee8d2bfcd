/** What a node that puts its execution to sleep declares about being woken. */
import type { IWebhookDescription } from 'n8n-workflow';

/** POST wakes the execution, GET says which run it waits for: see `receiveCallback`. */
export const wakingWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		responseMode: 'onReceived',
		// Empty, so that what webhook() answers goes out; left away, n8n answers with the name of its default.
		responseData: '',
		path: '',
		restartWebhook: true,
	},
	{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: '', restartWebhook: true },
];

const registered = async (): Promise<boolean> => true;

/** Nothing to register: n8n opens the address of a sleeping execution by itself and never calls these for it. */
export const nothingToRegister = { default: { checkExists: registered, create: registered, delete: registered } };
