-- Dumped from the migrations by scripts/schema.ts; not to be edited.

create table accounts (
  tenant_id integer not null,
  person text not null,
  password_hash text,
  password_set_at timestamp with time zone,
  must_change boolean not null,
  locked_at timestamp with time zone,
  lock_reason text,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  created_at timestamp with time zone not null
);

create table api_keys (
  tenant_id integer not null,
  id text not null,
  secret_hash bytea not null,
  name text not null,
  unit text,
  person text,
  roles text[],
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  scope jsonb,
  event_types text[],
  expires_at timestamp with time zone,
  signed boolean not null default false,
  sealed_secret bytea,
  previous_hash bytea,
  previous_sealed bytea,
  previous_until timestamp with time zone,
  rotated_at timestamp with time zone,
  last_used_at timestamp with time zone
);

create table attempts (
  tenant_id integer not null,
  message_id uuid not null,
  attempt integer not null,
  at timestamp with time zone not null,
  duration_ms integer not null,
  status integer,
  outcome text not null,
  detail text
);

create table bulletin_numbers (
  tenant_id integer not null,
  kind text not null,
  year integer not null,
  last integer not null
);

create table bulletins (
  tenant_id integer not null,
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
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  issued_at timestamp with time zone
);

create table calendars (
  tenant_id integer not null,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_at timestamp with time zone not null
);

create table clocks (
  tenant_id integer not null,
  task_id uuid not null,
  name text not null,
  state text not null,
  generation integer not null,
  basis jsonb not null,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  provisional boolean not null,
  remaining jsonb,
  stopped_at timestamp with time zone,
  fired integer[] not null,
  rungs jsonb not null,
  next_rung_at timestamp with time zone,
  calendar_id text not null,
  calendar_version integer not null
)
with (fillfactor=80);

create table complaint_boxes (
  tenant_id integer not null,
  version integer not null,
  unit text not null,
  other text not null,
  workdays integer not null,
  created_by jsonb not null,
  created_at timestamp with time zone not null
);

create table complaints (
  tenant_id integer not null,
  id uuid not null,
  author text not null,
  words text not null,
  about text,
  unit text not null,
  matter_id uuid not null,
  created_at timestamp with time zone not null
);

create table deputies (
  tenant_id integer not null,
  person text not null,
  deputy text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  reason text,
  named_by jsonb not null,
  named_at timestamp with time zone not null
);

create table duties (
  tenant_id integer not null,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamp with time zone not null
);

create table duty_occurrences (
  tenant_id integer not null,
  duty_id text not null,
  occurs_on date not null,
  version integer not null,
  at timestamp with time zone not null,
  state text not null,
  matter_id uuid,
  reason text,
  recorded_at timestamp with time zone not null
);

create table duty_schedules (
  tenant_id integer not null,
  duty_id text not null,
  version integer not null,
  handled_on date not null,
  next_on date,
  next_at timestamp with time zone,
  calendar_id text not null,
  calendar_version integer not null
);

create table events (
  tenant_id integer not null,
  task_id uuid not null,
  revision integer not null,
  "position" bigint not null generated always as identity,
  type text not null,
  source text not null,
  event_id text not null,
  fingerprint bytea not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor jsonb not null,
  roles text[] not null,
  data jsonb not null,
  state text not null,
  unit text not null,
  calendar_version integer not null,
  by_right text
);

create table exemplar_citations (
  tenant_id integer not null,
  exemplar_id uuid not null,
  task_id uuid not null,
  note text,
  cited_by jsonb not null,
  cited_at timestamp with time zone not null
);

create table exemplars (
  tenant_id integer not null,
  id uuid not null,
  task_id uuid not null,
  unit text not null,
  title text not null,
  summary text not null,
  state text not null,
  office_agreed jsonb,
  unit_agreed jsonb,
  withdrawn jsonb,
  created_at timestamp with time zone not null,
  published_at timestamp with time zone
);

create table household_links (
  tenant_id integer not null,
  household text not null,
  person text not null,
  from_on date not null,
  until_on date
);

create table household_particulars (
  tenant_id integer not null,
  household text not null,
  name text not null,
  phone text,
  address text,
  note text
);

create table households (
  tenant_id integer not null,
  id text not null,
  village text not null,
  village_group text,
  masked_name text not null,
  masked_phone text,
  member_count integer,
  updated_at timestamp with time zone not null
);

create table inspection_acts (
  tenant_id integer not null,
  inspection_id uuid not null,
  revision integer not null,
  type text not null,
  at timestamp with time zone not null,
  by jsonb not null,
  body jsonb not null
);

