/** Answers what a team asks a person before it writes: yes, no, or yes to something else. */
import type {
	NodeOperationError as Failed,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { QuestionAnswer } from '../../engine/contract/index.ts';
import { readText } from '../shared/inputs.ts';
import { continuesOnFail, errorItem } from '../shared/results.ts';
import { PATIENCE_MS, requestEngine } from '../shared/transport.ts';

const displayOptions = { show: { resource: ['approval'], operation: ['answer'] } };

export const approval: INodeProperties[] = [
	{
		displayName: 'Run ID',
		name: 'runId',
		type: 'string',
		default: '={{ $json.run.id }}',
		required: true,
		description: 'Of the run that asks, as the Sophia Trigger (Approval Asked) gives it',
		displayOptions,
	},
	{
		displayName: 'Question ID',
		name: 'questionId',
		type: 'string',
		default: '={{ $json.question.id }}',
		required: true,
		displayOptions,
	},
	{
		displayName: 'Decision',
		name: 'decision',
		type: 'options',
		default: 'yes',
		options: [
			{ name: 'Edit', value: 'edit', description: 'Do it with the input below instead' },
			{ name: 'No', value: 'no', description: 'Do not do it; the team hears the reason' },
			{ name: 'Yes', value: 'yes', description: 'Do it as asked' },
		],
		description: 'The first decision counts; the same one may be repeated',
		displayOptions,
	},
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		description: 'Why not, for the team; may be left out',
		displayOptions: { show: { ...displayOptions.show, decision: [{ _cnd: { not: 'yes' } }] } },
	},
	{
		displayName: 'Input (JSON)',
		name: 'input',
		type: 'json',
		default: '{}',
		description: 'What the tool is called with instead',
		displayOptions: { show: { ...displayOptions.show, decision: ['edit', { _cnd: { startsWith: '=' } }] } },
	},
	{
		displayName: 'By',
		name: 'by',
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@acme.com',
		description: 'Who decided; kept with the answer',
		displayOptions,
	},
];

/** One item for each, with the question as it is now beside what the item brought. */
export async function answerApprovals(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items: INodeExecutionData[] = [];
	for (const [index, { json }] of context.getInputData().entries()) {
		try {
			const question = await answerOne(context, index);
			items.push({ json: { ...json, approval: question }, pairedItem: { item: index } });
		} catch (error) {
			if (!continuesOnFail(context.getNode())) {
				throw new NodeOperationError(context.getNode(), error as Error, { itemIndex: index });
			}
			const { message, description, context: about } = error as Failed;
			const code = String(about?.code ?? 'bad-request');
			items.push(errorItem({ index, code, message, action: description ?? '' }));
		}
	}
	return items;
}

async function answerOne(context: IExecuteFunctions, index: number): Promise<IDataObject> {
	const [run, question] = [readText(context, 'runId', index), readText(context, 'questionId', index)];
	if (run === '' || question === '') {
		throw new NodeOperationError(context.getNode(), 'The run or the question is not named', {
			itemIndex: index,
			description: 'Both come with the Sophia Trigger, Approval Asked: run.id and question.id.',
		});
	}
	return await requestEngine<IDataObject>(context, {
		method: 'POST',
		path: `/v1/runs/${encodeURIComponent(run)}/questions/${encodeURIComponent(question)}/answer`,
		body: readAnswer(context, index),
		patienceMs: PATIENCE_MS,
	});
}

function readAnswer(context: IExecuteFunctions, itemIndex: number): QuestionAnswer {
	const decision = String(context.getNodeParameter('decision', itemIndex)).trim().toLowerCase();
	const by = readText(context, 'by', itemIndex);
	const signed = by === '' ? {} : { by };
	if (decision === 'yes') return { answer: 'yes', ...signed };
	if (decision === 'no') {
		const reason = readText(context, 'reason', itemIndex);
		return { answer: 'no', ...(reason === '' ? {} : { reason }), ...signed };
	}
	if (decision === 'edit') return { answer: 'edit', input: readInput(context, itemIndex), ...signed };
	throw new NodeOperationError(context.getNode(), `"Decision" is not yes, no or edit: ${decision.slice(0, 40)}`, {
		itemIndex,
		description: 'Choose one from the list, or have the expression give its name.',
	});
}

function readInput(context: IExecuteFunctions, itemIndex: number): object {
	const given = context.getNodeParameter('input', itemIndex, {}) as object | string;
	if (typeof given !== 'string') return given;
	try {
		return JSON.parse(given) as object;
	} catch (error) {
		const description = (error as Error).message;
		throw new NodeOperationError(context.getNode(), 'The input is not JSON', { itemIndex, description });
	}
}
