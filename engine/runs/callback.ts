/**
 * Tells callers that their run has ended, until they collect it; while it goes on, asks whether they still wait. Only
 * the collect proves that somebody has the result.
 */
import { toErrorView } from '../errors.ts';
import type { CallbackClient } from '../ports/callback-client.ts';
import type { Log } from '../ports/log.ts';
import type { CallbackDue, CallbackOutcome, SweepStore } from '../ports/run-store.ts';

export type CallbackDispatcher = { dispatch(signal: AbortSignal): Promise<void> };

/** Nobody else tries the same callback for this time, ms; longer than one request may take. */
const LEASE_MS = 30_000;
const AT_ONCE = 20;

/** How often a caller is asked whether it still waits, ms. */
const PROBE_MS = 15_000;
const MAX_AGAIN_MS = 300_000;

export type CallbackOptions = { sweep: SweepStore; client: CallbackClient; log: Log };

export function createCallbackDispatcher({ client, log, sweep }: CallbackOptions): CallbackDispatcher {
	const tryOne = async (due: CallbackDue, signal: AbortSignal) => {
		const outcome = await call(client, due, signal);
		log.debug({ run: due.runId, tenant: due.tenant, ended: due.ended, tries: due.tries, ...outcome }, 'called back');
		await sweep.callbackTried(due, outcome);
	};
	return {
		async dispatch(signal) {
			const due = await sweep.callbacksDue(LEASE_MS, AT_ONCE);
			await Promise.all(
				due.map((one) =>
					tryOne(one, signal).catch((error: unknown) => {
						log.warn({ run: one.runId, tenant: one.tenant, err: toErrorView(error) }, 'a callback was not recorded');
					}),
				),
			);
		},
	};
}

async function call(client: CallbackClient, due: CallbackDue, signal: AbortSignal): Promise<CallbackOutcome> {
	const again = (missing: boolean): CallbackOutcome => ({ next: 'again', inMs: wait(due), missing });
	try {
		const method = due.ended ? 'POST' : 'GET';
		const answer = await client.request(method, due.url, due.ended ? { id: due.runId } : undefined, signal);
		if (answer.status === 404 || isOfAnother(answer)) return again(true);
		if (answer.status === 409) return onConflict(answer.text, due, again);
		return again(false);
	} catch {
		return again(false);
	}
}

/** n8n begins its numbers again when its database was emptied: the execution at this address has another token. */
function isOfAnother({ status, text }: { status: number; text: string }): boolean {
	return status === 401 && /invalid token/i.test(text);
}

/** n8n says with a 409 how far the execution is. */
function onConflict(text: string, due: CallbackDue, again: (missing: boolean) => CallbackOutcome): CallbackOutcome {
	if (/finished with error/i.test(text)) return { next: 'gone' };
	if (/finished already/i.test(text)) return due.ended ? { next: 'delivered' } : { next: 'gone' };
	// "is running already": it parks in a moment.
	return again(false);
}

/** Twice as long each time, from half a second; while the run goes on, at a steady pace. */
function wait({ ended, tries }: CallbackDue): number {
	return ended ? Math.min(MAX_AGAIN_MS, 500 * 2 ** Math.min(tries - 1, 20)) : PROBE_MS;
}
