-- By which right an event was sent. Null: recorded before rights were.
alter table events add column by_right text;

-- How far somebody's being supervisor or inspector reaches, as { programmes, lines, units }. Null: the whole county. A key's own
-- comes before its person's.
alter table people add column scope jsonb;
alter table api_keys add column scope jsonb;

create index units_by_parent on units (tenant_id, parent) where parent is not null;
