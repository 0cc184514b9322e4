-- Programmes with their lines and targets. A programme is never changed: each edit is a new version, the highest one is in
-- force. Matters name programme and line as labels, with or without a definition here.
create table programmes (
  tenant_id integer not null references tenants,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamptz not null,
  constraint programmes_pkey primary key (tenant_id, id, version)
);

-- What a unit last reported for each target, as exact decimals in text; what it is to deliver stands in terms.targets.
alter table tasks add column figures jsonb not null default '{}';

-- A programme's ledger adds up its tasks; neither column ever changes, so that an update still stays in its page.
create index tasks_by_programme on tasks (tenant_id, programme, line) where programme is not null;

-- The ledgers of a programme walk its matters line by line, newest last.
create index matters_by_programme on matters (tenant_id, programme, line, created_at, id) where programme is not null;
