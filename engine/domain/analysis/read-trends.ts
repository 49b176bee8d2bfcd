/** Reads what trends rest on. */
import type { Trend } from '../../contract/analysis.ts';
import type { Call, CallAnalysis } from '../../contract/call.ts';
import type { CallStore } from '../../ports/call-store.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { batches } from '../coaching/batches.ts';
import type { ReadsFeedback } from '../feedback/disagreed.ts';
import { figuresBehind } from '../feedback/figures.ts';
import { type EarlierTalk, trendOf } from './trend.ts';

/** So far back reach the calls before. */
const WEEKS = 6;
const WEEK_MS = 7 * 24 * 3_600_000;

/** What one step records: a trend is at most 1 KiB. */
const CALLS_A_STEP = 200;

/** The store answers no more at once; then the earliest may be missing. */
const MOST_TALKS = 200;

type Stored = { stored: Pick<CallStore, 'talks'>; feedback: Pick<ReadsFeedback, 'ofCalls'> };
type Compared = { call: Call; analysis: CallAnalysis };

/**
 * The trends of analyzed calls by call id, each against the rep's own calls of the six weeks before it began, this window's
 * among them; recorded, so that a replay sees the same. A call whose rep nobody knows has none. Insights of `calls` carry
 * the marks of those who disagree; a figure behind such an insight, of these calls or of those before, is left out.
 */
export async function readTrends(run: RunContext, stored: Stored, calls: Compared[]): Promise<Map<string, Trend>> {
	const trends: [string, Trend][] = [];
	const known = calls.filter(({ call }) => call.rep.id !== 'unknown' && call.rep.id !== '');
	for (const [position, batch] of batches(known, CALLS_A_STEP).entries()) {
		const read = await run.step(`trends ${position + 1}`, async () => {
			const found: [string, Trend][] = [];
			for (const ofRep of Map.groupBy(batch, ({ call }) => call.rep.id).values()) {
				found.push(...(await trendsOfRep(run.tenant, stored, ofRep)));
			}
			return found;
		});
		trends.push(...read);
	}
	return new Map(trends);
}

/** One question to the store for all calls of a rep, and one for each where that was too much. */
async function trendsOfRep(tenant: string, stored: Stored, calls: Compared[]): Promise<[string, Trend][]> {
	const rep = calls[0]?.call.rep.id ?? '';
	const starts = calls.map(({ call }) => Date.parse(call.started));
	const all = await talksOf(tenant, stored, rep, span(weeksBefore(Math.min(...starts)), Math.max(...starts)));
	const trends: [string, Trend][] = [];
	for (const { call, analysis } of calls) {
		const began = Date.parse(call.started);
		const window = span(weeksBefore(began), began);
		const earlier = all.length < MOST_TALKS ? within(all, window) : await talksOf(tenant, stored, rep, window);
		const without = figuresBehind(analysis.insights.filter(({ disagreed }) => disagreed));
		trends.push([call.id, trendOf(analysis.talk, earlier, window.from, without)]);
	}
	return trends;
}

async function talksOf(
	tenant: string,
	{ stored, feedback }: Stored,
	rep: string,
	window: { from: string; to: string },
): Promise<EarlierTalk[]> {
	const talks = await stored.talks(tenant, rep, window);
	const ids = talks.map(({ callId }) => callId);
	const marks = await feedback.ofCalls(tenant, ids);
	return talks.map((one) => ({ ...one, without: figuresBehind(marks.get(one.callId) ?? []) }));
}

function weeksBefore(moment: number): number {
	return moment - WEEKS * WEEK_MS;
}

/** Half-open, as ISO 8601 in UTC. */
function span(from: number, to: number): { from: string; to: string } {
	return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function within(talks: EarlierTalk[], { from, to }: { from: string; to: string }): EarlierTalk[] {
	return talks.filter(({ started }) => Date.parse(started) >= Date.parse(from) && Date.parse(started) < Date.parse(to));
}
