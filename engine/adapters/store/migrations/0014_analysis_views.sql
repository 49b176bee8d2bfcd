-- What a model may ask with SQL of its own: views of one tenant, and a role that sees nothing else.

do $$
begin
	if not exists (select from pg_roles where rolname = 'sophia_reader') then
		begin
			create role sophia_reader nologin nosuperuser nobypassrls;
		exception
			when duplicate_object or unique_violation then null;
			when insufficient_privilege then
				raise exception 'An administrator has to make the role sophia_reader: docs/operations.md says how.';
		end;
	end if;
	-- As for the other roles: see 0001.
	if not (select rolsuper from pg_roles where rolname = current_user) then
		begin
			execute format('grant sophia_reader to %I', current_user);
		exception when insufficient_privilege then null;
		end;
	end if;
end
$$;

create schema analysis;
grant usage on schema analysis to sophia_app, sophia_system, sophia_reader;
-- For the change of owners below, which asks for it.
grant create on schema analysis to sophia_app, sophia_reader;

-- Whose rows the views show: one row, which a transaction writes before the statement of a model runs and takes back
-- afterwards, so that nobody else ever sees it. Unlike the setting sophia.tenant it cannot be changed by that statement.
create table analysis.scope (tenant_id text not null check (tenant_id <> ''));
select sophia_tenant_table('analysis.scope');

-- The views belong to sophia_app and look at the tables with its rights, so row-level security holds as for the engine
-- itself, and whoever reads them needs no right to a table. As a barrier: no condition of the reader is asked about rows
-- that a view leaves out. Calls that are private, and what was found about how a rep did, are left out.

create view analysis.calls with (security_barrier = true) as
select c.call_id, c.call ->> 'title' as title, c.source, c.started_at,
	(c.call ->> 'durationSeconds')::float8 as duration_seconds, c.call ->> 'language' as language,
	c.rep_id, c.call #>> '{rep,name}' as rep_name, c.call #>> '{rep,email}' as rep_email,
	(select string_agg(distinct split_part(lower(p ->> 'email'), '@', 2), ', ')
		from jsonb_array_elements(c.call -> 'parties') p
		where p ->> 'affiliation' = 'external' and p ->> 'email' like '%@%') as customer_domains,
	(select string_agg(distinct r ->> 'name', ', ') from jsonb_array_elements(c.call -> 'crm') r
		where r ->> 'type' = 'company') as company,
	(select string_agg(distinct r ->> 'name', ', ') from jsonb_array_elements(c.call -> 'crm') r
		where r ->> 'type' = 'deal') as deal,
	(select string_agg(distinct r ->> 'stage', ', ') from jsonb_array_elements(c.call -> 'crm') r
		where r ->> 'type' = 'deal') as deal_stage,
	c.analysis ->> 'analysis' as analysis, c.analyzed_at
from calls c
where c.tenant_id = (select s.tenant_id from analysis.scope s) and c.call ->> 'private' is distinct from 'true';

create view analysis.participants with (security_barrier = true) as
select c.call_id, p ->> 'name' as name, p ->> 'email' as email, split_part(lower(p ->> 'email'), '@', 2) as domain,
	p ->> 'affiliation' as affiliation
from calls c cross join jsonb_array_elements(c.call -> 'parties') p
where c.tenant_id = (select s.tenant_id from analysis.scope s) and c.call ->> 'private' is distinct from 'true';

create view analysis.insights with (security_barrier = true) as
select c.call_id, c.started_at, i.position::int as position, i.item ->> 'kind' as kind, i.item ->> 'label' as label,
	i.item ->> 'text' as text, i.item ->> 'party' as party, i.item ->> 'affiliation' as affiliation,
	i.item ->> 'due' as due, i.item ->> 'dueDate' as due_date, (i.item ->> 'answered')::boolean as answered,
	i.item ->> 'foundBy' as found_by, i.item #>> '{evidence,0,speaker}' as speaker,
	i.item #>> '{evidence,0,quote}' as quote, (i.item #>> '{evidence,0,startMs}')::float8 as start_ms
from calls c cross join jsonb_array_elements(c.analysis -> 'insights') with ordinality i (item, position)
where c.tenant_id = (select s.tenant_id from analysis.scope s) and c.call ->> 'private' is distinct from 'true'
	and i.item ->> 'kind' <> 'coachable-moment';

create view analysis.moods with (security_barrier = true) as
select c.call_id, c.started_at, m ->> 'phase' as phase, m ->> 'label' as label,
	m #>> '{evidence,0,speaker}' as speaker, m #>> '{evidence,0,quote}' as quote
from calls c cross join jsonb_array_elements(c.analysis #> '{reading,sentiment}') m
where c.tenant_id = (select s.tenant_id from analysis.scope s) and c.call ->> 'private' is distinct from 'true';

create view analysis.feedback with (security_barrier = true) as
select f.call_id, f.kind, f.label, f.mark, f.marked_at
from feedback f
where f.tenant_id = (select s.tenant_id from analysis.scope s) and f.kind <> 'coachable-moment';

create view analysis.runs with (security_barrier = true) as
select r.id as run_id, r.root_id, r.parent_id, r.kind, r.state, r.delivery, r.created_at, r.ended_at,
	r.error ->> 'code' as error_code, b.limit_nano::numeric / 1000000000 as budget_usd,
	(b.spent_nano + b.reserved_nano)::numeric / 1000000000 as spent_usd
from runs r left join budgets b on b.root_id = r.id and b.tenant_id = r.tenant_id
where r.tenant_id = (select s.tenant_id from analysis.scope s);

create view analysis.model_calls with (security_barrier = true) as
select p.run_id, p.root_id, p.name, p.reserved_at as started_at, k.result ->> 'model' as model,
	coalesce(p.settled_nano, p.reserved_nano)::numeric / 1000000000 as cost_usd, p.settled_nano is not null as settled,
	k.result ? 'failed' as failed, (k.result #>> '{generation,usage,inputTokens}')::numeric as input_tokens,
	(k.result #>> '{generation,usage,outputTokens}')::numeric as output_tokens
from spends p left join steps k on k.tenant_id = p.tenant_id and k.run_id = p.run_id and k.name = p.name
where p.tenant_id = (select s.tenant_id from analysis.scope s);

create view analysis.deliveries with (security_barrier = true) as
select e.kind, e.state, e.run_id, e.root_id, e.intended_at
from effects e
where e.tenant_id = (select s.tenant_id from analysis.scope s);

do $$
declare
	name text;
begin
	foreach name in array array['calls', 'participants', 'insights', 'moods', 'feedback', 'runs', 'model_calls', 'deliveries']
	loop
		execute format('alter view analysis.%I owner to sophia_app', name);
		execute format('grant select on analysis.%I to sophia_reader', name);
	end loop;
end
$$;

-- Runs a statement with the rights of sophia_reader. A function with the rights of its owner, because within one no
-- statement can change its role, and not stable without reason: such a function refuses to write.
create function analysis.answer(statement text) returns setof text
language plpgsql stable security definer set search_path = pg_catalog, analysis, pg_temp as $$
begin
	return query execute statement;
end
$$;
revoke execute on function analysis.answer(text) from public;
grant execute on function analysis.answer(text) to sophia_app;
alter function analysis.answer(text) owner to sophia_reader;
revoke create on schema analysis from sophia_app, sophia_reader;
