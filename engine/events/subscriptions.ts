/** Who is told of what: the same address and filters are one subscription, whoever asks and how often. */
import type { SubscriptionStore } from '../ports/event-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { Subscriptions } from '../ports/subscriptions.ts';
import { normalized } from './matches.ts';

export type SubscriptionsOptions = {
	store: SubscriptionStore;
	secrets: Secrets;
	hash: Hasher;
	/** A new random one, `whsec_…`. */
	newSecret: () => string;
	/** Throws `callback-unreachable`. */
	checkOrigin: (url: string) => Promise<void>;
};

/** More than a tenant has workflows that begin with an event, few enough to hold each event against all. */
const MOST = 200;

export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
	const { store, secrets, hash, newSecret, checkOrigin } = options;
	return {
		async create(tenant, { url, filters: asked }) {
			await checkOrigin(url);
			const filters = normalized(asked);
			const id = `sub_${hash(JSON.stringify([tenant, url, filters])).slice(0, 32)}`;
			// A new one each time: it is not kept in a form that could be shown again.
			const secret = newSecret();
			const encrypted = secrets.encrypt(secret, { tenant, connectionId: id });
			const { subscription, created } = await store.put(tenant, { id, url, filters, secret: encrypted }, MOST);
			return { subscription: { ...subscription, secret }, created };
		},
		list: (tenant) => store.list(tenant),
		remove: (tenant, id) => store.remove(tenant, id),
	};
}
