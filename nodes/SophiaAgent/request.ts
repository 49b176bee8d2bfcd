/** From the parameters of the node to one request for the engine. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { DeliveryMode, RunRequestInput, TeamTaskInput } from '../../engine/contract/index.ts';
import { readCommon, readInputs, readText } from '../shared/inputs.ts';
import { resolveConnections } from '../shared/load-connections.ts';
import { MODEL_NAMES, type ModelChoice, modelRequest, readModels } from '../shared/models.ts';
import { checkDeadline } from '../shared/options.ts';
import type { Work } from '../shared/park.ts';
import { readTask } from './task.ts';

type Common = ModelChoice & {
	calls: string;
	chat: string;
	crm: string;
	delivery: DeliveryMode;
	recipient: string;
	deadlineMinutes: number;
	resend: string;
	waitForPeopleDays: number;
};

const NAMES: Record<keyof Common, string> = {
	calls: 'Calls From',
	chat: 'Messages To',
	crm: 'CRM',
	delivery: 'Delivery',
	recipient: 'Recipient',
	deadlineMinutes: 'Deadline (Minutes)',
	resend: 'Resend Label',
	waitForPeopleDays: 'Wait for People (Days)',
	...MODEL_NAMES,
};

/** The engine asks a person for so long at most. */
const LONGEST_WAIT_DAYS = 30;

/** Throws where an item cannot be sent, unless the node continues on fail: then the item is listed as rejected. */
export async function readWork(context: IExecuteFunctions): Promise<Work> {
	const common = readCommon<Common>(context, NAMES, (index) => readCommonOf(context, index));
	const { inputs, rejected } = await readInputs<TeamTaskInput>(context, readTask);
	const { calls, chat, crm, delivery, recipient, resend, deadlineMinutes, waitForPeopleDays } = common;
	checkDeadline(context, deadlineMinutes);
	const asked = modelRequest(common);
	const request = {
		kind: 'run-team',
		inputs,
		connections: {
			...(await resolveConnections(context, {
				calls: { chosen: calls, needed: false },
				chat: { chosen: chat, needed: false },
				crm: { chosen: crm, needed: false },
			})),
			...asked.connections,
		},
		delivery,
		...(delivery === 'only-me' ? { recipient } : {}),
		...(resend === '' ? {} : { resend }),
		...asked.limits,
	} as RunRequestInput;
	const submission = { count: context.getInputData().length, rejected };
	return { request, submission, deadlineMinutes, waitsForPeopleMinutes: waitForPeopleDays * 24 * 60 };
}

function readCommonOf(context: IExecuteFunctions, index: number): Common {
	const delivery = context.getNodeParameter('delivery', index) as DeliveryMode;
	const options = context.getNodeParameter('options', index, {}) as IDataObject;
	const recipient = delivery === 'only-me' ? readText(context, 'recipient', index) : '';
	if (delivery === 'only-me' && recipient === '') {
		throw new NodeOperationError(context.getNode(), 'The recipient is empty', {
			itemIndex: index,
			description: 'Delivery "Only Me" needs the e-mail address of the person who gets all messages.',
		});
	}
	return {
		...{ calls: readText(context, 'calls', index), chat: readText(context, 'chat', index) },
		...{ crm: readText(context, 'crm', index), delivery, recipient },
		deadlineMinutes: Number(options.deadlineMinutes ?? 15),
		resend: String(options.resend ?? '').trim(),
		waitForPeopleDays: readDays(context, index, options.waitForPeopleDays),
		...readModels(context, index),
	};
}

function readDays(context: IExecuteFunctions, itemIndex: number, given: unknown): number {
	const days = Number(given ?? 7);
	if (days >= 0 && days <= LONGEST_WAIT_DAYS) return days;
	throw new NodeOperationError(context.getNode(), `"Wait for People (Days)" is not a number from 0 to 30`, {
		itemIndex,
		description: 'The engine asks a person for 30 days at most.',
	});
}
