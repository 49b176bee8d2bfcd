-- What people say about the answers of teams. What was asked and answered stands in the run, and goes with it.

create table interaction_feedback (
	tenant_id text not null,
	run_id text primary key references runs on delete cascade,
	rating text not null check (rating in ('good', 'bad')),
	comment text check (length(comment) <= 2000),
	-- to the millisecond, as it is shown
	said_at timestamptz not null default date_trunc('milliseconds', now())
);
select sophia_tenant_table('interaction_feedback');

create index runs_of_teams on runs (tenant_id, created_at desc) where kind = 'run-team' and not batch;
