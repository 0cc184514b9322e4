-- Since when a task has been in its state: what waits for a decision is shown with it, the longest waiting first. Null only in
-- what an older version of the program has written.
alter table tasks add column state_since timestamptz;

update tasks
set state_since = (
  select min(e.recorded_at)
  from events e
  where e.tenant_id = tasks.tenant_id
    and e.task_id = tasks.id
    and e.revision > coalesce((
      select max(other.revision)
      from events other
      where other.tenant_id = tasks.tenant_id
        and other.task_id = tasks.id
        and other.state <> tasks.state
    ), 0)
);

-- What waits for somebody's decision, in the order of the inbox: by due instant, held clocks after running ones, then by how
-- long it has waited. A few thousand entries in a county of a hundred thousand tasks.
create index tasks_awaiting on tasks (
  tenant_id,
  (coalesce(due_at, 'infinity'::timestamptz)),
  (coalesce(state_since, '-infinity'::timestamptz)),
  id
) where state in ('inspected', 'underInspection', 'declined') or request is not null;
