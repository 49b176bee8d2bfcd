-- What models answered about calls, so that the same question is never paid twice.

create table model_answers (
	tenant_id text not null references tenants on delete cascade,
	-- sha-256 of everything that was asked
	key text not null,
	-- it quotes this call, and is erased with it
	call_id text not null,
	answer jsonb not null,
	answered_at timestamptz not null default now(),
	primary key (tenant_id, key)
);
create index model_answers_of_call on model_answers (tenant_id, call_id);
select sophia_tenant_table('model_answers');
