/** The run kind `analyze-call`: one call of a coaching day, analyzed by any worker. */
import type { Call } from '../../contract/call.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { type AnalyzedCall, analyzeCall } from '../calls/analyze-call.ts';
import type { CoachingPorts } from './ports.ts';

export const ANALYZE_CALL = 'analyze-call';

export type AnalyzeCallInput = {
	call: Pick<Call, 'id' | 'parties' | 'rep'>;
	/** Reference of the transcript in the store. */
	transcript: string;
};

/**
 * Loads the transcript by its reference and analyzes it. The result stays below 1 MiB: see `INSIGHTS_PER_KIND` and
 * `LISTED_SPEAKERS`; what was left out is counted in it. Throws `transcript-missing` when the transcript was erased.
 */
export async function analyzeCallKind(
	run: RunContext<AnalyzeCallInput>,
	{ transcripts }: Pick<CoachingPorts, 'transcripts'>,
): Promise<AnalyzedCall> {
	const { call, transcript: reference } = run.input;
	const transcript = await transcripts.get(run.tenant, reference);
	if (!transcript) throw new TerminalError('transcript-missing', 'The transcript was erased before it was analyzed.');
	return analyzeCall(call, transcript);
}
