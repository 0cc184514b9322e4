-- What stands on every document of a county: the organ that issues it, to whom, and the kinds of bulletins with what their numbers begin with.
create table letterheads (
  tenant_id integer not null references tenants,
  body jsonb not null,
  updated_by jsonb not null,
  updated_at timestamptz not null,
  constraint letterheads_pkey primary key (tenant_id)
);

-- Bulletins. A draft changes with its revision; what is issued has its number, the letterhead and the figures it was approved with, and is
-- never changed again.
create table bulletins (
  tenant_id integer not null references tenants,
  id uuid not null,
  kind text not null,
  programme text,
  line text,
  covers_from date not null,
  covers_to date not null,
  state text not null,
  revision integer not null,
  body jsonb not null,
  authors jsonb not null,
  approvals jsonb not null,
  year integer,
  serial integer,
  number text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  issued_at timestamptz,
  constraint bulletins_pkey primary key (tenant_id, id),
  constraint bulletins_state_check check (state in ('draft', 'issued')),
  constraint bulletins_issued_check check ((state = 'issued') = (number is not null and issued_at is not null and serial is not null)),
  constraint bulletins_serial_key unique (tenant_id, kind, year, serial)
);

create index bulletins_by_creation on bulletins (tenant_id, created_at, id);

-- The last number of each kind and year; drawn when a bulletin is issued, so that a draft thrown away leaves no gap.
create table bulletin_numbers (
  tenant_id integer not null references tenants,
  kind text not null,
  year integer not null,
  last integer not null,
  constraint bulletin_numbers_pkey primary key (tenant_id, kind, year)
);