create table inspection_quotas (
  tenant_id integer not null,
  version integer not null,
  per_year integer not null,
  set_by jsonb not null,
  set_at timestamp with time zone not null
);

create table inspections (
  tenant_id integer not null,
  id uuid not null,
  year integer not null,
  ordinal integer not null,
  state text not null,
  from_on date not null,
  to_on date not null,
  revision integer not null,
  body jsonb not null
);

create table ladders (
  tenant_id integer not null,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_at timestamp with time zone not null
);

create table letterheads (
  tenant_id integer not null,
  body jsonb not null,
  updated_by jsonb not null,
  updated_at timestamp with time zone not null
);

create table manual_clock (
  singleton boolean not null default true,
  stands_at timestamp with time zone not null
);

create table matter_answers (
  tenant_id integer not null,
  idempotency_key text not null,
  fingerprint bytea not null,
  matter_id uuid not null,
  answer json not null,
  created_at timestamp with time zone not null
);

create table matter_numbers (
  tenant_id integer not null,
  year integer not null,
  last integer not null
);

create table matters (
  tenant_id integer not null,
  id uuid not null,
  number text not null,
  title text not null,
  body jsonb not null,
  programme text,
  line text,
  created_by jsonb not null,
  created_at timestamp with time zone not null
);

create table measure_decisions (
  tenant_id integer not null,
  task_id uuid not null,
  revision integer not null,
  decision text not null,
  reason text not null,
  decided_by jsonb not null,
  decided_at timestamp with time zone not null
);

create table migrations (
  version integer not null,
  slug text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null
);

create table notices (
  tenant_id integer not null,
  id uuid not null,
  person text not null,
  task_id uuid not null,
  revision integer not null,
  subject text not null,
  urgent boolean not null,
  facts jsonb not null,
  text_zh text not null,
  text_en text not null,
  created_at timestamp with time zone not null,
  send_at timestamp with time zone not null,
  message_id uuid,
  sent_at timestamp with time zone
);

create table outbox (
  tenant_id integer not null,
  id uuid not null,
  webhook_id text not null,
  task_id uuid not null,
  revision integer not null,
  type text not null,
  state text not null,
  attempt_count integer not null,
  next_attempt_at timestamp with time zone,
  created_at timestamp with time zone not null,
  settled_at timestamp with time zone
);

create table password_history (
  tenant_id integer not null,
  person text not null,
  set_at timestamp with time zone not null,
  password_hash text not null
);

create table payments (
  tenant_id integer not null,
  source text not null,
  payment_id text not null,
  fingerprint bytea not null,
  project_id text not null,
  task_id uuid,
  fund_source text,
  amount numeric(21,6) not null,
  paid_on date not null,
  note text,
  recorded_by jsonb not null,
  recorded_at timestamp with time zone not null
);

create table people (
  tenant_id integer not null,
  id text not null,
  name text not null,
  unit text not null,
  roles text[] not null,
  head boolean not null,
  contacts jsonb not null,
  updated_at timestamp with time zone not null,
  scope jsonb,
  left_at timestamp with time zone
);

create table programmes (
  tenant_id integer not null,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamp with time zone not null
);

create table projects (
  tenant_id integer not null,
  id text not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamp with time zone not null
);

create table recovery_codes (
  tenant_id integer not null,
  person text not null,
  code_hash bytea not null,
  used_at timestamp with time zone
);

create table saved_views (
  tenant_id integer not null,
  owner text not null,
  id text not null,
  name text not null,
  filter jsonb not null,
  columns text[] not null,
  updated_at timestamp with time zone not null
);

create table seals (
  tenant_id integer not null,
  number integer not null,
  at timestamp with time zone not null,
  body text not null,
  hash text not null,
  signature text not null
);

create table sessions (
  tenant_id integer not null,
  id text not null,
  secret_hash bytea not null,
  person text not null,
  way text not null,
  stage text not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_why text,
  address text,
  agent text
);

create table sign_in_attempts (
  tenant_id integer not null,
  subject text not null,
  attempt_count integer not null,
  blocked_until timestamp with time zone,
  last_at timestamp with time zone not null
);

create table signed_requests (
  tenant_id integer not null,
  key_id text not null,
  nonce text not null,
  at timestamp with time zone not null
);

create table successions (
  tenant_id integer not null,
  id uuid not null,
  kind text not null,
  subject text not null,
  successor text not null,
  with_people boolean not null,
  reason text not null,
  ordered_by jsonb not null,
  begun_at timestamp with time zone not null,
  moved integer not null,
  done_at timestamp with time zone
);

