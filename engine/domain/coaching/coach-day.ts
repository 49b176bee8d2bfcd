/** The run kind `coach-day`: the calls of a window become one message per rep and one note per call. */
import type { CoachingDay } from '../../contract/coaching.ts';
import type { CoachDayInput } from '../../contract/run.ts';
import type { TenantSettings } from '../../contract/tenant.ts';
import type { RunContext } from '../../ports/run-context.ts';
import type { CarriedCall } from '../../ports/window-store.ts';
import { recordedPlaybooks } from '../analysis/choose-playbooks.ts';
import { type Account, newAccount, toCoachingDay } from './account.ts';
import { checkRecipient, coachCalls, recordedSettings, windowKeyOf } from './coach-calls.ts';
import { listCalls, readCarried } from './list-calls.ts';
import type { CoachingPorts } from './ports.ts';
import { type Candidate, coachedCalls, selectCalls } from './select-calls.ts';
import { explicitWindow, nextWindow, type PlannedWindow } from './window.ts';

/**
 * Coaches a window (see `nextWindow`), or the one the request names.
 *
 * - `preview` looks everything up and shows what would go to whom. `only-me` sends the messages to the recipient under
 *   effect keys of their own. Neither marks a call as coached, moves the mark, or uses a key of `send`.
 * - `send` marks the calls it coached. Without an explicit window it leaves out calls coached before (unless a `resend`
 *   label asks for them), takes up those carried over, and moves the mark at its end. It moves it also when single
 *   messages failed or are unconfirmed, which the result reports, but not when every message failed.
 * - An explicit window takes all of its calls, coached or not, because somebody asked for them: what its effect keys
 *   delivered before is not delivered again. It touches neither the mark nor the calls carried over.
 *
 * Throws `playbook-unknown`, `window-not-valid`, `recipient-missing`, `children-failed`, and what the calls connection throws.
 */
export async function coachDay(run: RunContext<CoachDayInput>, ports: CoachingPorts): Promise<CoachingDay> {
	checkRecipient(run);
	const settings = await recordedSettings(run, ports);
	const playbookOf = await recordedPlaybooks(run, ports);
	const { window, carried } = await planWindow(run, ports, settings);
	const account = newAccount(window, run.delivery);
	const candidates = await candidatesOf(run, ports, window, carried, account);
	const filtered = !window.explicit && run.resend === undefined;
	const coached = filtered ? await coachedCalls(run, ports, windowKeyOf(run), candidates) : new Set<string>();
	const ready = await selectCalls(run, ports, settings, candidates, coached, account);
	const held = ready.map((one) => ({ ...one, playbook: playbookOf(one.call) }));
	await coachCalls(run, ports, settings, held, account, false);
	if (movesMark(run, account)) await completeWindow(run, ports, carried, account);
	return toCoachingDay(account);
}

async function planWindow(
	run: RunContext<CoachDayInput>,
	{ windows }: Pick<CoachingPorts, 'windows'>,
	{ zone }: TenantSettings,
): Promise<{ window: PlannedWindow; carried: CarriedCall[] }> {
	const asked = run.input.window;
	if (asked) return { window: explicitWindow(asked, zone), carried: [] };
	const key = windowKeyOf(run);
	return run.step('window', async () => ({
		window: nextWindow(run.requestedAt, zone, await windows.completedUntil(key)),
		carried: await windows.carried(key),
	}));
}

/** The calls of the window, and those carried over that still exist. */
async function candidatesOf(
	run: RunContext,
	ports: CoachingPorts,
	window: PlannedWindow,
	carried: CarriedCall[],
	account: Account,
): Promise<Candidate[]> {
	const found = new Map((await readCarried(run, ports, carried)).map((call) => [call.id, call]));
	const late = carried.flatMap((one): Candidate[] => {
		const call = found.get(one.callId);
		if (call) return [{ call, carried: one }];
		const text = `“${one.title}” was waited for, and the call service does not know it any more.`;
		account.gaps.push({ kind: 'call-without-transcript', subject: one.callId, text });
		return [];
	});
	const listed = await listCalls(run, ports, window);
	return [...late, ...listed.filter(({ id }) => !found.has(id)).map((call) => ({ call }))];
}

/** Only a `send` that could deliver something completes a window. */
function movesMark(run: RunContext, { window, messages }: Account): boolean {
	if (run.delivery !== 'send' || window.explicit) return false;
	return messages.length === 0 || messages.some(({ state }) => state !== 'failed');
}

/** In one transaction: the mark, the calls to carry over, and those that need not be carried any more. */
async function completeWindow(
	run: RunContext,
	{ windows }: Pick<CoachingPorts, 'windows'>,
	carried: CarriedCall[],
	account: Account,
): Promise<void> {
	const carry = account.carriedOver;
	const still = new Set(carry.map(({ callId }) => callId));
	const drop = carried.map(({ callId }) => callId).filter((callId) => !still.has(callId));
	await run.step('complete window', async () => {
		await windows.complete(windowKeyOf(run), { completedUntil: account.window.to, carry, drop, coached: [] });
		return account.window.to;
	});
	account.completed = true;
}
