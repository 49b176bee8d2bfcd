/** The run kind `coach-call`: one call, when somebody asks for it. */
import { DateTime } from 'luxon';
import type { Call } from '../../contract/call.ts';
import type { CoachingDay } from '../../contract/coaching.ts';
import type { CoachCallInput } from '../../contract/run.ts';
import { TerminalError } from '../../errors.ts';
import type { RunContext } from '../../ports/run-context.ts';
import { recordedPlaybooks } from '../analysis/choose-playbooks.ts';
import { newAccount, toCoachingDay } from './account.ts';
import { checkRecipient, coachCalls, recordedSettings } from './coach-calls.ts';
import type { CoachingPorts } from './ports.ts';
import { selectCalls } from './select-calls.ts';
import { trimmed } from './trim.ts';
import type { PlannedWindow } from './window.ts';

/**
 * The call's rep gets a message about this one call, and the call its note. The message has an effect key of its own
 * ("call" and the id), the note the same as ever: a call that a morning run coached gets its message once more, because
 * somebody asked, and no second note. With `send` the call is marked, so that the next morning leaves it out. Private
 * calls, calls among colleagues, opted-out reps and other languages are left out here too, with the reason.
 *
 * Throws `playbook-unknown`, `call-unknown`, `transcript-missing`, `call-too-long`, `recipient-missing`, `children-failed`.
 */
export async function coachCall(run: RunContext<CoachCallInput>, ports: CoachingPorts): Promise<CoachingDay> {
	checkRecipient(run);
	const settings = await recordedSettings(run, ports);
	const playbookOf = await recordedPlaybooks(run, ports);
	const { callId } = run.input;
	const [call] = await run.step('read call', async (signal) => trimmed(await ports.calls.get([callId], signal)));
	if (!call) throw new TerminalError('call-unknown', undefined, { details: { callId } });
	const account = newAccount(spanOf(call, settings.zone), run.delivery);
	const ready = await selectCalls(run, ports, settings, [{ call }], new Set(), account);
	if (account.skipped.some(({ reason }) => reason === 'no-transcript-yet')) {
		throw new TerminalError('transcript-missing', undefined, { details: { callId } });
	}
	const held = ready.map((one) => ({ ...one, playbook: playbookOf(one.call) }));
	await coachCalls(run, ports, settings, held, account, true);
	return toCoachingDay(account);
}

/** The time of the call, as the window of the result. */
function spanOf(call: Call, zone: string): PlannedWindow {
	const from = DateTime.fromISO(call.started, { zone });
	const to = from.plus({ seconds: Math.max(1, call.durationSeconds) });
	return {
		from: from.toISO({ suppressMilliseconds: true }) ?? call.started,
		to: to.toISO({ suppressMilliseconds: true }) ?? call.started,
		zone,
		explicit: true,
	};
}
