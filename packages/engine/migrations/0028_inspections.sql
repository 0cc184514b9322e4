-- Inspections by draw. A row is where one stands; every act on it is kept beside it, and only appended to.
create table inspections (
  tenant_id integer not null references tenants,
  id uuid not null,
  year integer not null,
  ordinal integer not null,
  state text not null,
  from_on date not null,
  to_on date not null,
  revision integer not null,
  body jsonb not null,
  constraint inspections_pkey primary key (tenant_id, id),
  constraint inspections_numbered_once unique (tenant_id, year, ordinal),
  constraint inspections_state_known check (state in ('planned', 'announced', 'drawn', 'closed', 'cancelled')),
  constraint inspections_window_forward check (from_on <= to_on)
);
create index inspections_by_window on inspections (tenant_id, to_on, from_on);

create table inspection_acts (
  tenant_id integer not null,
  inspection_id uuid not null,
  revision integer not null,
  type text not null,
  at timestamptz not null,
  by jsonb not null,
  body jsonb not null,
  constraint inspection_acts_pkey primary key (tenant_id, inspection_id, revision),
  constraint inspection_acts_inspection_fkey foreign key (tenant_id, inspection_id) references inspections
);

-- How often a year a unit may be inspected. Each edit is a new version, the highest one is in force.
create table inspection_quotas (
  tenant_id integer not null references tenants,
  version integer not null,
  per_year integer not null,
  set_by jsonb not null,
  set_at timestamptz not null,
  constraint inspection_quotas_pkey primary key (tenant_id, version),
  constraint inspection_quotas_counts check (per_year >= 0)
);
