-- Tenants, who may ask for them, what they are connected to, and what the coaching day keeps.

-- The roles belong to the whole server, so another database of it may make them at the same moment.
do $$
declare
	name text;
begin
	foreach name in array array['sophia_app', 'sophia_system'] loop
		if not exists (select from pg_roles where rolname = name) then
			begin
				execute format('create role %I nologin nosuperuser nobypassrls', name);
			exception when duplicate_object or unique_violation then null;
			end;
		end if;
	end loop;
	-- The engine's login takes on either role with SET ROLE. A superuser may without a grant; a login that may not
	-- grant needs an administrator to have granted both, and SET ROLE says so when not.
	if not (select rolsuper from pg_roles where rolname = current_user) then
		begin
			execute format('grant sophia_app, sophia_system to %I', current_user);
		exception when insufficient_privilege then null;
		end;
	end if;
	execute format('grant usage on schema %I to sophia_app, sophia_system', current_schema());
end
$$;

-- Every tenant table is made a wall by this one call: row-level security that binds its owner too, the rows of the
-- session's tenant for sophia_app, all rows for sophia_system. A session that never named a tenant gets an error from
-- current_setting, not an empty answer.
create function sophia_tenant_table(target regclass, tenant_column name default 'tenant_id') returns void
language plpgsql as $$
begin
	execute format('alter table %s enable row level security', target);
	execute format('alter table %s force row level security', target);
	execute format(
		'create policy sophia_tenant on %s for all to sophia_app '
			'using (%I = current_setting(''sophia.tenant'')) with check (%I = current_setting(''sophia.tenant''))',
		target, tenant_column, tenant_column
	);
	execute format(
		'create policy sophia_system on %s for all to sophia_system using (true) with check (true)',
		target
	);
	execute format('grant select, insert, update, delete on %s to sophia_app, sophia_system', target);
end
$$;

create table tenants (
	id text primary key check (id <> ''),
	settings jsonb not null,
	created_at timestamptz not null default now()
);
select sophia_tenant_table('tenants', 'id');

create table api_keys (
	id text primary key,
	tenant_id text not null references tenants on delete cascade,
	-- SHA-256 of the key
	hash bytea not null unique,
	name text not null,
	created_at timestamptz not null default now(),
	revoked_at timestamptz
);
create index api_keys_tenant on api_keys (tenant_id);
select sophia_tenant_table('api_keys');

create table connections (
	tenant_id text not null references tenants on delete cascade,
	id text not null,
	kind text not null,
	vendor text not null,
	name text not null,
	address text not null,
	-- encrypted before it comes here
	secret bytea not null,
	created_at timestamptz not null default now(),
	primary key (tenant_id, id)
);
select sophia_tenant_table('connections');

create table transcripts (
	tenant_id text not null references tenants on delete cascade,
	hash text not null,
	call_id text not null,
	sentences jsonb not null,
	created_at timestamptz not null default now(),
	primary key (tenant_id, hash)
);
create index transcripts_call on transcripts (tenant_id, call_id);
select sophia_tenant_table('transcripts');

-- Up to where the calls of one calls connection were coached into one chat connection.
create table windows (
	tenant_id text not null references tenants on delete cascade,
	calls_connection text not null,
	chat_connection text not null,
	completed_until timestamptz not null,
	primary key (tenant_id, calls_connection, chat_connection)
);
select sophia_tenant_table('windows');

-- Calls that had no transcript yet when their window was coached, since when they are waited for.
create table carried_calls (
	tenant_id text not null references tenants on delete cascade,
	calls_connection text not null,
	chat_connection text not null,
	call_id text not null,
	since timestamptz not null,
	title text not null,
	primary key (tenant_id, calls_connection, chat_connection, call_id)
);
select sophia_tenant_table('carried_calls');

create table coached_calls (
	tenant_id text not null references tenants on delete cascade,
	calls_connection text not null,
	chat_connection text not null,
	call_id text not null,
	coached_at timestamptz not null default now(),
	primary key (tenant_id, calls_connection, chat_connection, call_id)
);
select sophia_tenant_table('coached_calls');