create table tasks (
  tenant_id integer not null,
  id uuid not null,
  matter_id uuid not null,
  number text not null,
  title text not null,
  programme text,
  line text,
  priority text not null,
  unit text not null,
  role text not null,
  definition_id text not null,
  definition_version integer not null,
  state text not null,
  revision integer not null,
  card text not null,
  progress integer not null,
  reworks integer not null,
  extensions integer not null,
  urges integer not null,
  request jsonb,
  handler text,
  parties jsonb not null,
  terms jsonb not null,
  sign_by timestamp with time zone,
  due_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  stages jsonb not null default '[]'::jsonb,
  state_since timestamp with time zone,
  figures jsonb not null default '{}'::jsonb,
  shared boolean not null default false
)
with (fillfactor=70);

create table tenants (
  tenant_id integer not null generated by default as identity,
  code text not null,
  name text not null,
  created_at timestamp with time zone not null
);

create table trail (
  tenant_id integer not null,
  "position" bigint not null generated always as identity,
  at timestamp with time zone not null,
  kind text not null,
  actor jsonb not null,
  on_behalf_of text,
  action text not null,
  target text,
  address text,
  outcome text not null,
  detail jsonb not null
);

create table units (
  tenant_id integer not null,
  code text not null,
  name text not null,
  kind text not null,
  parent text,
  "position" integer not null,
  aliases text[] not null,
  updated_at timestamp with time zone not null,
  valid_from date,
  valid_until date,
  merged_into text
);

create table village_day_rules (
  tenant_id integer not null,
  version integer not null,
  body jsonb not null,
  created_by jsonb not null,
  created_at timestamp with time zone not null
);

create table village_events (
  tenant_id integer not null,
  kind text not null,
  subject text not null,
  revision integer not null,
  type text not null,
  source text not null,
  event_id text not null,
  fingerprint bytea not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor jsonb not null,
  roles text[] not null,
  data jsonb not null,
  matters jsonb not null,
  "position" bigint not null generated always as identity
);

create table village_groups (
  tenant_id integer not null,
  village text not null,
  code text not null,
  name text not null,
  "position" integer not null
);

create table village_links (
  tenant_id integer not null,
  village text not null,
  unit text not null,
  from_on date not null,
  until_on date
);

create table village_streams (
  tenant_id integer not null,
  kind text not null,
  subject text not null,
  revision integer not null
);

create table visits (
  tenant_id integer not null,
  kind text not null,
  subject text not null,
  revision integer not null,
  village text not null,
  household text,
  person text not null,
  unit text not null,
  on_day date not null,
  at timestamp with time zone not null,
  note text,
  programmes text[],
  need_count integer not null
);

create table webhooks (
  tenant_id integer not null,
  id text not null,
  url text not null,
  types text[],
  secret text not null,
  created_at timestamp with time zone not null,
  disabled_at timestamp with time zone,
  disabled_why text
);

alter table accounts add constraint accounts_pkey
  PRIMARY KEY (tenant_id, person);

alter table accounts add constraint accounts_totp_whole
  CHECK (((totp_confirmed_at IS NULL) OR (totp_secret IS NOT NULL)));

alter table accounts add constraint accounts_person_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES people(tenant_id, id);

alter table accounts add constraint accounts_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table api_keys add constraint api_keys_pkey
  PRIMARY KEY (tenant_id, id);

alter table api_keys add constraint api_keys_id_key
  UNIQUE (id);

alter table api_keys add constraint api_keys_signed_sealed
  CHECK (((NOT signed) OR (sealed_secret IS NOT NULL)));

alter table api_keys add constraint api_keys_person_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES people(tenant_id, id);

alter table api_keys add constraint api_keys_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table api_keys add constraint api_keys_unit_fkey
  FOREIGN KEY (tenant_id, unit) REFERENCES units(tenant_id, code);

alter table attempts add constraint attempts_pkey
  PRIMARY KEY (tenant_id, message_id, attempt);

alter table attempts add constraint attempts_message_fkey
  FOREIGN KEY (tenant_id, message_id) REFERENCES outbox(tenant_id, id);

alter table bulletin_numbers add constraint bulletin_numbers_pkey
  PRIMARY KEY (tenant_id, kind, year);

alter table bulletin_numbers add constraint bulletin_numbers_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table bulletins add constraint bulletins_pkey
  PRIMARY KEY (tenant_id, id);

alter table bulletins add constraint bulletins_serial_key
  UNIQUE (tenant_id, kind, year, serial);

