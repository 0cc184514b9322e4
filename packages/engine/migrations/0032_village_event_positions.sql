-- What is sealed is sealed by position: those recorded before get theirs in the order in which they lie.
alter table village_events add column position bigint not null generated always as identity;
create unique index village_events_by_position on village_events (tenant_id, position);
