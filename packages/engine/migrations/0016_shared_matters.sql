-- Whether the matter has tasks of several units: whoever has one of them may read the others. Set when the tasks are made.
alter table tasks add column shared boolean not null default false;

update tasks t
set shared = true
where exists (
  select 1
  from tasks s
  where s.tenant_id = t.tenant_id
    and s.matter_id = t.matter_id
    and s.id <> t.id
);

-- The matters that a unit shares with others. Partial: a task of a matter with no other has no entry to keep up.
create index tasks_shared_by_unit on tasks (tenant_id, unit, matter_id) where shared;
