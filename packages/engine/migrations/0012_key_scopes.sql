-- What a key may post, how long it is good, how it is proven, and what it was before it was rotated. All optional: a key without
-- them is as it was.
-- sealed_secret: only of keys that sign, which must be read again to check a signature; sealed under a key outside the database.
alter table api_keys
  add column event_types text[],
  add column expires_at timestamptz,
  add column signed boolean not null default false,
  add column sealed_secret bytea,
  add column previous_hash bytea,
  add column previous_sealed bytea,
  add column previous_until timestamptz,
  add column rotated_at timestamptz,
  add column last_used_at timestamptz,
  add constraint api_keys_signed_sealed check (not signed or sealed_secret is not null);

-- What signed requests came with, for as long as their time is believed: the primary key refuses the second one.
create table signed_requests (
  tenant_id integer not null,
  key_id text not null,
  nonce text not null,
  at timestamptz not null,
  constraint signed_requests_pkey primary key (tenant_id, key_id, nonce)
);
create index signed_requests_by_at on signed_requests (at);
