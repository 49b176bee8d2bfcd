/** What the HTTP routes may do with subscriptions. Implemented by engine/events. */
import type { Subscription, SubscriptionCreated, SubscriptionRequest } from '../contract/event.ts';

export type Subscriptions = {
	/**
	 * The same address and filters are the same subscription, with a new secret. Throws `callback-unreachable`,
	 * `subscription-limit`.
	 */
	create(
		tenant: string,
		request: SubscriptionRequest,
	): Promise<{ subscription: SubscriptionCreated; created: boolean }>;
	list(tenant: string): Promise<Subscription[]>;
	/** Throws `subscription-unknown`. */
	remove(tenant: string, id: string): Promise<void>;
};
