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
import { connections, delivery } from '../shared/descriptions.ts';
import { executeWork } from '../shared/execute.ts';
import { loadModelConnections, searchConnections } from '../shared/load-connections.ts';
import { models } from '../shared/models.ts';
import { optionsWith } from '../shared/options.ts';
import { playbookOf } from '../shared/playbook.ts';
import { nothingToRegister, wakingWebhooks } from '../shared/sleeping.ts';
import { present } from './output/present.ts';
import { readWork } from './request.ts';
import { description as coachCall } from './resources/call/coach.ts';
import { description as coachDay } from './resources/day/coach.ts';

/** Yesterday's calls become one message for each rep and one note for each call. */
export class SalesCoach implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sophia Sales Coach',
		name: 'salesCoach',
		icon: { light: 'file:salesCoach.svg', dark: 'file:salesCoach.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + " " + $parameter["resource"] + " · " + $parameter["delivery"] }}',
		description: 'Coach each rep on their calls, and note in the CRM what was agreed',
		defaults: { name: 'Sophia Sales Coach' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sophiaApi', required: true }],
		webhooks: wakingWebhooks,
		hints: [
			{
				message:
					'Preview: nothing is sent and nothing is written. The output shows what would go to whom; it can be run as often as you like.',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'always',
				displayCondition: '={{ $parameter["delivery"] === "preview" }}',
			},
			{
				message:
					'Only me: every message goes to the recipient in the chat, notes are only shown. The reps get nothing.',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'always',
				displayCondition: '={{ $parameter["delivery"] === "only-me" }}',
			},
			{
				message:
					'Send: each rep gets a real message and each call a real note, also when you run the node by hand. What was delivered before is not delivered again.',
				type: 'warning',
				location: 'outputPane',
				whenToDisplay: 'always',
				displayCondition: '={{ $parameter["delivery"] === "send" }}',
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Call', value: 'call' },
					{ name: 'Day', value: 'day' },
				],
				default: 'day',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['day'] } },
				options: [
					{
						name: 'Coach',
						value: 'coach',
						action: 'Coach a day',
						description: 'Coach every rep on the calls since the last time',
					},
				],
				default: 'coach',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['call'] } },
				options: [{ name: 'Coach', value: 'coach', action: 'Coach a call', description: 'Coach the rep of one call' }],
				default: 'coach',
			},
			...coachCall,
			...coachDay,
			...delivery,
			...connections,
			...models,
			optionsWith([
				playbookOf(
					'What calls are checked against, and what coaching goes by. Without it the playbook that fits the stage of the deal of each call.',
				),
				{
					displayName: 'Resend Label',
					name: 'resend',
					type: 'string',
					default: '',
					placeholder: 'e.g. monday-again',
					description:
						'Nothing is delivered twice. A label that was not used before delivers it again. Letters, digits, dots, dashes and underscores.',
				},
			]),
		],
	};

	webhookMethods = nothingToRegister;

	methods = {
		loadOptions: { modelConnections: loadModelConnections },
		listSearch: {
			callsConnections: searchConnections('calls'),
			chatConnections: searchConnections('chat', 'No Messages'),
			crmConnections: searchConnections('crm', 'No Notes'),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await executeWork(this, readWork, present);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCallback(this, present);
	}
}
