/** The engine's knock on a sleeping execution. */
import type { IExecuteData, IRunExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';
import type { RunResult } from '../../engine/contract/index.ts';
import { type Beside, continuesOnFail, type Present, type Submission, toError, toOutcomes } from './results.ts';
import { requestEngine } from './transport.ts';

/**
 * GET tells which run the execution waits for and wakes nothing. POST brings the id of an ended run: when the
 * execution waits for that very run, its result is collected and the execution goes on; else nothing happens.
 * Never throws: n8n would wipe the data of the execution and go on.
 */
export async function receiveCallback(
	context: IWebhookFunctions,
	output?: Present | Beside,
): Promise<IWebhookResponseData> {
	try {
		const parked = parkedEntry(context);
		const run = parked?.metadata?.tracing?.sophiaRun ?? null;
		if (context.getRequestObject().method === 'GET') return answer({ waiting: true, run });
		// One execution has one resume address for all its nodes: a late callback for another node ends here.
		if (!parked || run === null || context.getBodyData().id !== run)
			return refuse('the execution waits for another run');
		return await wake(context, parked, String(run), output);
	} catch (error) {
		// The execution sleeps on, and the engine calls again, because nothing was collected.
		return refuse((error as Error).message);
	}
}

async function wake(
	context: IWebhookFunctions,
	parked: IExecuteData,
	runId: string,
	output?: Present | Beside,
): Promise<IWebhookResponseData> {
	const run = await requestEngine<RunResult>(context, { method: 'POST', path: `/v1/runs/${runId}/collect` });
	const submission = jsonParse<Submission>(String(parked.metadata?.tracing?.sophiaSubmission));
	const { items, failures } = toOutcomes(run, submission, output, parked.data.main?.[0] ?? []);
	const stops = failures.length > 0 && !continuesOnFail(context.getNode());
	parked.metadata = { ...parked.metadata, resumeError: stops ? toError(context.getNode(), failures) : undefined };
	return { workflowData: [items], webhookResponse: { accepted: true } };
}

/** What n8n runs next in the sleeping execution: the parked node. The interface has no way to it, the object has. */
function parkedEntry(context: IWebhookFunctions): IExecuteData | undefined {
	const { runExecutionData } = context as unknown as { runExecutionData?: IRunExecutionData };
	const entry = runExecutionData?.executionData?.nodeExecutionStack[0];
	return entry?.node.name === context.getNode().name ? entry : undefined;
}

function answer(webhookResponse: Record<string, unknown>): IWebhookResponseData {
	return { webhookResponse };
}

function refuse(reason: string): IWebhookResponseData {
	return answer({ accepted: false, reason });
}
