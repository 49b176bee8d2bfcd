/** A stored call with what was found in it, and who disagrees. */
import { TerminalError } from '../../errors.ts';
import type { AnalyzedCalls } from '../../ports/analyzed-calls.ts';
import type { CallStore } from '../../ports/call-store.ts';
import { type ReadsFeedback, withMarks } from '../feedback/disagreed.ts';
import { toResult } from './results.ts';

export type AnalyzedCallsOptions = { calls: Pick<CallStore, 'get'>; feedback: ReadsFeedback };

export function createAnalyzedCalls({ calls, feedback }: AnalyzedCallsOptions): AnalyzedCalls {
	return {
		async get(tenant, callId) {
			const stored = await calls.get(tenant, callId);
			if (!stored) throw new TerminalError('call-unknown', 'No call of this id was analyzed or uploaded.');
			if (!stored.analysis) throw new TerminalError('call-not-analyzed');
			return toResult(stored.call, await withMarks(tenant, feedback, stored.analysis));
		},
	};
}
