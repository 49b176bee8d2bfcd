/** What happened, and who is told of it: bound to the stores, to the clock and to the outside. */
import { randomBytes } from 'node:crypto';
import { sha256, systemClock } from '../adapters/clock/system.ts';
import { createEventSender } from '../adapters/webhooks/standard.ts';
import { createCallWebhooks, createEvents, createSubscriptions, startEventDelivery } from '../events/index.ts';
import type { CallWebhooks } from '../ports/call-webhook.ts';
import type { Events } from '../ports/events.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { QuestionPageOf, RunPageOf } from '../ports/page-of.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import { allowsOrigin, type CallbackOriginCheck } from '../runs/index.ts';
import { feedbackOver } from './feedback.ts';
import type { Pages } from './pages.ts';
import type { Store } from './store.ts';

/** As much as the digest that is made with it. */
const SECRET_BYTES = 32;

export function eventsOver({ events: store, feedback }: Pick<Store, 'events' | 'feedback'>, pages: Pages): Events {
	const said = feedbackOver({ feedback });
	return createEvents({ store, clock: systemClock, hash: sha256, feedback: said, pageOf: pages.of });
}

export function subscriptionsOver(
	{ subscriptions: store }: Pick<Store, 'subscriptions'>,
	{ secrets, checkOrigin }: { secrets: Secrets; checkOrigin: CallbackOriginCheck },
): Subscriptions {
	const newSecret = () => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
	return createSubscriptions({ store, secrets, hash: sha256, newSecret, checkOrigin });
}

export function callWebhooksOver(
	{ callWebhooks: store }: Pick<Store, 'callWebhooks'>,
	{ events, log }: { events: Events; log: Log },
): CallWebhooks {
	const webhook = async () => {
		const { createGongWebhook } = await import('../adapters/calls/gong/webhook.ts');
		return createGongWebhook({ clock: systemClock });
	};
	return createCallWebhooks({ store, webhook, events, log });
}

export type EventDeliveryOptions = {
	secrets: Secrets;
	callbackOrigins: readonly string[];
	runPageOf: (tenant: string) => RunPageOf;
	questionPageOf: (tenant: string) => QuestionPageOf;
	metrics: Metrics;
	log: Log;
};

export function deliverEvents(
	{ deliveries, events: store }: Pick<Store, 'deliveries' | 'events'>,
	{ secrets, callbackOrigins, runPageOf, questionPageOf, metrics, log }: EventDeliveryOptions,
): { close(): Promise<void> } {
	const sender = createEventSender();
	const mayCall = allowsOrigin(callbackOrigins);
	const how = { sender, secrets, mayCall, hash: sha256, clock: systemClock };
	return startEventDelivery({ deliveries, store, ...how, runPageOf, questionPageOf, metrics, log });
}