alter table bulletins add constraint bulletins_issued_check
  CHECK (((state = 'issued'::text) = ((number IS NOT NULL) AND (issued_at IS NOT NULL) AND (serial IS NOT NULL))));

alter table bulletins add constraint bulletins_state_check
  CHECK ((state = ANY (ARRAY['draft'::text, 'issued'::text])));

alter table bulletins add constraint bulletins_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table calendars add constraint calendars_pkey
  PRIMARY KEY (tenant_id, id, version);

alter table calendars add constraint calendars_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table clocks add constraint clocks_pkey
  PRIMARY KEY (tenant_id, task_id, name);

alter table clocks add constraint clocks_armed_only_running
  CHECK (((next_rung_at IS NULL) OR (state = 'running'::text)));

alter table clocks add constraint clocks_name_known
  CHECK ((name = ANY (ARRAY['sign'::text, 'stage'::text, 'report'::text, 'finish'::text])));

alter table clocks add constraint clocks_remaining_only_held
  CHECK (((remaining IS NOT NULL) = (state = 'held'::text)));

alter table clocks add constraint clocks_state_known
  CHECK ((state = ANY (ARRAY['running'::text, 'held'::text, 'done'::text])));

alter table clocks add constraint clocks_task_fkey
  FOREIGN KEY (tenant_id, task_id) REFERENCES tasks(tenant_id, id);

alter table complaint_boxes add constraint complaint_boxes_pkey
  PRIMARY KEY (tenant_id, version);

alter table complaint_boxes add constraint complaint_boxes_two
  CHECK ((unit <> other));

alter table complaint_boxes add constraint complaint_boxes_other_fkey
  FOREIGN KEY (tenant_id, other) REFERENCES units(tenant_id, code);

alter table complaint_boxes add constraint complaint_boxes_unit_fkey
  FOREIGN KEY (tenant_id, unit) REFERENCES units(tenant_id, code);

alter table complaints add constraint complaints_pkey
  PRIMARY KEY (tenant_id, id);

alter table complaints add constraint complaints_matter_fkey
  FOREIGN KEY (tenant_id, matter_id) REFERENCES matters(tenant_id, id);

alter table deputies add constraint deputies_pkey
  PRIMARY KEY (tenant_id, person, deputy, from_at);

alter table deputies add constraint deputies_of_another
  CHECK ((person <> deputy));

alter table deputies add constraint deputies_span_forward
  CHECK ((from_at < to_at));

alter table deputies add constraint deputies_deputy_fkey
  FOREIGN KEY (tenant_id, deputy) REFERENCES people(tenant_id, id);

alter table deputies add constraint deputies_person_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES people(tenant_id, id);

alter table duties add constraint duties_pkey
  PRIMARY KEY (tenant_id, id, version);

alter table duties add constraint duties_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table duty_occurrences add constraint duty_occurrences_pkey
  PRIMARY KEY (tenant_id, duty_id, occurs_on);

alter table duty_occurrences add constraint duty_occurrences_created_has_matter
  CHECK (((state = 'created'::text) = (matter_id IS NOT NULL)));

alter table duty_occurrences add constraint duty_occurrences_skipped_has_reason
  CHECK (((state = 'skipped'::text) = (reason IS NOT NULL)));

alter table duty_occurrences add constraint duty_occurrences_state_known
  CHECK ((state = ANY (ARRAY['created'::text, 'skipped'::text])));

alter table duty_occurrences add constraint duty_occurrences_duty_fkey
  FOREIGN KEY (tenant_id, duty_id, version) REFERENCES duties(tenant_id, id, version);

alter table duty_occurrences add constraint duty_occurrences_matter_fkey
  FOREIGN KEY (tenant_id, matter_id) REFERENCES matters(tenant_id, id);

alter table duty_schedules add constraint duty_schedules_pkey
  PRIMARY KEY (tenant_id, duty_id);

alter table duty_schedules add constraint duty_schedules_armed_whole
  CHECK (((next_on IS NULL) = (next_at IS NULL)));

alter table duty_schedules add constraint duty_schedules_duty_fkey
  FOREIGN KEY (tenant_id, duty_id, version) REFERENCES duties(tenant_id, id, version);

alter table events add constraint events_pkey
  PRIMARY KEY (tenant_id, task_id, revision);

alter table events add constraint events_once
  UNIQUE (tenant_id, source, event_id);

alter table exemplar_citations add constraint exemplar_citations_pkey
  PRIMARY KEY (tenant_id, exemplar_id, task_id);

