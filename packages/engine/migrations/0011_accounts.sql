-- A person's account: how he signs in by himself. What he may do is in people, never here.
-- password_hash null: he signs in by the county's provider only. failures are counted in sign_in_attempts, so that a name
-- which nobody has is treated like one that somebody has.
create table accounts (
  tenant_id integer not null references tenants,
  person text not null,
  password_hash text,
  password_set_at timestamptz,
  must_change boolean not null,
  locked_at timestamptz,
  lock_reason text,
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  created_at timestamptz not null,
  constraint accounts_pkey primary key (tenant_id, person),
  constraint accounts_person_fkey foreign key (tenant_id, person) references people,
  constraint accounts_totp_whole check (totp_confirmed_at is null or totp_secret is not null)
);

-- The hashes of passwords that were, newest first by set_at, so that none of the last ones comes back.
create table password_history (
  tenant_id integer not null,
  person text not null,
  set_at timestamptz not null,
  password_hash text not null,
  constraint password_history_pkey primary key (tenant_id, person, set_at),
  constraint password_history_account_fkey foreign key (tenant_id, person) references accounts
);

-- Each is good once, in the place of a code of the second factor.
create table recovery_codes (
  tenant_id integer not null,
  person text not null,
  code_hash bytea not null,
  used_at timestamptz,
  constraint recovery_codes_pkey primary key (tenant_id, person, code_hash),
  constraint recovery_codes_account_fkey foreign key (tenant_id, person) references accounts
);

-- Who is signed in. Only a hash of the cookie is kept. stage says what is still missing: only a whole session may do anything.
create table sessions (
  tenant_id integer not null,
  id text not null,
  secret_hash bytea not null,
  person text not null,
  way text not null,
  stage text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  address text,
  agent text,
  constraint sessions_pkey primary key (tenant_id, id),
  constraint sessions_account_fkey foreign key (tenant_id, person) references accounts,
  constraint sessions_way_known check (way in ('password', 'provider')),
  constraint sessions_stage_known check (stage in ('secondFactor', 'passwordChange', 'whole')),
  constraint sessions_end_whole check ((ended_at is null) = (ended_why is null))
);
create index sessions_by_person on sessions (tenant_id, person, created_at desc);

-- Attempts to sign in since the last good one, by account or typed name and by address: rows are never tied to accounts.
create table sign_in_attempts (
  tenant_id integer not null references tenants,
  subject text not null,
  attempt_count integer not null,
  blocked_until timestamptz,
  last_at timestamptz not null,
  constraint sign_in_attempts_pkey primary key (tenant_id, subject)
);
create index sign_in_attempts_by_last on sign_in_attempts (last_at);
