-- Runs and what makes them durable: steps, effects, budgets. No foreign key to tenants here: each insert would lock the
-- same row; `erase` removes a tenant's rows table by table.

create table runs (
	tenant_id text not null check (tenant_id <> ''),
	id text primary key,
	root_id text not null,
	parent_id text,
	-- kind and key of a child: a parent has each once
	child_kind text,
	child_key text,
	child_index int,
	kind text not null,
	batch boolean not null default false,
	input jsonb,
	connections jsonb not null,
	delivery text not null check (delivery in ('preview', 'only-me', 'send')),
	recipient text,
	resend text,
	state text not null check (state in ('queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled', 'timed-out')),
	-- the number of the attempt; every write of an attempt is conditional on it
	epoch int not null default 0,
	worker text,
	retries int not null default 0,
	-- attempts that ended without a word since `progress_mark`, the number of steps and effects then
	crashes int not null default 0,
	progress_mark int not null default 0,
	waits_for text check (waits_for in ('children', 'time')),
	wake_at timestamptz,
	queued_at timestamptz,
	created_at timestamptz not null default now(),
	deadline_at timestamptz not null,
	ended_at timestamptz,
	collected_at timestamptz,
	value jsonb,
	error jsonb,
	-- {text, done, total}
	progress jsonb,
	callback_url text,
	callback_state text check (callback_state in ('pending', 'delivered', 'gone')),
	callback_at timestamptz,
	callback_tries int not null default 0,
	-- answers 404 in a row, and since when
	callback_missing int not null default 0,
	callback_missing_since timestamptz
);
create unique index runs_child on runs (parent_id, child_kind, child_key) where parent_id is not null;
create index runs_root on runs (root_id);
create index runs_open on runs (state, deadline_at) where state in ('queued', 'running', 'waiting');
create index runs_callback on runs (callback_at) where callback_state = 'pending';
select sophia_tenant_table('runs');

create table steps (
	tenant_id text not null,
	run_id text not null references runs on delete cascade,
	name text not null,
	-- order of recording, for those who watch
	position bigint generated always as identity,
	result jsonb,
	recorded_at timestamptz not null default now(),
	primary key (run_id, name)
);
select sophia_tenant_table('steps');

-- Kept when run rows expire: a message is not sent again because its run was forgotten.
create table effects (
	tenant_id text not null,
	key text not null,
	kind text not null,
	root_id text not null,
	-- the root that asked for it last and could not know either
	asked_root_id text,
	run_id text not null,
	epoch int not null,
	state text not null check (state in ('intended', 'done', 'unconfirmed', 'failed')),
	tries int not null default 1,
	intended_at timestamptz not null default now(),
	-- until then, the grace included, the request that was announced may still land
	open_until timestamptz not null,
	receipt jsonb,
	reason text,
	primary key (tenant_id, key)
);
create index effects_root on effects (tenant_id, root_id);
create index effects_asked on effects (tenant_id, asked_root_id);
select sophia_tenant_table('effects');

-- Nano-dollars. What is reserved counts as spent until it is settled.
create table budgets (
	tenant_id text not null,
	root_id text primary key references runs on delete cascade,
	limit_nano bigint not null check (limit_nano >= 0),
	reserved_nano bigint not null default 0 check (reserved_nano >= 0),
	spent_nano bigint not null default 0 check (spent_nano >= 0)
);
select sophia_tenant_table('budgets');

create table spends (
	tenant_id text not null,
	root_id text not null references runs on delete cascade,
	run_id text not null,
	name text not null,
	epoch int not null,
	position bigint generated always as identity,
	reserved_nano bigint not null,
	settled_nano bigint,
	primary key (run_id, name, epoch)
);
create index spends_root on spends (root_id);
select sophia_tenant_table('spends');

create table idempotency (
	tenant_id text not null,
	key text not null,
	fingerprint text not null,
	run_id text not null,
	created_at timestamptz not null default now(),
	primary key (tenant_id, key)
);
select sophia_tenant_table('idempotency');

-- Processes that take runs, and when they were last alive.
create table workers (
	id text primary key,
	seen_at timestamptz not null
);
grant select, insert, update, delete on workers to sophia_system;
