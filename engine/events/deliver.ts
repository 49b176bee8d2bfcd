/** One try to tell a subscription of an event, and what it came to. */
import { toErrorView } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventSender } from '../ports/event-sender.ts';
import type { DeliveryLimits, DeliveryOutcome, DueDelivery } from '../ports/event-store.ts';
import type { Log } from '../ports/log.ts';
import type { Secrets } from '../ports/secrets.ts';

export type DeliverOptions = {
	sender: EventSender;
	secrets: Secrets;
	/** Whether the engine may call this address; asked at each try, because the configuration may have changed. */
	mayCall: (url: string) => boolean;
	clock: Pick<Clock, 'now'>;
	log: Log;
};

const HOUR_MS = 3_600_000;
const FIRST_PAUSE_MS = 5_000;

export const LIMITS: DeliveryLimits = { giveUpAfterMs: 72 * HOUR_MS, missing: 3, missingMs: 60_000 };

/** After a try: 5 s, then twice as long each time, an hour at most. */
export function pauseAfter(tries: number): number {
	return Math.min(HOUR_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 20));
}

/**
 * 2xx: it was taken. 410: nobody is there any more. 404: perhaps nobody is there; n8n says so of a workflow that is not
 * active, and for a moment while it starts. Everything else, and no answer: again later. Rejects only with the signal.
 */
export async function deliver(
	{ sender, secrets, mayCall, clock, log }: DeliverOptions,
	{ tenant, subscription, event, tries }: DueDelivery,
	signal: AbortSignal,
): Promise<DeliveryOutcome> {
	const { id, url } = subscription;
	const again = (missing = false): DeliveryOutcome => ({ next: 'again', inMs: pauseAfter(tries), missing });
	const about = { tenant, subscription: id, event: event.id, type: event.type, tries };
	if (!mayCall(url)) {
		log.warn(about, 'an event may not be sent there; CALLBACK_ORIGINS names the origins that are allowed');
		return again();
	}
	try {
		const secret = secrets.decrypt(subscription.secret, { tenant, connectionId: id });
		const message = { url, secret, id: event.id, sentAt: clock.now(), body: JSON.stringify(event) };
		const { status } = await sender.send(message, signal);
		log.debug({ ...about, status }, 'told of an event');
		if (status >= 200 && status < 300) return { next: 'delivered' };
		return status === 410 ? { next: 'gone' } : again(status === 404);
	} catch (error) {
		if (signal.aborted) throw error;
		log.debug({ ...about, err: toErrorView(error) }, 'nobody could be told of an event');
		return again();
	}
}
