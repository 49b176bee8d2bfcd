/** The run kind `analyze-window`: every call of a window, analyzed and kept. */
import type { AnalyzedWindow } from '../../contract/analysis.ts';
import type { AnalyzeWindowInput } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { newAccount } from '../coaching/account.ts';
import { analyzeCalls } from '../coaching/analyze-calls.ts';
import { recordedSettings } from '../coaching/coach-calls.ts';
import { listCalls } from '../coaching/list-calls.ts';
import { selectCalls } from '../coaching/select-calls.ts';
import { explicitWindow, nextWindow, type PlannedWindow } from '../coaching/window.ts';
import { withRecordedMarks } from '../feedback/disagreed.ts';
import { recordedPlaybooks } from './choose-playbooks.ts';
import type { AnalysisPorts } from './ports.ts';
import { readTrends } from './read-trends.ts';
import { toAnalyzedWindow } from './results.ts';

/**
 * Leaves out the calls that coaching leaves out (private, among colleagues, opted-out reps, other languages), with
 * counted reasons. It marks nothing: the morning run coaches the same calls all the same.
 *
 * Throws `playbook-unknown`, `window-not-valid`, `children-failed`, and what the calls connection throws.
 */
export async function analyzeWindow(
	run: RunContext<AnalyzeWindowInput>,
	{ calls, ...ports }: AnalysisPorts,
): Promise<AnalyzedWindow> {
	if (!calls) throw new TerminalError('connection-unknown');
	const settings = await recordedSettings(run, ports);
	const playbookOf = await recordedPlaybooks(run, ports);
	const window = windowOf(run, settings.zone);
	const account = newAccount(window, run.delivery);
	const listed = await listCalls(run, { calls }, window);
	const candidates = listed.map((call) => ({ call }));
	const ready = await selectCalls(run, { calls, ...ports }, settings, candidates, new Set(), account);
	const held = ready.map((one) => ({ ...one, playbook: playbookOf(one.call) }));
	const analyzed = await withRecordedMarks(run, ports, await analyzeCalls(run, held, account));
	const trends = await readTrends(run, ports, analyzed);
	return toAnalyzedWindow(account, analyzed, ({ call: { id }, analysis: { playbook } }) => ({
		playbook,
		trend: trends.get(id),
		page: ports.pageOf(id, run.requestedAt),
	}));
}

/** The one asked for; else yesterday in the tenant's zone. */
export function windowOf(
	{ input, requestedAt }: Pick<RunContext<{ window?: AnalyzeWindowInput['window'] }>, 'input' | 'requestedAt'>,
	zone: string,
): PlannedWindow {
	// As an explicit one: it moves no mark, and nothing is carried over to a later one.
	return input.window
		? explicitWindow(input.window, zone)
		: { ...nextWindow(requestedAt, zone, undefined), explicit: true };
}
