/** From the parameters of the node to one request for the engine. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { DeliveryMode, RunRequestInput } from '../../engine/contract/index.ts';
import { readCommon, readInputs, readText } from '../shared/inputs.ts';
import { resolveConnections } from '../shared/load-connections.ts';
import { MODEL_NAMES, type ModelChoice, modelRequest, readModels } from '../shared/models.ts';
import { checkDeadline, type Options } from '../shared/options.ts';
import type { Work } from '../shared/park.ts';
import { readInput as readCall } from './resources/call/coach.ts';
import { readInput as readDay } from './resources/day/coach.ts';

type Common = ModelChoice & {
	calls: string;
	chat: string;
	crm: string;
	delivery: DeliveryMode;
	recipient: string;
	/** Those that hold for the whole run: `playbook` may differ from item to item. */
	options: Options;
};

const NAMES: Record<keyof Common, string> = {
	calls: 'Calls From',
	chat: 'Messages To',
	crm: 'Notes To',
	delivery: 'Delivery',
	recipient: 'Recipient',
	options: 'Options',
	...MODEL_NAMES,
};

/** Throws where an item cannot be sent, unless the node continues on fail: then the item is listed as rejected. */
export async function readWork(context: IExecuteFunctions): Promise<Work> {
	const common = readCommon<Common>(context, NAMES, (index) => readCommonOf(context, index));
	const isCall = context.getNodeParameter('resource', 0) === 'call';
	const { inputs, rejected } = await readInputs<object>(context, isCall ? readCall : readDay);
	const { delivery, recipient, calls, chat, crm } = common;
	const { deadlineMinutes = 15, resend } = common.options;
	checkDeadline(context, deadlineMinutes);
	const asked = modelRequest(common);
	const request = {
		kind: isCall ? 'coach-call' : 'coach-day',
		inputs,
		connections: {
			...(await resolveConnections(context, {
				calls: { chosen: calls, needed: true },
				chat: { chosen: chat, needed: delivery !== 'preview' },
				crm: { chosen: crm, needed: delivery === 'send' },
			})),
			...asked.connections,
		},
		delivery,
		...(delivery === 'only-me' ? { recipient } : {}),
		...(resend?.trim() ? { resend: resend.trim() } : {}),
		...asked.limits,
	} as RunRequestInput;
	return { request, submission: { count: context.getInputData().length, rejected }, deadlineMinutes };
}

function readCommonOf(context: IExecuteFunctions, index: number): Common {
	const delivery = context.getNodeParameter('delivery', index) as DeliveryMode;
	const { deadlineMinutes, resend } = context.getNodeParameter('options', index, {}) as IDataObject as Options;
	return {
		calls: readText(context, 'calls', index),
		chat: readText(context, 'chat', index),
		crm: readText(context, 'crm', index),
		delivery,
		recipient: delivery === 'only-me' ? readRecipient(context, index) : '',
		options: { deadlineMinutes, resend },
		...readModels(context, index),
	};
}

/** Not a required parameter: n8n asks for those also while an expression that chooses the delivery hides them. */
function readRecipient(context: IExecuteFunctions, itemIndex: number): string {
	const recipient = readText(context, 'recipient', itemIndex);
	if (recipient !== '') return recipient;
	throw new NodeOperationError(context.getNode(), 'The recipient is empty', {
		itemIndex,
		description: 'Delivery "Only Me" needs the e-mail address of the person who gets all messages.',
	});
}