alter table exemplar_citations add constraint exemplar_citations_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table exemplars add constraint exemplars_pkey
  PRIMARY KEY (tenant_id, id);

alter table exemplars add constraint exemplars_published_check
  CHECK (((state <> 'published'::text) OR ((office_agreed IS NOT NULL) AND (unit_agreed IS NOT NULL))));

alter table exemplars add constraint exemplars_state_check
  CHECK ((state = ANY (ARRAY['proposed'::text, 'published'::text, 'withdrawn'::text])));

alter table exemplars add constraint exemplars_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table household_links add constraint household_links_pkey
  PRIMARY KEY (tenant_id, household, person, from_on);

alter table household_links add constraint household_links_forward
  CHECK (((until_on IS NULL) OR (from_on <= until_on)));

alter table household_links add constraint household_links_household_fkey
  FOREIGN KEY (tenant_id, household) REFERENCES households(tenant_id, id);

alter table household_links add constraint household_links_person_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES people(tenant_id, id);

alter table household_particulars add constraint household_particulars_pkey
  PRIMARY KEY (tenant_id, household);

alter table household_particulars add constraint household_particulars_household_fkey
  FOREIGN KEY (tenant_id, household) REFERENCES households(tenant_id, id);

alter table households add constraint households_pkey
  PRIMARY KEY (tenant_id, id);

alter table households add constraint households_group_fkey
  FOREIGN KEY (tenant_id, village, village_group) REFERENCES village_groups(tenant_id, village, code);

alter table households add constraint households_village_fkey
  FOREIGN KEY (tenant_id, village) REFERENCES units(tenant_id, code);

alter table inspection_acts add constraint inspection_acts_pkey
  PRIMARY KEY (tenant_id, inspection_id, revision);

alter table inspection_acts add constraint inspection_acts_inspection_fkey
  FOREIGN KEY (tenant_id, inspection_id) REFERENCES inspections(tenant_id, id);

alter table inspection_quotas add constraint inspection_quotas_pkey
  PRIMARY KEY (tenant_id, version);

alter table inspection_quotas add constraint inspection_quotas_counts
  CHECK ((per_year >= 0));

alter table inspection_quotas add constraint inspection_quotas_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table inspections add constraint inspections_pkey
  PRIMARY KEY (tenant_id, id);

alter table inspections add constraint inspections_numbered_once
  UNIQUE (tenant_id, year, ordinal);

alter table inspections add constraint inspections_state_known
  CHECK ((state = ANY (ARRAY['planned'::text, 'announced'::text, 'drawn'::text, 'closed'::text, 'cancelled'::text])));

alter table inspections add constraint inspections_window_forward
  CHECK ((from_on <= to_on));

alter table inspections add constraint inspections_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table ladders add constraint ladders_pkey
  PRIMARY KEY (tenant_id, id, version);

alter table ladders add constraint ladders_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table letterheads add constraint letterheads_pkey
  PRIMARY KEY (tenant_id);

alter table letterheads add constraint letterheads_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table manual_clock add constraint manual_clock_pkey
  PRIMARY KEY (singleton);

alter table manual_clock add constraint manual_clock_single
  CHECK (singleton);

alter table matter_answers add constraint matter_answers_pkey
  PRIMARY KEY (tenant_id, idempotency_key);

alter table matter_answers add constraint matter_answers_matter_fkey
  FOREIGN KEY (tenant_id, matter_id) REFERENCES matters(tenant_id, id);

alter table matter_answers add constraint matter_answers_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table matter_numbers add constraint matter_numbers_pkey
  PRIMARY KEY (tenant_id, year);

alter table matter_numbers add constraint matter_numbers_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table matters add constraint matters_pkey
  PRIMARY KEY (tenant_id, id);

alter table matters add constraint matters_number_key
  UNIQUE (tenant_id, number);

alter table matters add constraint matters_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table measure_decisions add constraint measure_decisions_pkey
  PRIMARY KEY (tenant_id, task_id, revision);

alter table measure_decisions add constraint measure_decisions_known
  CHECK ((decision = ANY (ARRAY['approve'::text, 'refuse'::text])));

alter table measure_decisions add constraint measure_decisions_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table migrations add constraint migrations_pkey
  PRIMARY KEY (version);

alter table notices add constraint notices_pkey
  PRIMARY KEY (tenant_id, id);

alter table outbox add constraint outbox_pkey
  PRIMARY KEY (tenant_id, id);

alter table outbox add constraint outbox_state_known
  CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])));

