-- Calls that were analyzed or uploaded, with what was found in them.

create table calls (
	tenant_id text not null references tenants on delete cascade,
	call_id text not null,
	-- a calls connection, or 'upload'
	source text not null,
	started_at timestamptz not null,
	rep_id text not null,
	-- of the e-mail addresses of its parties, lower case
	domains text[] not null,
	call jsonb not null,
	transcript_hash text not null,
	-- null until it was analyzed
	analysis jsonb,
	analyzed_at timestamptz,
	primary key (tenant_id, call_id)
);
create index calls_of_rep on calls (tenant_id, rep_id, started_at);
create index calls_of_domains on calls using gin (domains);
select sophia_tenant_table('calls');
