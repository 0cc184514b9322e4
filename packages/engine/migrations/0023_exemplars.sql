-- A closed task put forward as a model (典型). It is published once both sides have agreed: the office, and the unit whose work it is.
create table exemplars (
  tenant_id integer not null references tenants,
  id uuid not null,
  task_id uuid not null,
  unit text not null,
  title text not null,
  summary text not null,
  state text not null,
  office_agreed jsonb,
  unit_agreed jsonb,
  withdrawn jsonb,
  created_at timestamptz not null,
  published_at timestamptz,
  constraint exemplars_pkey primary key (tenant_id, id),
  constraint exemplars_state_check check (state in ('proposed', 'published', 'withdrawn')),
  constraint exemplars_published_check check (state <> 'published' or (office_agreed is not null and unit_agreed is not null))
);

create index exemplars_by_creation on exemplars (tenant_id, created_at, id);

-- A task has one exemplar at a time; one that was withdrawn makes room.
create unique index exemplars_of_task on exemplars (tenant_id, task_id) where state <> 'withdrawn';

-- Which tasks took an exemplar for their model.
create table exemplar_citations (
  tenant_id integer not null references tenants,
  exemplar_id uuid not null,
  task_id uuid not null,
  note text,
  cited_by jsonb not null,
  cited_at timestamptz not null,
  constraint exemplar_citations_pkey primary key (tenant_id, exemplar_id, task_id)
);

create index exemplar_citations_of_task on exemplar_citations (tenant_id, task_id);
