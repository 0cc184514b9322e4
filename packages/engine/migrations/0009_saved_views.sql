-- Lists that somebody asks for again and again: a name, the filter, the columns. `owner` is a person ("person/" and his id), or,
-- of a key without one, the key ("key/" and its id).
create table saved_views (
  tenant_id integer not null references tenants (tenant_id),
  owner text not null,
  id text not null,
  name text not null,
  filter jsonb not null,
  columns text[] not null,
  updated_at timestamptz not null,
  constraint saved_views_pkey primary key (tenant_id, owner, id)
);
