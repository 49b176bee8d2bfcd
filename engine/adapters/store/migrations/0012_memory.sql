-- Long-term memory: what members of teams learned, by collection, with where it came from.

create table memory_items (
	tenant_id text not null references tenants on delete cascade,
	id text not null,
	-- empty: long-term memory without a collection
	collection text not null,
	text text not null check (octet_length(text) <= 8192),
	-- {runId, team, member, task}
	origin jsonb not null,
	-- e-mail addresses in small letters
	people text[] not null,
	-- what it is found by, made by the engine: the server's language changes nothing
	terms text[] not null,
	-- to the millisecond: pages of the list begin after one
	kept_at timestamptz not null default date_trunc('milliseconds', clock_timestamp()),
	primary key (tenant_id, id)
);
create index memory_items_newest on memory_items (tenant_id, collection, kept_at, id);
create index memory_items_terms on memory_items using gin (terms);
select sophia_tenant_table('memory_items');
