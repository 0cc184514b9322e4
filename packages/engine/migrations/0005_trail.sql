-- What was done and what was refused beside the recorded events, which are their own record. Rows are only ever appended;
-- position gives their order, and what is sealed refers to it.
create table trail (
  tenant_id integer not null references tenants,
  position bigint not null generated always as identity,
  at timestamptz not null,
  kind text not null,
  actor jsonb not null,
  on_behalf_of text,
  action text not null,
  target text,
  address text,
  outcome text not null,
  detail jsonb not null,
  constraint trail_pkey primary key (tenant_id, position),
  constraint trail_kind_known check (kind in ('administration', 'signIn', 'refusal', 'system'))
);
