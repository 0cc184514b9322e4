-- Recurring duties. A duty is never changed: each edit is a new version, the highest one is in force.
create table duties (
  tenant_id integer not null references tenants,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamptz not null,
  constraint duties_pkey primary key (tenant_id, id, version)
);

-- Where the version in force stands: every date of its rule up to handled_on has been dealt with, the next one makes its matter
-- at next_at (null: there is none, or the duty is disabled). calendar_version is the one that next_at was worked out by.
create table duty_schedules (
  tenant_id integer not null,
  duty_id text not null,
  version integer not null,
  handled_on date not null,
  next_on date,
  next_at timestamptz,
  calendar_id text not null,
  calendar_version integer not null,
  constraint duty_schedules_pkey primary key (tenant_id, duty_id),
  constraint duty_schedules_duty_fkey foreign key (tenant_id, duty_id, version) references duties,
  constraint duty_schedules_armed_whole check ((next_on is null) = (next_at is null))
);
create index duty_schedules_by_next on duty_schedules (tenant_id, next_at, duty_id) where next_at is not null;

-- What became of each date of a rule. The primary key is the claim: a date makes one matter, whoever is at it and however often.
create table duty_occurrences (
  tenant_id integer not null,
  duty_id text not null,
  occurs_on date not null,
  version integer not null,
  at timestamptz not null,
  state text not null,
  matter_id uuid,
  reason text,
  recorded_at timestamptz not null,
  constraint duty_occurrences_pkey primary key (tenant_id, duty_id, occurs_on),
  constraint duty_occurrences_duty_fkey foreign key (tenant_id, duty_id, version) references duties,
  constraint duty_occurrences_matter_fkey foreign key (tenant_id, matter_id) references matters,
  constraint duty_occurrences_state_known check (state in ('created', 'skipped')),
  constraint duty_occurrences_created_has_matter check ((state = 'created') = (matter_id is not null)),
  constraint duty_occurrences_skipped_has_reason check ((state = 'skipped') = (reason is not null))
);
