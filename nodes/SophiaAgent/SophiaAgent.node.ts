import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { receiveCallback } from '../shared/callback.ts';
import { connection, delivery } from '../shared/descriptions.ts';
import { executeWork } from '../shared/execute.ts';
import { loadModelConnections, searchConnections } from '../shared/load-connections.ts';
import { models } from '../shared/models.ts';
import { optionsWith } from '../shared/options.ts';
import { nothingToRegister, wakingWebhooks } from '../shared/sleeping.ts';
import { answerApprovals, approval } from './approval.ts';
import { loadTeams } from './load-teams.ts';
import { present, presentToModel } from './present.ts';
import { readWork } from './request.ts';
import { limits, task } from './task.ts';

/** What a delivery means for tools that write. */
const DELIVERY = {
	description: 'What becomes of what the tools of the team would write',
	options: [
		{ name: 'Preview', value: 'preview', description: 'Show what would be written; write nothing' },
		{ name: 'Only Me', value: 'only-me', description: 'Messages go to one person; everything else is only shown' },
		{ name: 'Send', value: 'send', description: 'Tools write where they should, once' },
	],
};

/** Where the result stands beside what the item brought. */
const output = { field: 'agentResult', present };
const outputOfTool = { field: 'agentResult', present: presentToModel };

const TASK_PARAMETERS: INodeProperties[] = [
	...task,
	...models,
	...delivery.map((one) => (one.name === 'delivery' ? { ...one, ...DELIVERY } : one)),
	{
		displayName: 'Approval',
		name: 'approval',
		type: 'options',
		default: 'as-declared',
		description:
			'When a person is asked before a tool writes. The Sophia Trigger tells of it (Approval Asked), and the run waits for the answer.',
		options: [
			{ name: 'As Declared', value: 'as-declared', description: 'Where the tool or the team asks for it' },
			{ name: 'Every Write', value: 'writes', description: 'Before every use of a tool that writes' },
		],
		displayOptions: { hide: { delivery: ['preview'] } },
	},
	connection({
		displayName: 'Calls From',
		name: 'calls',
		searchListMethod: 'callsConnections',
		description: 'Whose calls the team can read. Automatic takes the only one there is, or none.',
	}),
	connection({
		displayName: 'CRM',
		name: 'crm',
		searchListMethod: 'crmConnections',
		description: 'The CRM that the team can read, and write notes to. Automatic takes the only one there is, or none.',
	}),
	connection({
		displayName: 'Messages To',
		name: 'chat',
		searchListMethod: 'chatConnections',
		description: 'The chat in which the team can write to people. Automatic takes the only one there is, or none.',
	}),
	limits,
	optionsWith([
		{
			displayName: 'Resend Label',
			name: 'resend',
			type: 'string',
			default: '',
			placeholder: 'e.g. monday-again',
			description: 'Becomes part of what is written once. Letters, digits, dots, dashes and underscores.',
		},
		{
			displayName: 'Wait for People (Days)',
			name: 'waitForPeopleDays',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 30 },
			default: 7,
			description:
				'How much longer than the deadline the workflow sleeps where a person has to approve something. The time of the team stands still meanwhile.',
		},
	]),
];

/** All of them are shown for tasks alone. */
const OF_TASKS = TASK_PARAMETERS.map(
	(one): INodeProperties => ({
		...one,
		displayOptions: { ...one.displayOptions, show: { resource: ['task'], ...one.displayOptions?.show } },
	}),
);

/** A team of agents works on a task for each item. */
export class SophiaAgent implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sophia Agent',
		name: 'sophiaAgent',
		icon: { light: 'file:sophiaAgent.svg', dark: 'file:sophiaAgent.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter["resource"] === "approval" ? "answer approval" : $parameter["team"] + " · " + $parameter["delivery"] }}',
		description: 'Give a team of agents a task: it proves what it says, and stays within its limits',
		defaults: { name: 'Sophia Agent' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sophiaApi', required: true }],
		webhooks: wakingWebhooks,
		hints: [
			{
				message:
					'No model is chosen: the team only shows what its tools return to the task. Choose one under <b>Model Names or IDs</b>.',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'always',
				displayCondition: '={{ $parameter["resource"] === "task" && ($parameter["models"] ?? []).length === 0 }}',
			},
			{
				message:
					'Preview: tools that write are only shown, with what they would write. It can be run as often as you like.',
				type: 'info',
				location: 'outputPane',
				whenToDisplay: 'always',
				displayCondition: '={{ $parameter["resource"] === "task" && $parameter["delivery"] === "preview" }}',
			},
			{
				message: 'Send: tools that write do so, also when you run the node by hand; each write once.',
				type: 'warning',
				location: 'outputPane',
				whenToDisplay: 'always',
				displayCondition: '={{ $parameter["resource"] === "task" && $parameter["delivery"] === "send" }}',
			},
		],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Approval', value: 'approval', description: 'What a team asks a person before it writes' },
					{ name: 'Task', value: 'task', description: 'Work for a team' },
				],
				default: 'task',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['task'] } },
				options: [
					{
						name: 'Run',
						value: 'run',
						action: 'Run a task',
						description: 'Have a team work on a task, and go on with its answer',
					},
				],
				default: 'run',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				displayOptions: { show: { resource: ['approval'] } },
				options: [
					{
						name: 'Answer',
						value: 'answer',
						action: 'Answer an approval',
						description: 'Say yes or no to what a team wants to do, or change it',
					},
				],
				default: 'answer',
			},
			...approval,
			...OF_TASKS,
		],
	};

	webhookMethods = nothingToRegister;

	methods = {
		loadOptions: { modelConnections: loadModelConnections, teams: loadTeams },
		listSearch: {
			callsConnections: searchConnections('calls', 'No Calls'),
			chatConnections: searchConnections('chat', 'No Messages'),
			crmConnections: searchConnections('crm', 'No CRM'),
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getNodeParameter('resource', 0) === 'approval') return [await answerApprovals(this)];
		const asTool = this.getNode().type.endsWith('Tool');
		return await executeWork(this, readWork, asTool ? outputOfTool : output);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveCallback(this, output);
	}
}
