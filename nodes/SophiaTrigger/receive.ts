/** An event that the engine sends. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import type { SophiaEvent } from '../../engine/contract/index.ts';
import { isSigned } from './signature.ts';
import { isNew, keepSeen, stateOf } from './state.ts';

/**
 * One item for an event that comes for the first time. What is not signed by the engine, and what came before, starts
 * nothing. Never throws: n8n would start the workflow with an error.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const state = stateOf(context);
	// While the workflow is being activated the engine may be quicker than n8n: it tries again.
	if (!state.secret) return refuse(context, 503, 'the workflow is not ready yet');
	const { headers, rawBody } = context.getRequestObject();
	const signed = { headers, body: rawBody ?? Buffer.alloc(0) };
	if (!isSigned(signed, state.secret, Date.now())) return refuse(context, 401, 'the signature is not valid');
	const { id, type, timestamp, data } = jsonParse<SophiaEvent>(signed.body.toString('utf8'));
	// By hand the same event may be tried out again and again.
	if (!isNew(state, id) && context.getMode() !== 'manual') return answer({ received: true, repeated: true });
	void keepSeen(state);
	const json = { id, type, timestamp, ...(data as IDataObject) };
	return { workflowData: [[{ json }]] };
}

function answer(webhookResponse: IDataObject): IWebhookResponseData {
	return { webhookResponse };
}

function refuse(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	context.getResponseObject().status(status).json({ received: false, reason });
	return { noWebhookResponse: true };
}
