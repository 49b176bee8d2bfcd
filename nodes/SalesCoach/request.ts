/** From the parameters of the node to one request for the engine. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { CoachCallInput, CoachDayInput, DeliveryMode, RunRequestInput } from '../../engine/contract/index.ts';
import { SHORTEST_DEADLINE_MINUTES } from '../shared/descriptions.ts';
import { resolveConnection } from '../shared/load-connections.ts';
import type { Work } from '../shared/park.ts';
import { continuesOnFail, type Failure } from '../shared/results.ts';
import { readInput as readCall } from './resources/call/coach.ts';
import { readInput as readDay } from './resources/day/coach.ts';

/** What holds for the whole run, and so has to be the same for all input items. */
type Common = { calls: string; chat: string; crm: string; delivery: DeliveryMode; recipient: string; options: Options };
type Options = { budgetUsd?: number; deadlineMinutes?: number; resend?: string };

const NAMES: Record<keyof Common, string> = {
	calls: 'Calls From',
	chat: 'Messages To',
	crm: 'Notes To',
	delivery: 'Delivery',
	recipient: 'Recipient',
	options: 'Options',
};

/** Throws where an item cannot be sent, unless the node continues on fail: then the item is listed as rejected. */
export async function readWork(context: IExecuteFunctions): Promise<Work> {
	const common = readCommon(context);
	const { inputs, rejected } = readInputs(context);
	const { delivery, recipient } = common;
	const { budgetUsd, deadlineMinutes = 15, resend } = common.options;
	checkDeadline(context, deadlineMinutes);
	const isCall = context.getNodeParameter('resource', 0) === 'call';
	const request = {
		kind: isCall ? 'coach-call' : 'coach-day',
		inputs,
		connections: await readConnections(context, common),
		delivery,
		...(delivery === 'only-me' ? { recipient } : {}),
		...(resend?.trim() ? { resend: resend.trim() } : {}),
		...(budgetUsd === undefined ? {} : { budgetUsd }),
	} as RunRequestInput;
	return { request, submission: { count: context.getInputData().length, rejected }, deadlineMinutes };
}

function readInputs(context: IExecuteFunctions) {
	const read = context.getNodeParameter('resource', 0) === 'call' ? readCall : readDay;
	const inputs: Array<CoachDayInput | CoachCallInput> = [];
	const rejected: Failure[] = [];
	for (const index of context.getInputData().keys()) {
		try {
			inputs.push(read(context, index));
		} catch (error) {
			if (!continuesOnFail(context.getNode())) {
				throw new NodeOperationError(context.getNode(), error as Error, { itemIndex: index });
			}
			const { message, description } = error as NodeOperationError;
			rejected.push({ index, code: 'bad-request', message, action: description ?? '' });
		}
	}
	return { inputs, rejected };
}

/** All input items are one run: one delivery, one budget. An expression that differs between them is an error. */
function readCommon(context: IExecuteFunctions): Common {
	const [first, ...others] = context.getInputData().map((_, index) => readCommonOf(context, index));
	for (const [position, other] of others.entries()) {
		const names = Object.keys(NAMES) as Array<keyof Common>;
		const differing = names.find((name) => JSON.stringify(first[name]) !== JSON.stringify(other[name]));
		if (differing === undefined) continue;
		throw new NodeOperationError(context.getNode(), `"${NAMES[differing]}" differs between the input items`, {
			itemIndex: position + 1,
			description: `All input items are done in one run and share it, but item ${position + 1} asks for something else than item 0. Put a Loop Over Items node before this one to run them one by one.`,
		});
	}
	return first;
}

function readCommonOf(context: IExecuteFunctions, index: number): Common {
	const connection = (name: string) =>
		String(context.getNodeParameter(name, index, '', { extractValue: true }) ?? '').trim();
	const delivery = context.getNodeParameter('delivery', index) as DeliveryMode;
	const recipient = delivery === 'only-me' ? readRecipient(context, index) : '';
	const options = context.getNodeParameter('options', index, {}) as IDataObject as Options;
	return { calls: connection('calls'), chat: connection('chat'), crm: connection('crm'), delivery, recipient, options };
}

/** Not a required parameter: n8n asks for those also while an expression that chooses the delivery hides them. */
function readRecipient(context: IExecuteFunctions, itemIndex: number): string {
	const recipient = String(context.getNodeParameter('recipient', itemIndex, '') ?? '').trim();
	if (recipient !== '') return recipient;
	throw new NodeOperationError(context.getNode(), 'The recipient is empty', {
		itemIndex,
		description: 'Delivery "Only Me" needs the e-mail address of the person who gets all messages.',
	});
}

async function readConnections(context: IExecuteFunctions, { calls, chat, crm, delivery }: Common) {
	const ids = {
		calls: await resolveConnection(context, { kind: 'calls', chosen: calls, needed: true }),
		chat: await resolveConnection(context, { kind: 'chat', chosen: chat, needed: delivery !== 'preview' }),
		crm: await resolveConnection(context, { kind: 'crm', chosen: crm, needed: delivery === 'send' }),
	};
	return Object.fromEntries(Object.entries(ids).filter(([, id]) => id !== undefined));
}

function checkDeadline(context: IExecuteFunctions, minutes: number): void {
	if (minutes >= SHORTEST_DEADLINE_MINUTES) return;
	throw new NodeOperationError(context.getNode(), `A deadline of ${minutes} minutes is too short`, {
		description: `Give at least ${SHORTEST_DEADLINE_MINUTES} minutes: the engine needs 90 seconds of it to report what it has.`,
	});
}
