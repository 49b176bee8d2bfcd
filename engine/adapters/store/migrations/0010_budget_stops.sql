-- What a run did not do because its budget did not allow it: recorded with the end of the run, told when its root has
-- ended. Gone with the run.

create table budget_stops (
	tenant_id text not null,
	root_id text not null,
	run_id text primary key references runs on delete cascade,
	-- names of the steps that would have spent
	work jsonb not null,
	told_at timestamptz
);
create index budget_stops_open on budget_stops (tenant_id, root_id) where told_at is null;
select sophia_tenant_table('budget_stops');

-- That a budget stopped a run concerns no single call.
alter table events alter column call_id drop not null;
