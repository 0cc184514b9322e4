import type { Role } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** An account as administrators see it: nothing of its secrets but whether they are set. */
export interface Account {
  readonly person: string;
  readonly name: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
  readonly hasSecondFactor: boolean;
  readonly lockedAt: Instant | null;
  readonly lockReason: string | null;
  readonly createdAt: Instant;
  readonly lastSignInAt: Instant | null;
}

/** An account as a sign-in needs it, its secrets sealed or hashed. */
export interface AccountSecrets {
  readonly tenantId: number;
  readonly person: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly passwordSetAt: Instant | null;
  readonly mustChange: boolean;
  readonly lockedAt: Instant | null;
  readonly totpSecret: Buffer | null;
  readonly totpConfirmedAt: Instant | null;
}

const appendStatement = statement(
  "accounts-append",
  `
  insert into accounts (tenant_id, person, password_hash, password_set_at, must_change, created_at)
  values ($1::integer, $2::text, $3::text, case when $3::text is null then null else $4::timestamptz end,
    $3::text is not null, $4::timestamptz)
  on conflict on constraint accounts_pkey do nothing
  `,
);

/** Makes an account of a person who must exist; its first password, if it has one, must be changed. False if there is one. */
export async function appendAccount(
  executor: Executor,
  tenantId: number,
  account: { readonly person: string; readonly passwordHash: string | null },
  now: Instant,
): Promise<boolean> {
  const values = [tenantId, account.person, account.passwordHash, sqlInstant(now)];
  return (await executor.execute(appendStatement, values)) > 0;
}

const findAllStatement = statement<Account>(
  "accounts-find",
  `
  select accounts.person, people.name, people.unit, people.roles,
    accounts.password_hash is not null as "hasPassword",
    accounts.must_change as "mustChange",
    accounts.totp_confirmed_at is not null as "hasSecondFactor",
    accounts.locked_at as "lockedAt",
    accounts.lock_reason as "lockReason",
    accounts.created_at as "createdAt",
    (select max(sessions.created_at) from sessions
      where sessions.tenant_id = accounts.tenant_id and sessions.person = accounts.person) as "lastSignInAt"
  from accounts
  join people on people.tenant_id = accounts.tenant_id and people.id = accounts.person
  where accounts.tenant_id = $1::integer
    and accounts.person > $2::text
    and ($3::text is null or accounts.person = $3::text)
  order by accounts.person
  limit $4::integer
  `,
);

/** A county's accounts by person, after `afterPerson` if given; only that of `person` if given. */
export function findAccounts(
  executor: Executor,
  tenantId: number,
  filter: { readonly afterPerson: string | null; readonly person: string | null },
  limit: number,
): Promise<Account[]> {
  return executor.query(findAllStatement, [tenantId, filter.afterPerson ?? "", filter.person, limit]);
}

const findSecretsStatement = statement<AccountSecrets>(
  "accounts-find-secrets",
  `
  select accounts.tenant_id as "tenantId", accounts.person, people.name,
    accounts.password_hash as "passwordHash",
    accounts.password_set_at as "passwordSetAt",
    accounts.must_change as "mustChange",
    accounts.locked_at as "lockedAt",
    accounts.totp_secret as "totpSecret",
    accounts.totp_confirmed_at as "totpConfirmedAt"
  from accounts
  join people on people.tenant_id = accounts.tenant_id and people.id = accounts.person
  where accounts.tenant_id = $1::integer
    and (people.id = $2::text or people.name = $2::text)
  order by people.id = $2::text desc, people.id
  limit 2
  `,
);

/** The account that a name typed at the sign-in means: a person's id, or his name where only one account has it. */
export async function findAccountSecrets(
  executor: Executor,
  tenantId: number,
  typed: string,
): Promise<AccountSecrets | undefined> {
  const [first, second] = await executor.query(findSecretsStatement, [tenantId, typed]);
  return first === undefined || first.person === typed || second === undefined ? first : undefined;
}

const savePasswordStatement = statement(
  "accounts-save-password",
  `
  with kept as (
    insert into password_history (tenant_id, person, set_at, password_hash)
    select tenant_id, person, password_set_at, password_hash
    from accounts
    where tenant_id = $1::integer
      and person = $2::text
      and password_hash is not null
    on conflict on constraint password_history_pkey do nothing
  )
  update accounts
  set password_hash = $3::text,
    password_set_at = $4::timestamptz,
    must_change = $5::boolean
  where tenant_id = $1::integer
    and person = $2::text
  `,
);

