/**
 * What looks after the deliveries of all tenants. Every statement is conditional and leaves out what another one is just
 * changing, so any number of engines may deliver at once.
 */
import type { SophiaEvent } from '../../../contract/event.ts';
import type { DeliveryStore, DueDelivery } from '../../../ports/event-store.ts';
import type { Database } from './database.ts';
import { UNDISPUTED, UNTOLD_ASK } from './events.ts';
import { ENDED } from './run-tree.ts';

/**
 * Who has waited longest comes first: `busy_until` keeps when a subscription was told last. By anything else a tenant with
 * much to hear, or with receivers that answer slowly, would keep the others waiting for ever.
 */
const TAKE = `
with ready as (
	select distinct on (subscription_id) subscription_id, event_id from deliveries
	where state = 'pending' and due_at <= now()
	order by subscription_id, due_at, event_id
), taken as (
	select s.id, s.tenant_id, s.url, s.secret, ready.event_id from subscriptions s join ready on ready.subscription_id = s.id
	where s.disabled_at is null and s.busy_until <= now()
	order by s.busy_until, s.id limit $2
	for update of s skip locked
), busy as (
	update subscriptions s set busy_until = now() + $1::float8 * interval '1 millisecond' from taken where s.id = taken.id
), counted as (
	update deliveries d set tries = d.tries + 1, first_tried_at = coalesce(d.first_tried_at, now()) from taken
	where d.subscription_id = taken.id and d.event_id = taken.event_id and d.state = 'pending'
	returning d.subscription_id, d.tries
)
select taken.tenant_id, taken.id, taken.url, taken.secret, counted.tries, e.payload
from taken join counted on counted.subscription_id = taken.id
join events e on e.tenant_id = taken.tenant_id and e.id = taken.event_id`;

/** Of the try that was counted last; the word of an earlier one comes too late. */
const DELIVERED = `
with told as (
	update deliveries set state = 'delivered' where subscription_id = $1 and event_id = $2 and state = 'pending' and tries = $3
	returning subscription_id
)
update subscriptions s set busy_until = now(), failing_since = null, missing = 0, missing_since = null
from told where s.id = told.subscription_id`;

const AGAIN = `
with later as (
	update deliveries set due_at = now() + $4::float8 * interval '1 millisecond',
		state = case when first_tried_at <= now() - $5::float8 * interval '1 millisecond' then 'given-up' else 'pending' end
	where subscription_id = $1 and event_id = $2 and state = 'pending' and tries = $3
	returning subscription_id
)
update subscriptions s set busy_until = now(), failing_since = coalesce(failing_since, now()),
	missing = case when $6 then missing + 1 else 0 end,
	missing_since = case when $6 then coalesce(missing_since, now()) end
from later where s.id = later.subscription_id`;

const DISABLE_WHERE_HOPELESS = `
update subscriptions set disabled_at = now(),
	disabled_reason = case when missing >= $2 and missing_since <= now() - $3::float8 * interval '1 millisecond'
		then 'gone' else 'failing' end
where id = $1 and disabled_at is null and (
	(missing >= $2 and missing_since <= now() - $3::float8 * interval '1 millisecond')
	or failing_since <= now() - $4::float8 * interval '1 millisecond')
returning disabled_reason`;

const GONE = `
update subscriptions s set busy_until = now(), disabled_at = now(), disabled_reason = 'gone'
from deliveries d where s.id = $1 and s.disabled_at is null
	and d.subscription_id = s.id and d.event_id = $2 and d.state = 'pending' and d.tries = $3
returning disabled_reason`;

const TENANTS_STOPPED = `
select distinct s.tenant_id as tenant from budget_stops s join runs r on r.id = s.root_id
where s.told_at is null and r.state in ${ENDED} order by 1`;

const TENANTS_ASKING = `select distinct q.tenant_id as tenant from questions q where ${UNTOLD_ASK} order by 1`;

const TENANTS_DUE = `
select t.id as tenant, t.settings ->> 'zone' as zone from tenants t
where exists (select from due_commitments d where d.tenant_id = t.id and d.told_at is null and d.due_date <= $1::date
	and ${UNDISPUTED})
order by t.id`;

const EXPIRE = [
	`delete from subscriptions where disabled_at < now() - interval '7 days'`,
	`update events e set payload = null where payload is not null and created_at < now() - interval '30 days'
		and not exists (select from deliveries d
			where d.tenant_id = e.tenant_id and d.event_id = e.id and d.state = 'pending')`,
	`delete from due_commitments where told_at < now() - interval '30 days'`,
	// Nobody wants to be told of it so late, should the mark be taken back yet.
	`delete from due_commitments d where told_at is null and due_date < now() - interval '30 days' and not ${UNDISPUTED}`,
];

type TakenRow = {
	tenant_id: string;
	id: string;
	url: string;
	secret: Uint8Array;
	tries: number;
	payload: SophiaEvent;
};
type Disabled = { disabled_reason: 'gone' | 'failing' };

export function createDeliveryStore(database: Database): DeliveryStore {
	return {
		take: (leaseMs, limit) =>
			database.system(async (query) => (await query<TakenRow>(TAKE, [leaseMs, limit])).map(toDelivery)),
		tried: ({ subscription: { id }, event, tries }, outcome, limits) =>
			database.system(async (query) => {
				const which = [id, event.id, tries];
				if (outcome.next === 'delivered') {
					await query(DELIVERED, which);
					return undefined;
				}
				if (outcome.next === 'gone') return (await query<Disabled>(GONE, which))[0]?.disabled_reason;
				await query(AGAIN, [...which, outcome.inMs, limits.giveUpAfterMs, outcome.missing]);
				const hopeless = [id, limits.missing, limits.missingMs, limits.giveUpAfterMs];
				return (await query<Disabled>(DISABLE_WHERE_HOPELESS, hopeless))[0]?.disabled_reason;
			}),
		tenantsStopped: () =>
			database.system(async (query) => (await query<{ tenant: string }>(TENANTS_STOPPED)).map(({ tenant }) => tenant)),
		tenantsAsking: () =>
			database.system(async (query) => (await query<{ tenant: string }>(TENANTS_ASKING)).map(({ tenant }) => tenant)),
		tenantsDue: (day) => database.system((query) => query<{ tenant: string; zone: string }>(TENANTS_DUE, [day])),
		expire: () =>
			database.system(async (query) => {
				for (const statement of EXPIRE) await query(statement);
			}),
	};
}

function toDelivery({ tenant_id, id, url, secret, tries, payload }: TakenRow): DueDelivery {
	return { tenant: tenant_id, subscription: { id, url, secret }, event: payload, tries };
}
