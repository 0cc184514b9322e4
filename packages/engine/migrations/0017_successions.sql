-- From when until when (both days included) a unit is given tasks; null: no bound. `merged_into`: where its work went, for good.
alter table units add column valid_from date;
alter table units add column valid_until date;
alter table units add column merged_into text;
alter table units add constraint units_validity_forward check (valid_from <= valid_until);
alter table units add constraint units_merged_into_another check (merged_into <> code);
alter table units add constraint units_merged_into_fkey foreign key (tenant_id, merged_into)
  references units (tenant_id, code);

-- When a person left; null: he is here.
alter table people add column left_at timestamptz;

-- What moved from whom to whom: a unit that was merged, or a person who left. `done_at` null: tasks of it are still to be moved.
create table successions (
  tenant_id integer not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  successor text not null,
  with_people boolean not null,
  reason text not null,
  ordered_by jsonb not null,
  begun_at timestamptz not null,
  moved integer not null,
  done_at timestamptz,
  constraint successions_pkey primary key (tenant_id, id),
  constraint successions_kind_known check (kind in ('unit', 'person')),
  constraint successions_tenant_id_fkey foreign key (tenant_id) references tenants (tenant_id)
);

create index successions_by_subject on successions (tenant_id, kind, subject, begun_at);
create index successions_open on successions (tenant_id, begun_at) where done_at is null;
