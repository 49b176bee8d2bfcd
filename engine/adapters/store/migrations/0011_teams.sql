-- The teams that tenants made, or put in the place of those that come with the engine.

create table teams (
	tenant_id text not null references tenants on delete cascade,
	name text not null,
	-- as a request brought it, after its check
	team jsonb not null,
	updated_at timestamptz not null default now(),
	primary key (tenant_id, name)
);
select sophia_tenant_table('teams');
