import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { receiveCallback } from '../shared/callback.ts';
import { connection } from '../shared/descriptions.ts';
import { executeWork } from '../shared/execute.ts';
import { loadModelConnections, searchConnections } from '../shared/load-connections.ts';
import { models } from '../shared/models.ts';
import { optionsWith } from '../shared/options.ts';
import { playbookOf } from '../shared/playbook.ts';
import { nothingToRegister, wakingWebhooks } from '../shared/sleeping.ts';
import { present } from './output/present.ts';
import { question } from './question.ts';
import { readWork } from './request.ts';
import { description as call } from './resources/call/analyze.ts';
import { description as customer } from './resources/customer/analyze.ts';
import { description as transcript } from './resources/transcript/analyze.ts';
import { description as window } from './resources/window/analyze.ts';

const playbook = playbookOf(
	'What a call is checked against. Without it the playbook that fits the stage of the deal of the call.',
	{
		show: { '/operation': ['analyze'], '/resource': ['call', 'transcript', 'window'] },
	},
);

/** What calls and e-mails say, each claim with the words that prove it. */
export class GongAnalyzer implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sophia Gong Analyzer',
		name: 'gongAnalyzer',
		icon: { light: 'file:gongAnalyzer.svg', dark: 'file:gongAnalyzer.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + " " + $parameter["resource"] }}',
		description: 'Find commitments, risks, objections and open questions in calls and e-mails, each with its quote',
		defaults: { name: 'Sophia Gong Analyzer' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sophiaApi', required: true }],
		webhooks: wakingWebhooks,
		hints: [
			{
				message:
					'To go on with one item for each insight, put n8n’s <b>Split Out</b> node behind this one, with the field <code>insights</code>.',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'afterExecution',
				displayCondition: '={{ $parameter["operation"] === "analyze" }}',
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Call', value: 'call', description: 'One call, by its ID' },
					{ name: 'Customer', value: 'customer', description: 'All calls and e-mails of one account' },
					{ name: 'Transcript', value: 'transcript', description: 'A file or text that the item brings' },
					{ name: 'Window', value: 'window', description: 'All calls of a span of time' },
				],
				default: 'window',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['call'] } },
				options: [
					{
						name: 'Analyze',
						value: 'analyze',
						action: 'Analyze a call',
						description: 'Find commitments, risks, objections and open questions in one call',
					},
					{
						name: 'Ask',
						value: 'ask',
						action: 'Ask a call a question',
						description: 'Find the words of one call that answer a question',
					},
				],
				default: 'analyze',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['customer'] } },
				options: [
					{
						name: 'Analyze',
						value: 'analyze',
						action: 'Analyze a customer',
						description: 'Bring together what was said on all calls and in all e-mails of one account',
					},
					{
						name: 'Ask',
						value: 'ask',
						action: 'Ask a customer a question',
						description: 'Find the words that answer a question, over all calls and e-mails of one account',
					},
				],
				default: 'analyze',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['transcript'] } },
				options: [
					{
						name: 'Analyze',
						value: 'analyze',
						action: 'Analyze a transcript',
						description: 'Upload a transcript, and find in it what would be found in a call',
					},
				],
				default: 'analyze',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['window'] } },
				options: [
					{
						name: 'Analyze',
						value: 'analyze',
						action: 'Analyze the calls of a window',
						description: 'Find commitments, risks, objections and open questions in every call',
					},
					{
						name: 'Ask',
						value: 'ask',
						action: 'Ask the calls of a window a question',
						description: 'Find the words that answer a question, over all calls',
					},
				],
				default: 'analyze',
			},
			question,
			...call,
			...customer,
			...transcript,
			...window,
			connection({
				displayName: 'Calls From',
				name: 'calls',
				searchListMethod: 'callsConnections',
				description: 'The connection whose calls are read. Automatic takes the only one there is.',
				displayOptions: { hide: { resource: ['transcript'] } },
			}),
			connection({
				displayName: 'E-Mails From',
				name: 'crm',
				searchListMethod: 'crmConnections',
				description: 'The CRM whose e-mails are read. Automatic takes the only one there is.',
				displayOptions: { show: { resource: ['customer'] } },
			}),
			...models,
			optionsWith([playbook]),
		],
	};

	webhookMethods = nothingToRegister;

	methods = {
		loadOptions: { modelConnections: loadModelConnections },
		listSearch: {
			callsConnections: searchConnections('calls'),
			crmConnections: searchConnections('crm', 'No E-Mails'),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeWork(this, readWork, present);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCallback(this, present);
	}
}
