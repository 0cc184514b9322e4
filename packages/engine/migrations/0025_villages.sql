-- Villages (units of kind village), their groups, and the households in them. What names a household is kept apart: lists and
-- exports read households, which holds masked forms only; household_particulars is read one at a time, by who may, on record.
create table village_groups (
  tenant_id integer not null,
  village text not null,
  code text not null,
  name text not null,
  position integer not null,
  constraint village_groups_pkey primary key (tenant_id, village, code),
  constraint village_groups_village_fkey foreign key (tenant_id, village) references units (tenant_id, code)
);

create table households (
  tenant_id integer not null,
  id text not null,
  village text not null,
  village_group text,
  masked_name text not null,
  masked_phone text,
  member_count integer,
  updated_at timestamptz not null,
  constraint households_pkey primary key (tenant_id, id),
  constraint households_village_fkey foreign key (tenant_id, village) references units (tenant_id, code),
  constraint households_group_fkey foreign key (tenant_id, village, village_group)
    references village_groups (tenant_id, village, code)
);
create index households_by_village on households (tenant_id, village, id);

create table household_particulars (
  tenant_id integer not null,
  household text not null,
  name text not null,
  phone text,
  address text,
  note text,
  constraint household_particulars_pkey primary key (tenant_id, household),
  constraint household_particulars_household_fkey foreign key (tenant_id, household) references households (tenant_id, id)
);

-- Who is linked with a household, and which unit with a village (联村入户); both dates are in it, until_on null has no end.
create table household_links (
  tenant_id integer not null,
  household text not null,
  person text not null,
  from_on date not null,
  until_on date,
  constraint household_links_pkey primary key (tenant_id, household, person, from_on),
  constraint household_links_forward check (until_on is null or from_on <= until_on),
  constraint household_links_household_fkey foreign key (tenant_id, household) references households (tenant_id, id),
  constraint household_links_person_fkey foreign key (tenant_id, person) references people (tenant_id, id)
);
create index household_links_by_person on household_links (tenant_id, person, household);

create table village_links (
  tenant_id integer not null,
  village text not null,
  unit text not null,
  from_on date not null,
  until_on date,
  constraint village_links_pkey primary key (tenant_id, village, unit, from_on),
  constraint village_links_forward check (until_on is null or from_on <= until_on),
  constraint village_links_village_fkey foreign key (tenant_id, village) references units (tenant_id, code),
  constraint village_links_unit_fkey foreign key (tenant_id, unit) references units (tenant_id, code)
);
create index village_links_by_unit on village_links (tenant_id, unit, village);

-- How many events a household or a village has; its row is the lock under which they are recorded.
create table village_streams (
  tenant_id integer not null,
  kind text not null,
  subject text not null,
  revision integer not null,
  constraint village_streams_pkey primary key (tenant_id, kind, subject),
  constraint village_streams_kind_known check (kind in ('household', 'village'))
);

-- What was recorded of them, never changed. matters: those that needs heard on the visit became.
create table village_events (
  tenant_id integer not null,
  kind text not null,
  subject text not null,
  revision integer not null,
  type text not null,
  source text not null,
  event_id text not null,
  fingerprint bytea not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor jsonb not null,
  roles text[] not null,
  data jsonb not null,
  matters jsonb not null,
  constraint village_events_pkey primary key (tenant_id, kind, subject, revision),
  constraint village_events_once unique (tenant_id, source, event_id),
  constraint village_events_kind_known check (kind in ('household', 'village'))
);

-- Visits as they are counted. on_day is the date in the county's zone; programmes null serves every one.
create table visits (
  tenant_id integer not null,
  kind text not null,
  subject text not null,
  revision integer not null,
  village text not null,
  household text,
  person text not null,
  unit text not null,
  on_day date not null,
  at timestamptz not null,
  note text,
  programmes text[],
  need_count integer not null,
  constraint visits_pkey primary key (tenant_id, kind, subject, revision),
  constraint visits_event_fkey foreign key (tenant_id, kind, subject, revision)
    references village_events (tenant_id, kind, subject, revision)
);
create index visits_by_day on visits (tenant_id, on_day desc, kind, subject, revision);
create index visits_by_person on visits (tenant_id, person, on_day);

-- How many days a year a cadre is to be in villages, by the kind of his unit; put whole, the last row by version is in force.
create table village_day_rules (
  tenant_id integer not null references tenants,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamptz not null,
  constraint village_day_rules_pkey primary key (tenant_id, version)
);
