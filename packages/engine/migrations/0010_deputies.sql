-- Who stands in for whom, and when: from `from_at` until just before `to_at`. A list is put whole, so these are the ones that hold.
create table deputies (
  tenant_id integer not null,
  person text not null,
  deputy text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text,
  named_by jsonb not null,
  named_at timestamptz not null,
  constraint deputies_pkey primary key (tenant_id, person, deputy, from_at),
  constraint deputies_span_forward check (from_at < to_at),
  constraint deputies_of_another check (person <> deputy),
  constraint deputies_person_fkey foreign key (tenant_id, person) references people (tenant_id, id),
  constraint deputies_deputy_fkey foreign key (tenant_id, deputy) references people (tenant_id, id)
);

create index deputies_by_deputy on deputies (tenant_id, deputy, person);