alter table outbox add constraint outbox_waiting_is_armed
  CHECK (((state = 'waiting'::text) = (next_attempt_at IS NOT NULL)));

alter table outbox add constraint outbox_webhook_fkey
  FOREIGN KEY (tenant_id, webhook_id) REFERENCES webhooks(tenant_id, id);

alter table password_history add constraint password_history_pkey
  PRIMARY KEY (tenant_id, person, set_at);

alter table password_history add constraint password_history_account_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES accounts(tenant_id, person);

alter table payments add constraint payments_pkey
  PRIMARY KEY (tenant_id, source, payment_id);

alter table payments add constraint payments_amount_some
  CHECK ((amount <> (0)::numeric));

alter table payments add constraint payments_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table people add constraint people_pkey
  PRIMARY KEY (tenant_id, id);

alter table people add constraint people_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table people add constraint people_unit_fkey
  FOREIGN KEY (tenant_id, unit) REFERENCES units(tenant_id, code);

alter table programmes add constraint programmes_pkey
  PRIMARY KEY (tenant_id, id, version);

alter table programmes add constraint programmes_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table projects add constraint projects_pkey
  PRIMARY KEY (tenant_id, id, version);

alter table projects add constraint projects_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table recovery_codes add constraint recovery_codes_pkey
  PRIMARY KEY (tenant_id, person, code_hash);

alter table recovery_codes add constraint recovery_codes_account_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES accounts(tenant_id, person);

alter table saved_views add constraint saved_views_pkey
  PRIMARY KEY (tenant_id, owner, id);

alter table saved_views add constraint saved_views_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table seals add constraint seals_pkey
  PRIMARY KEY (tenant_id, number);

alter table seals add constraint seals_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table sessions add constraint sessions_pkey
  PRIMARY KEY (tenant_id, id);

alter table sessions add constraint sessions_end_whole
  CHECK (((ended_at IS NULL) = (ended_why IS NULL)));

alter table sessions add constraint sessions_stage_known
  CHECK ((stage = ANY (ARRAY['secondFactor'::text, 'passwordChange'::text, 'whole'::text])));

alter table sessions add constraint sessions_way_known
  CHECK ((way = ANY (ARRAY['password'::text, 'provider'::text])));

alter table sessions add constraint sessions_account_fkey
  FOREIGN KEY (tenant_id, person) REFERENCES accounts(tenant_id, person);

alter table sign_in_attempts add constraint sign_in_attempts_pkey
  PRIMARY KEY (tenant_id, subject);

alter table sign_in_attempts add constraint sign_in_attempts_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table signed_requests add constraint signed_requests_pkey
  PRIMARY KEY (tenant_id, key_id, nonce);

alter table successions add constraint successions_pkey
  PRIMARY KEY (tenant_id, id);

alter table successions add constraint successions_kind_known
  CHECK ((kind = ANY (ARRAY['unit'::text, 'person'::text])));

alter table successions add constraint successions_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table tasks add constraint tasks_pkey
  PRIMARY KEY (tenant_id, id);

alter table tasks add constraint tasks_priority_known
  CHECK ((priority = ANY (ARRAY['normal'::text, 'urgent'::text, 'critical'::text])));

alter table tasks add constraint tasks_progress_percent
  CHECK (((progress >= 0) AND (progress <= 100)));

alter table tasks add constraint tasks_revision_positive
  CHECK ((revision >= 1));

alter table tasks add constraint tasks_role_known
  CHECK ((role = ANY (ARRAY['lead'::text, 'assist'::text])));

alter table tasks add constraint tasks_state_known
  CHECK ((state = ANY (ARRAY['assigned'::text, 'declined'::text, 'inProgress'::text, 'suspended'::text, 'underInspection'::text, 'inspected'::text, 'closed'::text, 'archived'::text, 'terminated'::text, 'waived'::text])));

alter table tasks add constraint tasks_matter_fkey
  FOREIGN KEY (tenant_id, matter_id) REFERENCES matters(tenant_id, id);

alter table tasks add constraint tasks_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table tasks add constraint tasks_unit_fkey
  FOREIGN KEY (tenant_id, unit) REFERENCES units(tenant_id, code);

alter table tenants add constraint tenants_pkey
  PRIMARY KEY (tenant_id);

alter table tenants add constraint tenants_code_key
  UNIQUE (code);

alter table trail add constraint trail_pkey
  PRIMARY KEY (tenant_id, "position");

alter table trail add constraint trail_kind_known
  CHECK ((kind = ANY (ARRAY['administration'::text, 'signIn'::text, 'refusal'::text, 'system'::text])));

