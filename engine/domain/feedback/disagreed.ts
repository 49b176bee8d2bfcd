/** Insights with the marks of those who disagree. */
import type { CallAnalysis, Insight } from '../../contract/call.ts';
import type { Feedback } from '../../ports/feedback.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches } from '../coaching/batches.ts';

export type ReadsFeedback = Pick<Feedback, 'idOf' | 'ofCalls'>;

/** What one step records: a few positions a call; 100 calls with 1,000 marks each take 500 KB. */
const CALLS_A_STEP = 100;

type Analyzed = { analysis: Pick<CallAnalysis, 'callId' | 'insights'> };

/** Positions of the insights that somebody disagrees with, by call id. */
async function positionsOf(
	tenant: string,
	feedback: ReadsFeedback,
	calls: readonly Analyzed[],
): Promise<Map<string, number[]>> {
	const marks = await feedback.ofCalls(
		tenant,
		calls.map(({ analysis }) => analysis.callId),
	);
	const positions = new Map<string, number[]>();
	for (const { analysis } of calls) {
		const ids = new Set(marks.get(analysis.callId)?.map(({ id }) => id));
		if (ids.size === 0) continue;
		const marked = analysis.insights.flatMap((insight, position) =>
			ids.has(feedback.idOf(analysis.callId, insight)) ? [position] : [],
		);
		if (marked.length > 0) positions.set(analysis.callId, marked);
	}
	return positions;
}

/** The analysis as it is shown now. */
export async function withMarks<Analysis extends Analyzed['analysis']>(
	tenant: string,
	feedback: ReadsFeedback,
	analysis: Analysis,
): Promise<Analysis> {
	const positions = await positionsOf(tenant, feedback, [{ analysis }]);
	return marked(analysis, positions.get(analysis.callId) ?? []);
}

/** The calls of a run with the marks of this moment; recorded, so that a replay sees the same. */
export async function withRecordedMarks<One extends Analyzed>(
	run: Pick<RunContext, 'tenant' | 'step'>,
	{ feedback }: { feedback: ReadsFeedback },
	calls: readonly One[],
): Promise<One[]> {
	const all: One[] = [];
	for (const [number, batch] of batches([...calls], CALLS_A_STEP).entries()) {
		const read = async () => [...(await positionsOf(run.tenant, feedback, batch))];
		const positions = new Map(await run.step(`disagreed ${number + 1}`, read));
		for (const one of batch) {
			all.push({ ...one, analysis: marked(one.analysis, positions.get(one.analysis.callId) ?? []) });
		}
	}
	return all;
}

function marked<Analysis extends Analyzed['analysis']>(analysis: Analysis, positions: readonly number[]): Analysis {
	if (positions.length === 0) return analysis;
	const insights = analysis.insights.map((insight, position) =>
		positions.includes(position) ? { ...insight, disagreed: true as const } : insight,
	);
	return { ...analysis, insights };
}

/** What nobody disagrees with. */
export function undisputed<One extends Pick<Insight, 'disagreed'>>(insights: readonly One[]): One[] {
	return insights.filter(({ disagreed }) => !disagreed);
}
