-- What runs ask people, and what the people said. Gone with the run.

create table questions (
	tenant_id text not null,
	id text not null unique default gen_random_uuid()::text,
	root_id text not null,
	run_id text not null references runs on delete cascade,
	-- of the ask within its run
	name text not null,
	-- {title, tool, member, input}
	question jsonb not null,
	-- to the millisecond: the address of its page is made of it
	asked_at timestamptz not null default date_trunc('milliseconds', now()),
	-- nobody is waited for longer
	overdue_at timestamptz not null default now() + interval '30 days',
	-- set when the run goes on without an answer
	overdue boolean not null default false,
	answer jsonb,
	answered_at timestamptz,
	told_at timestamptz,
	primary key (run_id, name)
);
create index questions_root on questions (root_id);
create index questions_open on questions (overdue_at) where answer is null and not overdue;
create index questions_untold on questions (tenant_id) where told_at is null;
select sophia_tenant_table('questions');

alter table runs drop constraint runs_waits_for_check;
alter table runs add constraint runs_waits_for_check
	check (waits_for in ('children', 'time', 'answers', 'answers-or-children'));
-- An answer came that the present attempt may not have seen.
alter table runs add column answer_came boolean not null default false;
-- Since when the deadline stands still, because this run or one below it waits for a person.
alter table runs add column paused_at timestamptz;
create index runs_paused on runs (root_id)
	where paused_at is not null and state in ('queued', 'running', 'waiting');