alter table trail add constraint trail_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table units add constraint units_pkey
  PRIMARY KEY (tenant_id, code);

alter table units add constraint units_kind_known
  CHECK ((kind = ANY (ARRAY['department'::text, 'township'::text, 'village'::text, 'office'::text])));

alter table units add constraint units_merged_into_another
  CHECK ((merged_into <> code));

alter table units add constraint units_validity_forward
  CHECK ((valid_from <= valid_until));

alter table units add constraint units_merged_into_fkey
  FOREIGN KEY (tenant_id, merged_into) REFERENCES units(tenant_id, code);

alter table units add constraint units_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table village_day_rules add constraint village_day_rules_pkey
  PRIMARY KEY (tenant_id, version);

alter table village_day_rules add constraint village_day_rules_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

alter table village_events add constraint village_events_pkey
  PRIMARY KEY (tenant_id, kind, subject, revision);

alter table village_events add constraint village_events_once
  UNIQUE (tenant_id, source, event_id);

alter table village_events add constraint village_events_kind_known
  CHECK ((kind = ANY (ARRAY['household'::text, 'village'::text])));

alter table village_groups add constraint village_groups_pkey
  PRIMARY KEY (tenant_id, village, code);

alter table village_groups add constraint village_groups_village_fkey
  FOREIGN KEY (tenant_id, village) REFERENCES units(tenant_id, code);

alter table village_links add constraint village_links_pkey
  PRIMARY KEY (tenant_id, village, unit, from_on);

alter table village_links add constraint village_links_forward
  CHECK (((until_on IS NULL) OR (from_on <= until_on)));

alter table village_links add constraint village_links_unit_fkey
  FOREIGN KEY (tenant_id, unit) REFERENCES units(tenant_id, code);

alter table village_links add constraint village_links_village_fkey
  FOREIGN KEY (tenant_id, village) REFERENCES units(tenant_id, code);

alter table village_streams add constraint village_streams_pkey
  PRIMARY KEY (tenant_id, kind, subject);

alter table village_streams add constraint village_streams_kind_known
  CHECK ((kind = ANY (ARRAY['household'::text, 'village'::text])));

alter table visits add constraint visits_pkey
  PRIMARY KEY (tenant_id, kind, subject, revision);

alter table visits add constraint visits_event_fkey
  FOREIGN KEY (tenant_id, kind, subject, revision) REFERENCES village_events(tenant_id, kind, subject, revision);

alter table webhooks add constraint webhooks_pkey
  PRIMARY KEY (tenant_id, id);

alter table webhooks add constraint webhooks_tenant_id_fkey
  FOREIGN KEY (tenant_id) REFERENCES tenants(tenant_id);

CREATE INDEX bulletins_by_creation ON public.bulletins USING btree (tenant_id, created_at, id);

CREATE INDEX clocks_by_calendar ON public.clocks USING btree (tenant_id, calendar_id, calendar_version) WHERE (state = 'running'::text);

CREATE INDEX clocks_by_next_rung ON public.clocks USING btree (tenant_id, next_rung_at, task_id) WHERE (next_rung_at IS NOT NULL);

CREATE INDEX clocks_by_stop ON public.clocks USING btree (tenant_id, stopped_at) WHERE ((name = 'finish'::text) AND (stopped_at IS NOT NULL));

CREATE INDEX complaints_by_time ON public.complaints USING btree (tenant_id, created_at DESC, id);

CREATE INDEX deputies_by_deputy ON public.deputies USING btree (tenant_id, deputy, person);

CREATE INDEX duty_schedules_by_next ON public.duty_schedules USING btree (tenant_id, next_at, duty_id) WHERE (next_at IS NOT NULL);

CREATE INDEX events_by_ending ON public.events USING btree (tenant_id, recorded_at) WHERE (type = ANY (ARRAY['closureApproved'::text, 'terminated'::text, 'waived'::text]));

CREATE INDEX events_by_position ON public.events USING btree (tenant_id, "position");

CREATE INDEX events_by_time ON public.events USING brin (recorded_at);

CREATE INDEX events_proposing ON public.events USING btree (tenant_id, recorded_at DESC, task_id, revision) WHERE ((type = 'rungFired'::text) AND ((data ->> 'propose'::text) IS NOT NULL));

CREATE INDEX events_with_letters ON public.events USING btree (tenant_id, "position" DESC) WHERE ((type = ANY (ARRAY['assigned'::text, 'reassigned'::text, 'reopened'::text, 'urged'::text, 'extensionGranted'::text, 'extensionRefused'::text])) OR ((type = 'rungFired'::text) AND ((data ->> 'card'::text) IS NOT NULL)));

