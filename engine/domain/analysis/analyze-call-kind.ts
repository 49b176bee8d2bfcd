/** The run kind `analyze-call`: one call, of the calls connection or uploaded. */
import type { AnalyzedCallResult } from '../../contract/analysis.ts';
import type { AnalyzeCallInput } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import {
	ANALYZE_TRANSCRIPT,
	type AnalyzedTranscript,
	type AnalyzeTranscriptInput,
} from '../calls/analyze-transcript.ts';
import { recordedSettings } from '../coaching/coach-calls.ts';
import { withRecordedMarks } from '../feedback/disagreed.ts';
import { recordedPlaybooks } from './choose-playbooks.ts';
import type { AnalysisPorts } from './ports.ts';
import { readTrends } from './read-trends.ts';
import { readyCall } from './ready-call.ts';
import { toResult } from './results.ts';

/** Throws `playbook-unknown`, `call-unknown`, `transcript-missing`, `call-too-long`, and what the calls connection throws. */
export async function analyzeCallKind(
	run: RunContext<AnalyzeCallInput>,
	ports: AnalysisPorts,
): Promise<AnalyzedCallResult> {
	const { zone } = await recordedSettings(run, ports);
	const playbookOf = await recordedPlaybooks(run, ports);
	const { call, reference, source } = await readyCall(run, ports, run.input.callId);
	const input: AnalyzeTranscriptInput = { call, source, transcript: reference, zone, playbook: playbookOf(call) };
	const [outcome] = await run.children<AnalyzedTranscript>(ANALYZE_TRANSCRIPT, [{ key: call.id, input }]);
	if (outcome?.state !== 'succeeded' || !outcome.value) {
		throw new TerminalError('children-failed', undefined, { details: { first: outcome?.error } });
	}
	const { value: analysis } = outcome;
	const [one = { call, analysis }] = await withRecordedMarks(run, ports, [{ call, analysis }]);
	const trends = await readTrends(run, ports, [one]);
	return toResult(call, one.analysis, {
		playbook: analysis.playbook,
		trend: trends.get(call.id),
		page: ports.pageOf(call.id, run.requestedAt),
	});
}