/** Sets a password and keeps the hash of the one before; false if there is no such account. */
export async function savePassword(
  executor: Executor,
  tenantId: number,
  person: string,
  password: { readonly hash: string; readonly mustChange: boolean },
  now: Instant,
): Promise<boolean> {
  const values = [tenantId, person, password.hash, sqlInstant(now), password.mustChange];
  return (await executor.execute(savePasswordStatement, values)) > 0;
}

const findPastStatement = statement<{ hash: string }>(
  "accounts-find-past-passwords",
  `
  select password_hash as hash
  from password_history
  where tenant_id = $1::integer
    and person = $2::text
  order by set_at desc
  limit $3::integer
  `,
);

/** The hashes of the passwords before the present one, newest first. */
export async function findPastPasswords(
  executor: Executor,
  tenantId: number,
  person: string,
  limit: number,
): Promise<string[]> {
  return (await executor.query(findPastStatement, [tenantId, person, limit])).map(({ hash }) => hash);
}

const lockStatement = statement(
  "accounts-lock",
  `
  update accounts
  set locked_at = case when $3::text is null then null else coalesce(locked_at, $4::timestamptz) end,
    lock_reason = $3::text
  where tenant_id = $1::integer
    and person = $2::text
  `,
);

/** Locks an account for a reason, or unlocks it (null); false if there is none. */
export async function lockAccount(
  executor: Executor,
  tenantId: number,
  person: string,
  reason: string | null,
  now: Instant,
): Promise<boolean> {
  return (await executor.execute(lockStatement, [tenantId, person, reason, sqlInstant(now)])) > 0;
}

const saveTotpStatement = statement(
  "accounts-save-totp",
  `
  update accounts
  set totp_secret = $3::bytea,
    totp_confirmed_at = null,
    totp_last_step = null
  where tenant_id = $1::integer
    and person = $2::text
    and ($3::bytea is null or totp_confirmed_at is null)
  `,
);

/** Keeps a sealed secret that is still to be confirmed, or takes the second factor away (null). False if one is in force. */
export async function saveTotpSecret(
  executor: Executor,
  tenantId: number,
  person: string,
  sealed: Buffer | null,
): Promise<boolean> {
  return (await executor.execute(saveTotpStatement, [tenantId, person, sealed])) > 0;
}

const claimTotpStepStatement = statement(
  "accounts-claim-totp-step",
  `
  update accounts
  set totp_last_step = $3::bigint,
    totp_confirmed_at = coalesce(totp_confirmed_at, $4::timestamptz)
  where tenant_id = $1::integer
    and person = $2::text
    and totp_secret is not null
    and coalesce(totp_last_step, -1) < $3::bigint
  `,
);

/** Marks a step of the second factor as used: false if it, or a later one, was used before. The first one confirms the secret. */
export async function claimTotpStep(
  executor: Executor,
  tenantId: number,
  person: string,
  step: number,
  now: Instant,
): Promise<boolean> {
  return (await executor.execute(claimTotpStepStatement, [tenantId, person, step, sqlInstant(now)])) > 0;
}

const dropRecoveryStatement = statement(
  "recovery-codes-drop",
  `
  delete from recovery_codes
  where tenant_id = $1::integer
    and person = $2::text
  `,
);

const appendRecoveryStatement = statement(
  "recovery-codes-append",
  `
  insert into recovery_codes (tenant_id, person, code_hash)
  select $1::integer, $2::text, given.code_hash
  from unnest($3::bytea[]) as given (code_hash)
  `,
);

/** Replaces a person's recovery codes; none are left with an empty list. */
export async function saveRecoveryCodes(
  tx: Transaction,
  tenantId: number,
  person: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await tx.execute(dropRecoveryStatement, [tenantId, person]);
  await tx.execute(appendRecoveryStatement, [tenantId, person, hashes]);
}

const claimRecoveryStatement = statement(
  "recovery-codes-claim",
  `
  update recovery_codes
  set used_at = $4::timestamptz
  where tenant_id = $1::integer
    and person = $2::text
    and code_hash = $3::bytea
    and used_at is null
  `,
);

/** Uses a recovery code up; false if it isn't one, or was used before. */
export async function claimRecoveryCode(
  executor: Executor,
  tenantId: number,
  person: string,
  hash: Buffer,
  now: Instant,
): Promise<boolean> {
  return (await executor.execute(claimRecoveryStatement, [tenantId, person, hash, sqlInstant(now)])) > 0;
}
