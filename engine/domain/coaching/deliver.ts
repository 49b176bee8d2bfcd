/** Sends the messages and writes the notes: each an effect, at most once over all runs. */
import type { DeliveredMessage, DeliveredNote } from '../../contract/coaching.ts';
import type { EffectAttempt, EffectOutcome, RunContext } from '../../ports/run-context.ts';
import type { WindowKey } from '../../ports/window-store.ts';
import { type Account, toCoachingDay } from './account.ts';
import { concurrently } from './concurrently.ts';
import { messageKey, noteKey } from './keys.ts';
import type { CallGroup, PlannedMessage, PlannedNote } from './plan-deliveries.ts';
import type { CoachingPorts } from './ports.ts';
import { nextAllowed } from './quiet-hours.ts';

const DELIVERIES_AT_ONCE = 8;
/** The account is kept after this many deliveries, so that a run that is cut off shows what it sent. */
const REPORT_EVERY = 25;

type Parcel = { group: CallGroup; deliver: () => Promise<DeliveredMessage | DeliveredNote> };

/** Waits until something may be sent. Decided once and recorded: a replay waits for the same moment. */
export async function awaitQuietHours(
	run: RunContext,
	{ clock }: Pick<CoachingPorts, 'clock'>,
	settings: Parameters<typeof nextAllowed>[1],
	account: Account,
): Promise<void> {
	const held = [...account.messages, ...account.notes].filter(({ state }) => state === 'waiting');
	if (held.length === 0) return;
	const plan = await run.step('when to send', async () => {
		const now = clock.now();
		const until = nextAllowed(now, settings);
		return { until: until > now ? until.toISOString() : undefined };
	});
	if (!plan.until) return;
	for (const delivery of held) delivery.reason = `Held back by the quiet hours until ${plan.until}.`;
	await run.report(toCoachingDay(account));
	run.progress(`Waiting for the end of the quiet hours (${plan.until})`, 0, held.length);
	await run.sleepUntil('quiet hours', new Date(plan.until));
	for (const delivery of held) delivery.reason = undefined;
}

/**
 * Delivers what waits. With `send`, the calls of a group are marked as coached as soon as its message and its notes are
 * settled, so that a run that is cut off later does not have them coached again in a larger window.
 */
export async function deliverAll(
	run: RunContext,
	ports: Pick<CoachingPorts, 'chat' | 'crm' | 'hash' | 'windows'>,
	messages: PlannedMessage[],
	notes: PlannedNote[],
	windowKey: WindowKey,
	account: Account,
): Promise<void> {
	const parcels = [...messageParcels(run, ports, messages), ...noteParcels(run, ports, notes)];
	const left = new Map<CallGroup, number>();
	for (const { group } of parcels) left.set(group, (left.get(group) ?? 0) + 1);
	let settled = 0;
	const errors: unknown[] = [];
	await concurrently(parcels, DELIVERIES_AT_ONCE, async ({ group, deliver }) => {
		try {
			await deliver();
		} catch (error) {
			// One that has to be tried again must not hold up the others; only a run that was stopped stops.
			if (run.signal.aborted) throw error;
			errors.push(error);
			return;
		}
		settled += 1;
		run.progress('Delivering', settled, parcels.length);
		left.set(group, (left.get(group) ?? 0) - 1);
		if (run.delivery === 'send' && left.get(group) === 0 && reachedItsRep(group, messages)) {
			await markCoached(run, ports, windowKey, group);
		}
		if (settled % REPORT_EVERY === 0) await run.report(toCoachingDay(account));
	});
	if (errors.length > 0) {
		await run.report(toCoachingDay(account));
		throw errors[0];
	}
}

function messageParcels(
	run: RunContext,
	{ chat, hash }: Pick<CoachingPorts, 'chat' | 'hash'>,
	messages: PlannedMessage[],
): Parcel[] {
	return messages.flatMap(({ group, user, delivered }) => {
		const connection = run.connections.chat;
		if (delivered.state !== 'waiting' || !chat || !user || !connection) return [];
		const key = messageKey(run, connection, group.rep.id, group.subject);
		const keyHash = hash(key);
		const attempt = {
			kind: 'message',
			do: (guard) => chat.send(user, delivered.message, keyHash, guard),
			find: (since, signal) => chat.find(user, keyHash, since, signal),
		} satisfies EffectAttempt<unknown>;
		return { group, deliver: async () => settle(delivered, await run.effect(key, attempt)) };
	});
}

function noteParcels(
	run: RunContext,
	{ crm, hash }: Pick<CoachingPorts, 'crm' | 'hash'>,
	notes: PlannedNote[],
): Parcel[] {
	return notes.flatMap(({ group, targets, delivered }) => {
		const connection = run.connections.crm;
		if (delivered.state !== 'waiting' || !crm || !targets || !connection) return [];
		const key = noteKey(run, connection, delivered.note.callId);
		const keyHash = hash(key);
		const attempt = {
			kind: 'note',
			do: (guard) => crm.writeNote(targets, delivered.note, keyHash, guard),
			find: (since, signal) => crm.find(targets, keyHash, since, signal),
		} satisfies EffectAttempt<unknown>;
		return { group, deliver: async () => settle(delivered, await run.effect(key, attempt)) };
	});
}

/** Writes the outcome of an effect into the account. */
function settle<Delivered extends DeliveredMessage | DeliveredNote>(
	delivered: Delivered,
	outcome: EffectOutcome<unknown>,
): Delivered {
	if (outcome.state === 'done') {
		delivered.state = outcome.here ? 'sent' : 'already-sent';
	} else if (outcome.state === 'unconfirmed') {
		delivered.state = 'unconfirmed';
		delivered.reason = outcome.reason;
	} else {
		delivered.state = 'failed';
		delivered.reason = outcome.error.message;
		delivered.error = outcome.error;
	}
	return delivered;
}

/** An unconfirmed message counts: it may have arrived, and is never repeated. Without a chat the notes are all. */
function reachedItsRep(group: CallGroup, messages: PlannedMessage[]): boolean {
	const message = messages.find((planned) => planned.group === group);
	const state = message?.delivered.state;
	return state === 'sent' || state === 'already-sent' || state === 'unconfirmed' || state === 'previewed';
}

async function markCoached(
	run: RunContext,
	{ windows }: Pick<CoachingPorts, 'windows'>,
	windowKey: WindowKey,
	{ rep, subject, calls }: CallGroup,
): Promise<void> {
	const name = subject.kind === 'window' ? `mark coached ${rep.id}` : `mark coached ${rep.id} call ${subject.callId}`;
	await run.step(name, async () => {
		await windows.complete(windowKey, { carry: [], drop: [], coached: calls.map(({ call }) => call.id) });
		return calls.length;
	});
}
