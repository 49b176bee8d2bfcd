/** Subscriptions, events and what is still to be told, as they are kept. */
import type { DisabledReason, EventFilters, SophiaEvent, Subscription } from '../contract/event.ts';
import type { RunState } from '../contract/run.ts';
import type { Question } from './question.ts';

export type NewSubscription = {
	/** Made of tenant, address and filters: the same wish has the same id. */
	id: string;
	url: string;
	filters: EventFilters;
	/** Encrypted. */
	secret: Uint8Array;
};

export type SubscriptionStore = {
	/**
	 * Keeps it. One of that id gets the new secret and is active again, with what was kept for it. Throws
	 * `subscription-limit` where the tenant has `most` others.
	 */
	put(
		tenant: string,
		subscription: NewSubscription,
		most: number,
	): Promise<{ subscription: Subscription; created: boolean }>;
	list(tenant: string): Promise<Subscription[]>;
	/** With what is still to be told to it. Throws `subscription-unknown`. */
	remove(tenant: string, id: string): Promise<void>;
};

/** An event and the ids of the subscriptions that are to be told. */
export type AddressedEvent = { event: SophiaEvent; to: string[] };

/** A promise whose day may come: the event that will then be told. */
export type DueCommitment = {
	event: Extract<SophiaEvent, { type: 'commitment.due' }>;
	/** ISO date in the tenant's zone. */
	dueDate: string;
	/** Its insight, as feedback knows it. */
	insightId: string;
};

/** What the budget of a root that has ended refused to it and its children. Nano-dollars. */
export type StoredStop = {
	rootId: string;
	kind: string;
	state: RunState;
	createdAt: Date;
	limitNano: number;
	spentNano: number;
	/** Names of the spends, for each run of the tree that was refused one. */
	work: string[][];
};

/** A question that nobody has answered and nobody was told of. `rootId`, `kind` and `createdAt`: of the root. */
export type StoredAsk = Pick<Question, 'title' | 'tool' | 'member'> & {
	id: string;
	rootId: string;
	kind: string;
	askedAt: Date;
	createdAt: Date;
};

export type EventStore = {
	/** All of them: for a disabled one events are kept for some days. */
	wishes(tenant: string): Promise<{ id: string; filters: EventFilters }[]>;
	/** Each subscription is told of an event once, however often it is put. One that was removed meanwhile is left out. */
	put(tenant: string, events: AddressedEvent[]): Promise<void>;
	/** The same, but nobody is told of an event that is known. Answers whether it was new. */
	putOnce(tenant: string, event: AddressedEvent): Promise<boolean>;
	/** Replaces what a call promised, apart from what has been told already. */
	expect(tenant: string, callId: string, commitments: DueCommitment[]): Promise<void>;
	/** Promises whose day is that or was before, not told yet, which nobody disagrees with; at most `limit`. */
	due(tenant: string, today: string, limit: number): Promise<DueCommitment['event'][]>;
	/** They are not due again. */
	told(tenant: string, eventIds: string[]): Promise<void>;
	/** Roots that have ended and whose stop was not told yet; at most `limit`. */
	stops(tenant: string, limit: number): Promise<StoredStop[]>;
	/** They are not among `stops` again. */
	stopsTold(tenant: string, rootIds: string[]): Promise<void>;
	/** Open questions that were not told yet, the oldest first; at most `limit`. */
	asks(tenant: string, limit: number): Promise<StoredAsk[]>;
	/** They are not among `asks` again. */
	asksTold(tenant: string, ids: string[]): Promise<void>;
};

export type DueDelivery = {
	tenant: string;
	subscription: { id: string; url: string /** Encrypted. */; secret: Uint8Array };
	event: SophiaEvent;
	/** Counted from 1; with subscription and event it names one try. */
	tries: number;
};

/** What a try came to. `missing`: the answer was 404. */
export type DeliveryOutcome =
	| { next: 'delivered' }
	| { next: 'gone' }
	| { next: 'again'; inMs: number; missing: boolean };

export type DeliveryLimits = {
	/** For so long an event is tried, and so long a subscription may fail, ms. */
	giveUpAfterMs: number;
	/** Answers 404 in a row, and the time they take at least, ms, until nobody is believed to be there. */
	missing: number;
	missingMs: number;
};

/** Sees across tenants, as the sweeper does. */
export type DeliveryStore = {
	/**
	 * Takes the oldest due event of each subscription that nobody delivers to at present; nobody else gets that
	 * subscription before the outcome, or for `leaseMs`.
	 */
	take(leaseMs: number, limit: number): Promise<DueDelivery[]>;
	/** Records the outcome, and where it disables the subscription, why. */
	tried(due: DueDelivery, outcome: DeliveryOutcome, limits: DeliveryLimits): Promise<DisabledReason | undefined>;
	/** Tenants with `stops`. */
	tenantsStopped(): Promise<string[]>;
	/** Tenants with `asks`. */
	tenantsAsking(): Promise<string[]>;
	/** Tenants with promises due by that ISO date, and their zones. */
	tenantsDue(day: string): Promise<{ tenant: string; zone: string }[]>;
	/** Erases texts older than 30 days, and subscriptions that have been disabled for 7. */
	expire(): Promise<void>;
};
