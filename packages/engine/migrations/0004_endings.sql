-- When tasks ended, for the trend by weeks: one entry a task, in the order it was recorded.
create index events_by_ending on events (tenant_id, recorded_at)
  where type in ('closureApproved', 'terminated', 'waived');
