/** Waiting for a run inside the node, where the execution cannot sleep. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { RunResult, RunState } from '../../engine/contract/index.ts';
import { requestEngine, withoutCancelSignal } from './transport.ts';

/** States a run does not leave again; `waiting` is not one of them. */
const ENDED: RunState[] = ['succeeded', 'failed', 'cancelled', 'timed-out'];

/** How long one request is held by the engine; under the 60 to 100 s after which proxies cut a silent connection. */
const LONGEST_POLL_SECONDS = 30;

/** Resolves when the run has ended; a cancelled execution cancels the run, as far as the engine can be reached. */
export async function waitForEnd(context: IExecuteFunctions, runId: string, limitMs: number): Promise<void> {
	const end = Date.now() + limitMs;
	try {
		for (let left = limitMs; left > 0; left = end - Date.now()) {
			const seconds = Math.min(LONGEST_POLL_SECONDS, Math.ceil(left / 1000));
			const { state } = await requestEngine<RunResult>(context, {
				method: 'GET',
				path: `/v1/runs/${runId}`,
				query: { wait: `${seconds}s` },
				timeoutMs: (seconds + 15) * 1000,
				patienceMs: left,
			});
			if (ENDED.includes(state)) return;
		}
	} finally {
		if (context.getExecutionCancelSignal()?.aborted) await cancelRun(context, runId);
	}
	throw new NodeOperationError(context.getNode(), 'Sophia did not finish in time', {
		description: `The run ${runId} goes on in the engine until its own deadline. Give it more minutes under Options. (no-answer)`,
	});
}

async function cancelRun(context: IExecuteFunctions, runId: string): Promise<void> {
	try {
		await requestEngine(withoutCancelSignal(context), { method: 'POST', path: `/v1/runs/${runId}/cancel` });
	} catch (error) {
		// The execution has ended and shows nothing more; the run ends by its deadline and budget.
		context.logger.warn(`Sophia run ${runId} could not be cancelled`, { reason: (error as Error).message });
	}
}
