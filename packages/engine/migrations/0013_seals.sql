-- The seals over what was recorded: a chain for each county. The body is kept as the very text that was hashed and signed.
create table seals (
  tenant_id integer not null references tenants,
  number integer not null,
  at timestamptz not null,
  body text not null,
  hash text not null,
  signature text not null,
  constraint seals_pkey primary key (tenant_id, number)
);

-- Sealing and exporting read events in the order of their positions; appended to at its end, it costs little.
create index events_by_position on events (tenant_id, position);
