/** Reads what trends rest on. */
import type { Trend } from '../../contract/analysis.ts';
import type { Call, CallAnalysis } from '../../contract/call.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches } from '../coaching/batches.ts';
import { trendOf } from './trend.ts';

/** So far back reach the calls before. */
const WEEKS = 6;
const WEEK_MS = 7 * 24 * 3_600_000;

/** What one step records: a trend is at most 1 KiB. */
const CALLS_A_STEP = 200;

/**
 * The trends of analyzed calls by call id, each against the rep's own calls of the six weeks before it began, this window's
 * among them; recorded, so that a replay sees the same. A call whose rep nobody knows has none.
 */
export async function readTrends(
	run: RunContext,
	{ stored }: { stored: Pick<CallStore, 'talks'> },
	calls: { call: Call; analysis: CallAnalysis }[],
): Promise<Map<string, Trend>> {
	const trends: [string, Trend][] = [];
	const known = calls.filter(({ call }) => call.rep.id !== 'unknown' && call.rep.id !== '');
	for (const [position, batch] of batches(known, CALLS_A_STEP).entries()) {
		const read = await run.step(`trends ${position + 1}`, async () => {
			const found: [string, Trend][] = [];
			for (const { call, analysis } of batch) {
				const from = new Date(Date.parse(call.started) - WEEKS * WEEK_MS).toISOString();
				const earlier = await stored.talks(run.tenant, call.rep.id, { from, to: call.started });
				found.push([call.id, trendOf(analysis.talk, earlier, from)]);
			}
			return found;
		});
		trends.push(...read);
	}
	return new Map(trends);
}
