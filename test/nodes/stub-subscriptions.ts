/** Subscriptions as the engine keeps them: the same address and filters are one, with a new secret each time. */
import type { EventFilters, Subscription } from '../../engine/contract/index.ts';

export type StubSubscriptions = {
	all: Subscription[];
	/** The secret that was given last, by id. */
	secrets: Record<string, string>;
	answer(method: string, path: string, body: unknown): { status: number; body: unknown };
};

export function stubSubscriptions(): StubSubscriptions {
	let made = 0;
	const stub: StubSubscriptions = {
		all: [],
		secrets: {},
		answer(method, path, body) {
			if (method === 'GET') return { status: 200, body: { subscriptions: stub.all } };
			if (method === 'DELETE') {
				const id = path.split('/').at(-1);
				const kept = stub.all.filter((one) => one.id !== id);
				const code = 'subscription-unknown';
				if (kept.length === stub.all.length) return { status: 404, body: { error: { code, message: 'None.' } } };
				stub.all = kept;
				return { status: 200, body: { id } };
			}
			const { url, filters } = body as { url: string; filters: EventFilters };
			const wish = JSON.stringify([url, filters]);
			const known = stub.all.find((one) => JSON.stringify([one.url, one.filters]) === wish);
			made += 1;
			const subscription: Subscription = known ?? {
				...{ id: `sub-${made}`, url, filters, state: 'active', pending: 0, createdAt: '2026-11-22T07:00:00Z' },
			};
			subscription.state = 'active';
			if (!known) stub.all.push(subscription);
			const secret = `whsec_${Buffer.from(`secret number ${made}`).toString('base64')}`;
			stub.secrets[subscription.id] = secret;
			return { status: known ? 200 : 201, body: { ...subscription, secret } };
		},
	};
	return stub;
}
