import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** Access to one tenant of a Sophia engine; the API key decides which. */
export class SophiaApi implements ICredentialType {
	name = 'sophiaApi';

	displayName = 'Sophia API';

	icon: Icon = { light: 'file:sophiaApi.svg', dark: 'file:sophiaApi.dark.svg' };

	documentationUrl = 'https://github.com/sophia-n8n/n8n-nodes-sophia/blob/main/docs/connect.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Engine Address',
			name: 'address',
			type: 'string',
			default: 'http://127.0.0.1:8787',
			placeholder: 'http://host.docker.internal:8787',
			required: true,
			description:
				'Where n8n reaches the Sophia engine. When n8n runs in Docker and the engine on the same machine, this is http://host.docker.internal:8787.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'sk_sophia_…',
			required: true,
			description: 'Made by <code>npm run engine -- key create --tenant NAME</code>, which prints it once',
		},
		{
			displayName: 'n8n Address as the Engine Sees It',
			name: 'n8nAddress',
			type: 'string',
			default: '',
			placeholder: 'http://127.0.0.1:5678',
			description:
				'Where the engine reaches n8n to wake a sleeping workflow. Leave empty when the address n8n shows for its webhooks works from the machine of the engine. Its origin has to be one of the CALLBACK_ORIGINS of the engine (addresses of the same machine are, unless that is set).',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.address.replace(/\\/+$/, "")}}', url: '/v1/connections' },
	};
}
