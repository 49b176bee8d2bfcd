/** The run kind `analyze-transcript`: one call of a day or a window, analyzed by any worker, and kept. */
import type { PlaybookResult } from '../../contract/analysis.ts';
import type { Call, Transcript } from '../../contract/call.ts';
import type { Tier } from '../../contract/model.ts';
import { TerminalError } from '../../errors.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { Events } from '../../ports/events.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { TranscriptStore } from '../../ports/transcript-store.ts';
import { type ChosenPlaybook, evaluatePlaybook } from '../playbooks/evaluate.ts';
import { type AnalyzedCall, analyzeCall } from './analyze-call.ts';
import { type ReadingPorts, type ReadingPrompts, readCall } from './generative/read-call.ts';

export const ANALYZE_TRANSCRIPT = 'analyze-transcript';

export type AnalyzeTranscriptInput = {
	call: Call;
	/** Id of the calls connection, or `upload`. */
	source: string;
	/** Reference of the transcript in the store. */
	transcript: string;
	/** IANA zone of the tenant, in which days are counted. */
	zone: string;
	/** What the call is held against; its parent has chosen it. */
	playbook?: ChosenPlaybook;
};

export type AnalyzedTranscript = AnalyzedCall & { playbook?: PlaybookResult };

export type AnalyzeTranscriptPorts = {
	transcripts: TranscriptStore;
	calls: CallStore;
	events: Pick<Events, 'analyzed'>;
	/** Where the run names models: what reads the call with them. */
	reading?: { ports: ReadingPorts; prompts: ReadingPrompts; tier: Tier };
};

/**
 * Loads the transcript by its reference, analyzes it, keeps the call with what was found, and tells of it. The result stays below
 * 1 MiB: see `INSIGHTS_PER_KIND` and `LISTED_SPEAKERS`; what was left out is counted in it. Throws `transcript-missing`
 * when the transcript was erased.
 */
export async function analyzeTranscript(
	run: RunContext<AnalyzeTranscriptInput>,
	{ transcripts, calls, events, reading }: AnalyzeTranscriptPorts,
): Promise<AnalyzedTranscript> {
	const { call, source, transcript: reference, zone, playbook } = run.input;
	const transcript = await transcripts.get(run.tenant, reference);
	if (!transcript) throw new TerminalError('transcript-missing', 'The transcript was erased before it was analyzed.');
	const found = analyzeCall(call, transcript, zone);
	const analyzed = reading ? await withModels(run, found, transcript, reading) : found;
	const { moments: _moments, leftOut: _leftOut, ...analysis } = analyzed;
	const held = playbook && evaluatePlaybook(playbook, call, transcript, analysis.talk);
	const kept = { call, source, transcript: reference, analysis };
	await calls.put(run.tenant, [{ ...kept, ...(held ? { playbook: held.result } : {}) }]);
	// A crash in between analyzes again, and what was told already is not told again.
	await events.analyzed(run.tenant, kept, zone);
	if (!held) return analyzed;
	return { ...analyzed, dropped: analyzed.dropped + held.dropped, playbook: held.result };
}

/** What rules found is the floor; where no model could read any part it is the whole, and still called extractive. */
async function withModels(
	run: RunContext<AnalyzeTranscriptInput>,
	found: AnalyzedCall,
	transcript: Transcript,
	{ ports, prompts, tier }: NonNullable<AnalyzeTranscriptPorts['reading']>,
): Promise<AnalyzedCall> {
	const { call, zone } = run.input;
	const read = await readCall(run, ports, prompts, { call, transcript, zone, floor: found.insights, tier });
	const { known, models } = read.reading;
	const places = new Map(read.insights.map(({ evidence }, place) => [evidence, place]));
	return {
		...found,
		analysis: known > 0 || models.length > 0 ? 'generative' : 'extractive',
		insights: read.insights,
		dropped: found.dropped + read.dropped,
		reading: read.reading,
		// Moments name insights by their places, which others may have taken.
		moments: found.moments.flatMap((moment) => {
			const evidence = found.insights[moment.insight]?.evidence;
			const place = evidence && places.get(evidence);
			return place === undefined ? [] : [{ ...moment, insight: place }];
		}),
	};
}
