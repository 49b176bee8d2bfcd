/**
 * An effect in another system: the intent is recorded first, then the write is made, then its receipt is recorded. Who
 * meets an intent without receipt waits until the announced request can no longer land, then asks the other system.
 */
import { RetryableError, TerminalError, toErrorView } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { EffectAttempt, EffectOutcome, WriteGuard } from '../ports/run-context.ts';
import type { Attempt, EffectRow, EffectStore } from '../ports/run-store.ts';
import type { InTurn } from './in-turn.ts';

export type EffectTimes = {
	/** How long a write may take, ms. */
	deadlineMs: number;
	/** After the deadline a request that was cut may still land for this time, ms. */
	graceMs: number;
};

export const EFFECT_TIMES: EffectTimes = { deadlineMs: 10_000, graceMs: 5_000 };

/** How often the other system is asked, and for how long it is waited in between, ms. */
const ASK_AGAIN_MS = [2_000, 5_000, 10_000];

/** Writes that were surely refused for now (rate limits) are tried again this often within one attempt. */
const MAX_REFUSALS = 6;

/** A longer wait than this is not worth a slot: the effect is reported as failed, and a later run may do it, ms. */
const LONGEST_REFUSAL_MS = 60_000;

/** While another attempt's write is open: how soon its receipt is looked for, ms. */
const LOOK_MS = 500;

export type EffectTools = {
	store: EffectStore;
	clock: Clock;
	times: EffectTimes;
	/** Lets one question of a kind after the other be asked. */
	inTurn: InTurn;
};

/** Throws `run-superseded` where another attempt has taken over, and the signal's reason when it aborts. */
export async function runEffect<Receipt>(
	{ store, clock, times, inTurn }: EffectTools,
	attempt: Attempt & { rootId: string },
	key: string,
	effect: EffectAttempt<Receipt>,
	signal: AbortSignal,
): Promise<EffectOutcome<Receipt>> {
	let asked = 0;
	let refusals = 0;
	for (;;) {
		signal.throwIfAborted();
		let openedAt = open(clock);
		const intent = await store.intend(attempt, key, effect.kind, times);
		if (!intent) throw new TerminalError('run-superseded');
		let row = intent.row;

		if (!intent.mine) {
			if (row.state === 'done') return toDone<Receipt>(row, attempt.rootId);
			if (row.openMs > 0) {
				await clock.sleep(Math.min(row.openMs + 1, LOOK_MS), signal);
				continue;
			}
			const { since } = row;
			const found = await inTurn(effect.kind, () => ask(effect, since, signal));
			if (found.answer === 'present') {
				await store.done(attempt, key, row.tries, found.receipt);
				continue;
			}
			if (found.answer === 'cannot-tell') {
				await store.unconfirmed(attempt, key, row.tries, found.reason);
				const pause = ASK_AGAIN_MS[asked++];
				if (pause === undefined) return { state: 'unconfirmed', reason: found.reason };
				await clock.sleep(pause, signal);
				continue;
			}
			openedAt = open(clock);
			const retaken = await store.retake(attempt, key, row.tries, times);
			if (!retaken) continue;
			row = retaken;
		}

		const written = await write(effect, clock, openedAt, times.deadlineMs);
		if (written.outcome === 'landed') {
			// Where the receipt cannot be recorded any more, the next round learns why.
			if (!(await store.done(attempt, key, row.tries, written.receipt))) continue;
			return { state: 'done', receipt: written.receipt, here: true };
		}
		// The next round waits until it can no longer land, and asks.
		if (written.outcome === 'open') continue;
		const { error } = written;
		await store.failed(attempt, key, row.tries, error.message);
		refusals += 1;
		const waitMs = error instanceof TerminalError ? undefined : (error.retryAfterMs ?? 500 * 2 ** refusals);
		if (waitMs === undefined || waitMs > LONGEST_REFUSAL_MS || refusals > MAX_REFUSALS) {
			return { state: 'failed', error: toErrorView(error) };
		}
		await clock.sleep(waitMs, signal);
	}
}

type Written<Receipt> =
	| { outcome: 'landed'; receipt: Receipt }
	| { outcome: 'refused'; error: TerminalError | RetryableError }
	/** It may have landed, or may still land. */
	| { outcome: 'open' };

async function write<Receipt>(
	effect: EffectAttempt<Receipt>,
	clock: Clock,
	openedAt: Opening,
	deadlineMs: number,
): Promise<Written<Receipt>> {
	const guard = createGuard(clock, openedAt, deadlineMs);
	try {
		return { outcome: 'landed', receipt: await effect.do(guard) };
	} catch (error) {
		const surelyNotDone = error instanceof TerminalError || (error instanceof RetryableError && error.notDone);
		return surelyNotDone ? { outcome: 'refused', error } : { outcome: 'open' };
	} finally {
		guard.close();
	}
}

function toDone<Receipt>(row: EffectRow, rootId: string): EffectOutcome<Receipt> {
	return { state: 'done', receipt: row.receipt as Receipt, here: row.rootId === rootId };
}

/** A question that fails is no answer. */
async function ask<Receipt>(effect: EffectAttempt<Receipt>, since: Date, signal: AbortSignal) {
	try {
		return await effect.find(since, signal);
	} catch (error) {
		signal.throwIfAborted();
		return { answer: 'cannot-tell' as const, reason: toErrorView(error).message };
	}
}

type Opening = { wall: number; monotonic: number };

/** Taken before the intent is recorded, so that the guard closes no later than what was announced. */
function open(clock: Clock): Opening {
	return { wall: clock.now().getTime(), monotonic: clock.monotonicMs() };
}

/** Both clocks count: one stands still while a machine sleeps, the other can be set back. */
function createGuard(clock: Clock, opened: Opening, deadlineMs: number): WriteGuard & { close(): void } {
	const controller = new AbortController();
	const elapsed = () => Math.max(clock.monotonicMs() - opened.monotonic, clock.now().getTime() - opened.wall);
	const tooLate = (notDone: boolean) =>
		new RetryableError('vendor-unavailable', 'The time for this write was over.', { notDone });
	clock.sleep(Math.max(0, deadlineMs - elapsed()), controller.signal).then(
		// It may be on its way by now.
		() => controller.abort(tooLate(false)),
		() => {},
	);
	return {
		signal: controller.signal,
		assertOpen() {
			// Asked right before the request leaves: it has not. A timer may ring up to a millisecond early by the clock.
			if (controller.signal.aborted || elapsed() >= deadlineMs) throw tooLate(true);
		},
		close: () => controller.abort(),
	};
}
