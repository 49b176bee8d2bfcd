-- What happened, who wants to be told of it, and what was told; and the addresses to which call services send word.

-- Where a calls connection hears that a call is over. The id stands in the address and cannot be guessed; what comes
-- there counts only with a signature by the key.
create table call_webhooks (
	tenant_id text not null,
	connection_id text not null,
	id text not null unique,
	-- the whole address as it was given to the call service, which signs it
	address text not null,
	-- PEM
	public_key text not null,
	created_at timestamptz not null default now(),
	primary key (tenant_id, connection_id),
	foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
);
select sophia_tenant_table('call_webhooks');

create table subscriptions (
	tenant_id text not null references tenants on delete cascade,
	-- made of tenant, url and filters: the same wish is one subscription
	id text primary key,
	url text not null,
	filters jsonb not null,
	-- encrypted before it comes here
	secret bytea not null,
	created_at timestamptz not null default now(),
	disabled_at timestamptz,
	disabled_reason text check (disabled_reason in ('gone', 'failing')),
	-- one delivery at a time, so that a receiver that keeps what it saw is not overtaken by itself
	busy_until timestamptz not null default '-infinity',
	-- since the last delivery that succeeded
	failing_since timestamptz,
	-- answers 404 in a row, and since when
	missing int not null default 0,
	missing_since timestamptz
);
create index subscriptions_tenant on subscriptions (tenant_id);
select sophia_tenant_table('subscriptions');

-- Kept when their text has expired, so that the same thing is not told twice.
create table events (
	tenant_id text not null references tenants on delete cascade,
	id text not null,
	type text not null,
	call_id text not null,
	-- null when it has expired
	payload jsonb,
	created_at timestamptz not null default now(),
	primary key (tenant_id, id)
);
create index events_call on events (tenant_id, call_id);
create index events_age on events (created_at) where payload is not null;
select sophia_tenant_table('events');

create table deliveries (
	tenant_id text not null,
	subscription_id text not null references subscriptions on delete cascade,
	event_id text not null,
	state text not null default 'pending' check (state in ('pending', 'delivered', 'given-up')),
	due_at timestamptz not null default now(),
	tries int not null default 0,
	-- of the tries that count: a subscription that was disabled meanwhile begins anew
	first_tried_at timestamptz,
	created_at timestamptz not null default now(),
	primary key (subscription_id, event_id),
	foreign key (tenant_id, event_id) references events on delete cascade
);
create index deliveries_pending on deliveries (subscription_id, due_at) where state = 'pending';
create index deliveries_event on deliveries (tenant_id, event_id);
select sophia_tenant_table('deliveries');

-- Promises whose day may still come. Told ones are kept until their text expires, so that each is told once.
create table due_commitments (
	tenant_id text not null references tenants on delete cascade,
	event_id text not null,
	call_id text not null,
	due_date date not null,
	payload jsonb not null,
	told_at timestamptz,
	primary key (tenant_id, event_id)
);
create index due_commitments_day on due_commitments (due_date) where told_at is null;
create index due_commitments_call on due_commitments (tenant_id, call_id);
select sophia_tenant_table('due_commitments');
