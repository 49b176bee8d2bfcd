/** Has the calls of a day analyzed by child runs. */
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import {
	ANALYZE_TRANSCRIPT,
	type AnalyzedTranscript,
	type AnalyzeTranscriptInput,
} from '../calls/analyze-transcript.ts';
import type { ChosenPlaybook } from '../playbooks/evaluate.ts';
import type { Account } from './account.ts';
import { callsConnection } from './calls-connection.ts';
import type { CoachedCall } from './moment-choice.ts';
import type { ReadyCall } from './select-calls.ts';

/** `playbook`: what the call is held against, where there is one. */
export type CallToAnalyze = ReadyCall & { playbook?: ChosenPlaybook };

export type AnalyzedReadyCall = CallToAnalyze & CoachedCall & { analysis: AnalyzedTranscript };

/** A call whose child fails is a reported gap. Throws `children-failed`, with the first error, when all fail. */
export async function analyzeCalls(
	run: RunContext,
	ready: CallToAnalyze[],
	account: Account,
): Promise<AnalyzedReadyCall[]> {
	if (ready.length === 0) return [];
	run.progress('Analyzing calls', 0, ready.length);
	const outcomes = await run.children<AnalyzedTranscript>(
		ANALYZE_TRANSCRIPT,
		ready.map(({ call, reference, playbook, source = callsConnection(run.connections) }) => {
			const { zone } = account.window;
			const input: AnalyzeTranscriptInput = { call, source, transcript: reference, zone, playbook };
			return { key: call.id, input };
		}),
	);
	const byCall = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
	const analyzed = ready.flatMap((one) => {
		const outcome = byCall.get(one.call.id);
		if (outcome?.state === 'succeeded' && outcome.value) return { ...one, analysis: outcome.value };
		account.skipped.push({ callId: one.call.id, reason: 'failed' });
		account.gaps.push({
			kind: 'call-failed',
			subject: one.call.id,
			text: `“${one.call.title}” could not be analyzed: ${outcome?.error?.message ?? 'its run did not end.'}`,
		});
		return [];
	});
	if (analyzed.length === 0) {
		const first = outcomes.find(({ error }) => error !== undefined)?.error;
		throw new TerminalError('children-failed', undefined, { details: { calls: ready.length, first } });
	}
	account.analyzed = analyzed.length;
	account.generative = analyzed.some(({ analysis }) => analysis.analysis === 'generative');
	account.dropped = analyzed.reduce((total, { analysis }) => total + analysis.dropped, 0);
	run.progress('Analyzing calls', ready.length, ready.length);
	return analyzed;
}
