-- Projects with the money behind them. A project is never changed: each edit is a new version, the highest one is in force.
create table projects (
  tenant_id integer not null references tenants,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamptz not null,
  constraint projects_pkey primary key (tenant_id, id, version)
);

-- What was paid, as those who pay have it. The primary key makes a payment count once, however often it is sent; nothing is
-- ever changed: money that comes back is a payment below zero.
create table payments (
  tenant_id integer not null references tenants,
  source text not null,
  payment_id text not null,
  fingerprint bytea not null,
  project_id text not null,
  task_id uuid,
  fund_source text,
  amount numeric(21, 6) not null,
  paid_on date not null,
  note text,
  recorded_by jsonb not null,
  recorded_at timestamptz not null,
  constraint payments_pkey primary key (tenant_id, source, payment_id),
  constraint payments_amount_some check (amount <> 0)
);
create index payments_by_project on payments (tenant_id, project_id, paid_on, source, payment_id);
