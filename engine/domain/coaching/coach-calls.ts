/** From chosen calls to messages and notes: what `coach-day` and `coach-call` have in common. */
import type { TenantSettings } from '../../contract/tenant.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { WindowKey } from '../../ports/window-store.ts';
import { readTrends } from '../analysis/read-trends.ts';
import { withRecordedMarks } from '../feedback/disagreed.ts';
import { type Account, toCoachingDay } from './account.ts';
import { analyzeCalls, type CallToAnalyze } from './analyze-calls.ts';
import { callsConnection } from './calls-connection.ts';
import { awaitQuietHours, deliverAll } from './deliver.ts';
import { groupsOf, planMessages, planNotes } from './plan-deliveries.ts';
import type { CoachingPorts } from './ports.ts';
import { writeAll } from './written/write-all.ts';

/** The key under which windows and marks of this run are kept; without a chat connection its place is taken by `-`. */
export function windowKeyOf({ tenant, connections }: Pick<RunContext, 'tenant' | 'connections'>): WindowKey {
	return { tenant, calls: callsConnection(connections), chat: connections.chat ?? '-' };
}

/** Throws `recipient-missing`: `only-me` needs somebody to go to. */
export function checkRecipient({ delivery, recipient }: Pick<RunContext, 'delivery' | 'recipient'>): void {
	if (delivery === 'only-me' && !recipient) throw new TerminalError('recipient-missing');
}

/** The settings with which the run began, on every replay. */
export function recordedSettings(
	run: RunContext,
	{ settings }: Pick<CoachingPorts, 'settings'>,
): Promise<TenantSettings> {
	return run.step('tenant settings', async () => settings);
}

/** Analyzes, looks up, has models write, waits for the quiet hours, delivers. Everything that happens is written into the account. */
export async function coachCalls(
	run: RunContext,
	ports: CoachingPorts,
	settings: TenantSettings,
	ready: CallToAnalyze[],
	account: Account,
	single: boolean,
): Promise<void> {
	const analyzed = await withRecordedMarks(run, ports, await analyzeCalls(run, ready, account));
	const trends = await readTrends(run, ports, analyzed);
	const compared = analyzed.map((one) => ({ ...one, trend: trends.get(one.call.id) }));
	const groups = groupsOf(compared, account.window.to, single);
	const messages = await planMessages(run, ports, groups, account);
	const notes = await planNotes(run, ports, groups, account);
	account.playbooks = analyzed.flatMap(({ call: { id: callId }, analysis: { playbook } }) =>
		playbook ? [{ callId, ...playbook }] : [],
	);
	await writeAll(run, ports, messages, notes, account);
	await run.report(toCoachingDay(account));
	if (run.delivery === 'preview') return;
	await awaitQuietHours(run, ports, settings, account);
	await deliverAll(run, ports, messages, notes, windowKeyOf(run), account);
	await run.report(toCoachingDay(account));
}
