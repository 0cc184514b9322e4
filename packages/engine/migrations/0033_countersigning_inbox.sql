-- What waits to be countersigned, in the order of the inbox.
create index tasks_countersigning on tasks (
  tenant_id,
  (coalesce(due_at, 'infinity'::timestamptz)),
  (coalesce(state_since, '-infinity'::timestamptz)),
  id
) where state = 'inProgress' and terms ? 'countersign';
