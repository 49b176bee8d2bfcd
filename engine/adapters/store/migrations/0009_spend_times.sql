-- When money was set aside, so that people see how long a model call took. Unknown for what was spent before.

alter table spends add column reserved_at timestamptz;
alter table spends alter column reserved_at set default now();
