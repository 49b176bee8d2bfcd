-- Who disagrees with what was found.

create table feedback (
	tenant_id text not null,
	call_id text not null,
	-- made of call, kind, label and evidence; no words of the call stand here
	insight_id text not null,
	kind text not null,
	label text,
	mark text not null check (mark in ('disagreed')),
	-- the link through which somebody said so
	view text not null check (view in ('coaching', 'record')),
	-- to the millisecond: pages of the list begin after one
	marked_at timestamptz not null default date_trunc('milliseconds', now()),
	primary key (tenant_id, call_id, insight_id),
	foreign key (tenant_id, call_id) references calls on delete cascade
);
create index feedback_newest on feedback (tenant_id, marked_at, call_id, insight_id);
select sophia_tenant_table('feedback');

-- Null for promises of calls that were analyzed before; nobody can have disagreed with them yet.
alter table due_commitments add column insight_id text;
