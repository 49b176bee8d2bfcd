-- How a call did against its playbook, for its page. Null where it was held against none.

alter table calls add column playbook jsonb;