CREATE INDEX exemplar_citations_of_task ON public.exemplar_citations USING btree (tenant_id, task_id);

CREATE INDEX exemplars_by_creation ON public.exemplars USING btree (tenant_id, created_at, id);

CREATE UNIQUE INDEX exemplars_of_task ON public.exemplars USING btree (tenant_id, task_id) WHERE (state <> 'withdrawn'::text);

CREATE INDEX household_links_by_person ON public.household_links USING btree (tenant_id, person, household);

CREATE INDEX households_by_village ON public.households USING btree (tenant_id, village, id);

CREATE INDEX inspections_by_window ON public.inspections USING btree (tenant_id, to_on, from_on);

CREATE INDEX matters_by_programme ON public.matters USING btree (tenant_id, programme, line, created_at, id) WHERE (programme IS NOT NULL);

CREATE INDEX notices_by_person ON public.notices USING btree (tenant_id, person, created_at, id);

CREATE INDEX notices_gathered ON public.notices USING btree (tenant_id, message_id, id) WHERE ((sent_at IS NULL) AND (message_id IS NOT NULL));

CREATE INDEX notices_waiting ON public.notices USING btree (tenant_id, send_at, person) WHERE (sent_at IS NULL);

CREATE INDEX outbox_by_webhook ON public.outbox USING btree (tenant_id, webhook_id, created_at, id);

CREATE INDEX outbox_due ON public.outbox USING btree (tenant_id, webhook_id, next_attempt_at, id) WHERE (next_attempt_at IS NOT NULL);

CREATE INDEX payments_by_project ON public.payments USING btree (tenant_id, project_id, paid_on, source, payment_id);

CREATE INDEX people_by_unit ON public.people USING btree (tenant_id, unit);

CREATE INDEX sessions_by_person ON public.sessions USING btree (tenant_id, person, created_at DESC);

CREATE INDEX sign_in_attempts_by_last ON public.sign_in_attempts USING btree (last_at);

CREATE INDEX signed_requests_by_at ON public.signed_requests USING btree (at);

CREATE INDEX successions_by_subject ON public.successions USING btree (tenant_id, kind, subject, begun_at);

CREATE INDEX successions_open ON public.successions USING btree (tenant_id, begun_at) WHERE (done_at IS NULL);

CREATE INDEX tasks_awaiting ON public.tasks USING btree (tenant_id, COALESCE(due_at, 'infinity'::timestamp with time zone), COALESCE(state_since, '-infinity'::timestamp with time zone), id) WHERE ((state = ANY (ARRAY['inspected'::text, 'underInspection'::text, 'declined'::text])) OR (request IS NOT NULL));

CREATE INDEX tasks_by_creation ON public.tasks USING btree (tenant_id, created_at, unit);

CREATE INDEX tasks_by_due ON public.tasks USING btree (tenant_id, due_at, id);

CREATE INDEX tasks_by_matter ON public.tasks USING btree (tenant_id, matter_id);

CREATE INDEX tasks_by_programme ON public.tasks USING btree (tenant_id, programme, line) WHERE (programme IS NOT NULL);

CREATE INDEX tasks_by_state ON public.tasks USING btree (tenant_id, state, due_at, id);

CREATE INDEX tasks_by_unit ON public.tasks USING btree (tenant_id, unit, due_at, id);

CREATE INDEX tasks_countersigning ON public.tasks USING btree (tenant_id, COALESCE(due_at, 'infinity'::timestamp with time zone), COALESCE(state_since, '-infinity'::timestamp with time zone), id) WHERE ((state = 'inProgress'::text) AND (terms ? 'countersign'::text));

CREATE INDEX tasks_shared_by_unit ON public.tasks USING btree (tenant_id, unit, matter_id) WHERE shared;

CREATE INDEX trail_verifications ON public.trail USING btree (tenant_id, "position") WHERE (action = 'verify'::text);

CREATE INDEX units_by_parent ON public.units USING btree (tenant_id, parent) WHERE (parent IS NOT NULL);

CREATE UNIQUE INDEX village_events_by_position ON public.village_events USING btree (tenant_id, "position");

CREATE INDEX village_links_by_unit ON public.village_links USING btree (tenant_id, unit, village);

CREATE INDEX visits_by_day ON public.visits USING btree (tenant_id, on_day DESC, kind, subject, revision);

CREATE INDEX visits_by_person ON public.visits USING btree (tenant_id, person, on_day);
