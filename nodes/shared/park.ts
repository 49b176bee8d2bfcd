/** Hands work to the engine; the execution sleeps until it is done, or waits where it cannot sleep. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { RunAccepted, RunRequestInput, RunResult } from '../../engine/contract/index.ts';
import { canSleep } from './can-sleep.ts';
import { asEngineSees } from './n8n-address.ts';
import { waitForEnd } from './poll.ts';
import { type Beside, continuesOnFail, type Present, type Submission, toError, toOutcomes } from './results.ts';
import { runKey } from './run-key.ts';
import { PATIENCE_MS, requestEngine } from './transport.ts';

/** The engine ends its run this much before n8n's wait ends, so that its answer with what it has comes first. */
const ENGINE_ENDS_EARLIER_SECONDS = 90;

export type Work = {
	/** What the engine is asked for, apart from deadline and callback. */
	request: RunRequestInput;
	submission: Submission;
	/** How long n8n waits at most, in minutes; at least 3. */
	deadlineMinutes: number;
	/** How much longer where the engine asks a person: its own deadline stands still meanwhile. */
	waitsForPeopleMinutes?: number;
};

/** Returns the items of the node, or, when the execution goes to sleep, the input: `receiveCallback` replaces it. */
export async function parkOrWait(
	context: IExecuteFunctions,
	work: Work,
	output?: Present | Beside,
): Promise<INodeExecutionData[][]> {
	const { request, submission, deadlineMinutes } = work;
	const sleeps = canSleep(context);
	const { id } = await requestEngine<RunAccepted>(context, {
		method: 'POST',
		path: '/v1/runs',
		headers: { 'Idempotency-Key': runKey(context) },
		body: {
			...request,
			deadlineSeconds: Math.floor(deadlineMinutes * 60) - ENGINE_ENDS_EARLIER_SECONDS,
			...(sleeps ? { callback: { url: await asEngineSees(context, resumeAddress(context)) } } : {}),
		},
		patienceMs: PATIENCE_MS,
	});
	if (sleeps) return await park(context, id, work);

	// Who cannot sleep waits for the work, and not for people: that may take days.
	await waitForEnd(context, id, deadlineMinutes * 60_000);
	const run = await requestEngine<RunResult>(context, {
		method: 'POST',
		path: `/v1/runs/${id}/collect`,
		patienceMs: PATIENCE_MS,
	});
	const { items, failures } = toOutcomes(run, submission, output, context.getInputData());
	if (failures.length > 0 && !continuesOnFail(context.getNode())) throw toError(context.getNode(), failures);
	return [items];
}

async function park(context: IExecuteFunctions, runId: string, work: Work): Promise<INodeExecutionData[][]> {
	const { submission } = work;
	const minutes = work.deadlineMinutes + (work.waitsForPeopleMinutes ?? 0);
	context.setMetadata({
		// All that `receiveCallback` needs to know; n8n keeps it with the sleeping execution.
		tracing: { sophiaRun: runId, sophiaSubmission: JSON.stringify(submission) },
		// When the wait ends, n8n would pass the input on as if it were the result, unless it finds an error here.
		resumeError: new NodeOperationError(context.getNode(), 'Sophia did not answer in time', {
			description: `Nothing came back within ${minutes} minutes. Look whether the engine runs and reaches n8n; its log names the run ${runId}. (no-answer)`,
		}),
	});
	await context.putExecutionToWait(new Date(Date.now() + minutes * 60_000));
	return [context.getInputData()];
}

function resumeAddress(context: IExecuteFunctions): string {
	return context.evaluateExpression('{{ $execution.resumeUrl }}', 0) as string;
}
