/** From the parameters of the node to one request for the engine. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { RunRequestInput } from '../../engine/contract/index.ts';
import { type ReadInput, readCommon, readInputs, readText } from '../shared/inputs.ts';
import { resolveConnections } from '../shared/load-connections.ts';
import { MODEL_NAMES, type ModelChoice, modelRequest, readModels } from '../shared/models.ts';
import { checkDeadline, type Options } from '../shared/options.ts';
import type { Work } from '../shared/park.ts';
import { readInput as analyzeCall } from './resources/call/analyze.ts';
import { readInput as askCall } from './resources/call/ask.ts';
import { readInput as analyzeCustomer } from './resources/customer/analyze.ts';
import { readInput as askCustomer } from './resources/customer/ask.ts';
import { readInput as analyzeTranscript } from './resources/transcript/analyze.ts';
import { readInput as analyzeWindow } from './resources/window/analyze.ts';
import { readInput as askWindow } from './resources/window/ask.ts';

/** What is the same for all input items. `playbook` is not: it may differ from call to call. */
type Common = ModelChoice & { calls: string; crm: string; deadlineMinutes?: number };

const NAMES: Record<keyof Common, string> = {
	calls: 'Calls From',
	crm: 'E-Mails From',
	...MODEL_NAMES,
	deadlineMinutes: 'Deadline (Minutes)',
};

type Operation = {
	kind: RunRequestInput['kind'];
	readInput: ReadInput<object>;
	/** Whether a calls connection has to be there; `by-id`: unless all calls were uploaded. */
	calls: 'needed' | 'by-id' | 'if-any' | 'none';
	crm?: true;
};

/** By resource and operation. */
const OPERATIONS: Record<string, Operation> = {
	'window analyze': { kind: 'analyze-window', readInput: analyzeWindow, calls: 'needed' },
	'window ask': { kind: 'ask', readInput: askWindow, calls: 'needed' },
	'call analyze': { kind: 'analyze-call', readInput: analyzeCall, calls: 'by-id' },
	'call ask': { kind: 'ask', readInput: askCall, calls: 'by-id' },
	'transcript analyze': { kind: 'analyze-call', readInput: analyzeTranscript, calls: 'none' },
	'customer ask': { kind: 'ask', readInput: askCustomer, calls: 'if-any', crm: true },
	'customer analyze': { kind: 'analyze-customer', readInput: analyzeCustomer, calls: 'if-any', crm: true },
};

/** Throws where an item cannot be sent, unless the node continues on fail: then the item is listed as rejected. */
export async function readWork(context: IExecuteFunctions): Promise<Work> {
	const common = readCommon<Common>(context, NAMES, (index) => readCommonOf(context, index));
	const { deadlineMinutes = 15 } = common;
	const asked = modelRequest(common);
	checkDeadline(context, deadlineMinutes);
	const { kind, readInput, ...services } = operationOf(context);
	const connections = await readConnections(context, common, services);
	const { inputs, rejected } = await readInputs(context, readInput);
	const request = {
		kind,
		inputs,
		connections: { ...connections, ...asked.connections },
		...asked.limits,
	} as RunRequestInput;
	return { request, submission: { count: context.getInputData().length, rejected }, deadlineMinutes };
}

function operationOf(context: IExecuteFunctions): Operation {
	const [resource, operation] = ['resource', 'operation'].map((name) => context.getNodeParameter(name, 0));
	return OPERATIONS[`${resource} ${operation}`];
}

function readCommonOf(context: IExecuteFunctions, index: number): Common {
	const { deadlineMinutes } = context.getNodeParameter('options', index, {}) as IDataObject as Options;
	return {
		calls: readText(context, 'calls', index),
		crm: readText(context, 'crm', index),
		deadlineMinutes,
		...readModels(context, index),
	};
}

async function readConnections(
	context: IExecuteFunctions,
	{ calls, crm }: Common,
	services: Pick<Operation, 'calls' | 'crm'>,
) {
	if (services.calls === 'none') return {};
	const needed = services.calls === 'needed' || (services.calls === 'by-id' && !allUploaded(context));
	return await resolveConnections(context, {
		calls: { chosen: calls, needed },
		...(services.crm ? { crm: { chosen: crm, needed: false } } : {}),
	});
}

/** The ids of uploaded calls begin with it; they need no service. */
function allUploaded(context: IExecuteFunctions): boolean {
	return [...context.getInputData().keys()].every((index) => readText(context, 'callId', index).startsWith('upload-'));
}
