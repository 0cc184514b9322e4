-- For the trend by weeks: when tasks were put up, and when the finish clocks that no longer run stopped. Neither is written again
-- for a task that goes on.
create index tasks_by_creation on tasks (tenant_id, created_at, unit);
create index clocks_by_stop on clocks (tenant_id, stopped_at) where name = 'finish' and stopped_at is not null;
