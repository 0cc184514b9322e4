-- Proposals of measures against people are rungs that fired: recorded events. What a person decided on one is here, once.
create table measure_decisions (
  tenant_id integer not null references tenants,
  task_id uuid not null,
  revision integer not null,
  decision text not null,
  reason text not null,
  decided_by jsonb not null,
  decided_at timestamptz not null,
  constraint measure_decisions_pkey primary key (tenant_id, task_id, revision),
  constraint measure_decisions_known check (decision in ('approve', 'refuse'))
);

-- A handful of a county's events propose anything; all others have no entry.
create index events_proposing on events (tenant_id, recorded_at desc, task_id, revision)
  where type = 'rungFired' and (data ->> 'propose') is not null;

-- Who answers complaints about burdens, and who instead where the complaint is about him. The highest version is in force.
create table complaint_boxes (
  tenant_id integer not null,
  version integer not null,
  unit text not null,
  other text not null,
  workdays integer not null,
  created_by jsonb not null,
  created_at timestamptz not null,
  constraint complaint_boxes_pkey primary key (tenant_id, version),
  constraint complaint_boxes_unit_fkey foreign key (tenant_id, unit) references units (tenant_id, code),
  constraint complaint_boxes_other_fkey foreign key (tenant_id, other) references units (tenant_id, code),
  constraint complaint_boxes_two check (unit <> other)
);

-- A complaint and the matter that answers it; the words are here and nowhere else. author is a person's id, or a key's.
create table complaints (
  tenant_id integer not null,
  id uuid not null,
  author text not null,
  words text not null,
  about text,
  unit text not null,
  matter_id uuid not null,
  created_at timestamptz not null,
  constraint complaints_pkey primary key (tenant_id, id),
  constraint complaints_matter_fkey foreign key (tenant_id, matter_id) references matters (tenant_id, id)
);
create index complaints_by_time on complaints (tenant_id, created_at desc, id);
