/** Parameters that more than one operation has. */
import type { INodeProperties } from 'n8n-workflow';
import { AUTOMATIC } from './load-connections.ts';

type ConnectionParameter = Pick<INodeProperties, 'displayName' | 'displayOptions'> & {
	name: 'calls' | 'chat' | 'crm';
	searchListMethod: string;
	description: string;
};

export function connection({ name, searchListMethod, ...shown }: ConnectionParameter): INodeProperties {
	return {
		...shown,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: AUTOMATIC, cachedResultName: 'Automatic: the only one' },
		required: true,
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${name === 'calls' ? 'gong' : name === 'chat' ? 'slack' : 'hubspot'}-main`,
			},
		],
	};
}

export const connections: INodeProperties[] = [
	connection({
		displayName: 'Calls From',
		name: 'calls',
		searchListMethod: 'callsConnections',
		description: 'The connection whose calls are read. Automatic takes the only one there is.',
	}),
	connection({
		displayName: 'Messages To',
		name: 'chat',
		searchListMethod: 'chatConnections',
		description: 'The connection through which reps get their message. Automatic takes the only one there is.',
	}),
	connection({
		displayName: 'Notes To',
		name: 'crm',
		searchListMethod: 'crmConnections',
		description: 'The connection in which each call gets its note. Automatic takes the only one there is.',
	}),
];

export const delivery: INodeProperties[] = [
	{
		displayName: 'Delivery',
		name: 'delivery',
		type: 'options',
		default: 'preview',
		description: 'What becomes of the messages and notes',
		options: [
			{
				name: 'Preview',
				value: 'preview',
				description: 'Show exactly what would go to whom; send nothing',
			},
			{
				name: 'Only Me',
				value: 'only-me',
				description: 'Send every message to one person, to see it in the chat; notes are only shown',
			},
			{
				name: 'Send',
				value: 'send',
				description: 'Send each rep the message and write each note, once',
			},
		],
	},
	{
		displayName: 'Recipient',
		name: 'recipient',
		type: 'string',
		default: '',
		placeholder: 'you@company.com',
		description: 'E-mail address, as in the chat, of the person who gets all messages',
		displayOptions: { show: { delivery: ['only-me'] } },
	},
];
