import type { EventFilters, Subscription } from '../../../contract/event.ts';
import { TerminalError } from '../../../errors.ts';
import type { SubscriptionStore } from '../../../ports/event-store.ts';
import type { Database } from './database.ts';

/** A new secret makes it young again: whoever asked for it is there. */
const PUT = `
insert into subscriptions (tenant_id, id, url, filters, secret)
select $1, $2, $3, $4::jsonb, $5::bytea
where (select count(*) from subscriptions where tenant_id = $1 and id <> $2) < $6::int
on conflict (id) do update set secret = excluded.secret, disabled_at = null, disabled_reason = null,
	failing_since = null, missing = 0, missing_since = null
returning id, url, filters, created_at, null as disabled_reason, (xmax = 0) as created, (
	select count(*) from deliveries d where d.tenant_id = $1 and d.subscription_id = $2 and d.state = 'pending') as pending`;

/** What waited for a disabled one is tried at once, in its order, when somebody is there again. */
const HURRY = `
update deliveries set due_at = created_at, first_tried_at = null where tenant_id = $1 and subscription_id = $2 and state = 'pending'`;

const LIST = `
select id, url, filters, created_at, disabled_reason, (
	select count(*) from deliveries d where d.tenant_id = $1 and d.subscription_id = s.id and d.state = 'pending') as pending
from subscriptions s where tenant_id = $1 order by created_at, id`;

type Row = {
	id: string;
	url: string;
	filters: EventFilters;
	created_at: Date;
	disabled_reason: 'gone' | 'failing' | null;
	pending: number;
};

/** A tenant's subscriptions; secrets come encrypted, and only those who deliver read them. */
export function createSubscriptionStore(database: Database): SubscriptionStore {
	return {
		put: (tenant, { id, url, filters, secret }, most) =>
			database.transaction(tenant, async (query) => {
				const values = [tenant, id, url, JSON.stringify(filters), secret, most];
				const [row] = await query<Row & { created: boolean }>(PUT, values);
				if (row === undefined) throw new TerminalError('subscription-limit', undefined, { details: { most } });
				await query(HURRY, [tenant, id]);
				return { subscription: toSubscription(row), created: row.created };
			}),
		list: async (tenant) => {
			const rows = await database.tenant(tenant, (query) => query<Row>(LIST, [tenant]));
			return rows.map(toSubscription);
		},
		async remove(tenant, id) {
			const removed = await database.tenant(tenant, (query) =>
				query('delete from subscriptions where tenant_id = $1 and id = $2 returning id', [tenant, id]),
			);
			if (removed.length === 0) {
				throw new TerminalError('subscription-unknown', undefined, { details: { subscription: id } });
			}
		},
	};
}

function toSubscription({ id, url, filters, created_at, disabled_reason, pending }: Row): Subscription {
	return {
		id,
		url,
		filters,
		state: disabled_reason === null ? 'active' : 'disabled',
		...(disabled_reason === null ? {} : { reason: disabled_reason }),
		pending: Number(pending),
		createdAt: created_at.toISOString(),
	};
}
