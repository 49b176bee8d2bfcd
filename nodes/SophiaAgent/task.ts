/** What one item asks of which team. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { TeamLimits, TeamTaskInput } from '../../engine/contract/index.ts';
import { readText } from '../shared/inputs.ts';

/** As the engine takes them. */
const LONGEST_TASK = 20_000;
const LARGEST_CONTEXT = 100 * 1024;
const SESSION = /^[\w.@:-]{1,128}$/;
const RANGES: Record<keyof TeamLimits, { from: number; to: number; whole: boolean }> = {
	budgetUsd: { from: 0, to: 1_000, whole: false },
	depth: { from: 1, to: 6, whole: true },
	modelCalls: { from: 1, to: 1_000, whole: true },
	seconds: { from: 1, to: 86_400, whole: true },
	toolCalls: { from: 0, to: 2_000, whole: true },
};

export const task: INodeProperties[] = [
	{
		displayName: 'Team Name or ID',
		name: 'team',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'teams' },
		default: 'SophiaMaster',
		required: true,
		description:
			'Who works on it. SophiaMaster hands the task to the team whose work it is. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Task',
		name: 'task',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		required: true,
		placeholder: 'e.g. How is acme.com doing, and what should we do this week?',
		description: 'What the team is to do for this item, in plain words',
	},
	{
		displayName: 'Context',
		name: 'contextFrom',
		type: 'options',
		default: 'none',
		description: 'What the team is told of the case, beside the task',
		options: [
			{ name: 'JSON', value: 'json', description: 'What the field below says' },
			{ name: 'None', value: 'none', description: 'The task alone' },
			{ name: 'Whole Item', value: 'item', description: 'All fields of the item, without its files' },
		],
	},
	{
		displayName: 'Context (JSON)',
		name: 'context',
		type: 'json',
		default: '={{ { account: $json.account, stage: $json.stage } }}',
		description: 'Any JSON of at most 100 KiB',
		displayOptions: { show: { contextFrom: ['json'] } },
	},
	{
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.user }}',
		hint: 'The same ID within 24 hours goes on with the same conversation. Empty: nothing is remembered.',
		description: 'Whose conversation this is. Letters, digits and . @ : _ -',
	},
];

/** Every limit of the team can be tightened; a wider one than the team's own does not count. */
export const limits: INodeProperties = {
	displayName: 'Limits',
	name: 'limits',
	type: 'collection',
	placeholder: 'Add limit',
	default: {},
	description: 'Tighter limits than those of the team, for each item',
	options: [
		{
			displayName: 'Depth',
			name: 'depth',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 6 },
			default: 3,
			description: 'How deep teams may hand work to teams',
		},
		{
			displayName: 'Dollars',
			name: 'budgetUsd',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 4 },
			default: 0.5,
			description: 'What the models of one item may cost at most',
		},
		{ displayName: 'Model Calls', name: 'modelCalls', type: 'number', typeOptions: { minValue: 1 }, default: 20 },
		{
			displayName: 'Seconds',
			name: 'seconds',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 120,
			description: 'Without the time in which a person is asked',
		},
		{ displayName: 'Tool Calls', name: 'toolCalls', type: 'number', typeOptions: { minValue: 0 }, default: 40 },
	],
};

/** What the engine is to do for one input item. Throws for what it would not take. */
export function readTask(context: IExecuteFunctions, itemIndex: number): TeamTaskInput {
	const asked = readText(context, 'task', itemIndex);
	if (asked === '') throw refused(context, itemIndex, 'The task is empty', 'Say what the team is to do for this item.');
	if (asked.length > LONGEST_TASK) {
		const message = `The task has ${asked.length} characters, at most ${LONGEST_TASK} are taken`;
		throw refused(context, itemIndex, message, 'Put what is known of the case into the context.');
	}
	const team = readText(context, 'team', itemIndex);
	if (team === '') throw refused(context, itemIndex, 'The team is empty', 'Choose one from the list.');
	const sessionId = readText(context, 'sessionId', itemIndex);
	if (sessionId !== '' && !SESSION.test(sessionId)) {
		const action = 'Letters, digits and . @ : _ - are taken, at most 128: {{ $json.user.replace(/[^\\w.@:-]/g, "_") }}';
		throw refused(context, itemIndex, `The session ID holds other signs: ${sessionId.slice(0, 40)}`, action);
	}
	const given = readContext(context, itemIndex);
	const narrowed = readLimits(context, itemIndex);
	return {
		team,
		task: asked,
		...(given === undefined ? {} : { context: given }),
		...(sessionId === '' ? {} : { sessionId }),
		...(Object.keys(narrowed).length === 0 ? {} : { limits: narrowed }),
		approval: context.getNodeParameter('approval', itemIndex, 'as-declared') as TeamTaskInput['approval'],
	};
}

function readContext(context: IExecuteFunctions, itemIndex: number): unknown {
	const from = context.getNodeParameter('contextFrom', itemIndex, 'none');
	if (from === 'none') return undefined;
	const given = from === 'item' ? context.getInputData()[itemIndex]?.json : readJson(context, itemIndex);
	const size = (JSON.stringify(given) ?? '').length;
	if (size <= LARGEST_CONTEXT) return given;
	const message = `The context has ${Math.ceil(size / 1024)} KiB of JSON, at most 100 are taken`;
	throw refused(context, itemIndex, message, 'Give the fields that matter as JSON instead of the whole item.');
}

function readJson(context: IExecuteFunctions, itemIndex: number): unknown {
	const given = context.getNodeParameter('context', itemIndex, undefined) as unknown;
	if (typeof given !== 'string') return given ?? undefined;
	if (given.trim() === '') return undefined;
	try {
		return JSON.parse(given);
	} catch (error) {
		throw refused(context, itemIndex, 'The context is not JSON', (error as Error).message);
	}
}

function readLimits(context: IExecuteFunctions, itemIndex: number): Partial<TeamLimits> {
	const given = context.getNodeParameter('limits', itemIndex, {}) as IDataObject;
	return Object.fromEntries(
		Object.entries(given).map(([name, value]) => {
			const limit = value === '' || value === null ? Number.NaN : Number(value);
			const { from, to, whole } = RANGES[name as keyof TeamLimits];
			if (limit >= from && limit <= to && (!whole || Number.isInteger(limit))) return [name, limit];
			const message = `The limit "${name}" is not a ${whole ? 'whole ' : ''}number from ${from} to ${to}: ${String(value).slice(0, 40)}`;
			throw refused(context, itemIndex, message, 'Give a number, or remove the limit: then that of the team holds.');
		}),
	);
}

const refused = (context: IExecuteFunctions, itemIndex: number, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { itemIndex, description });
