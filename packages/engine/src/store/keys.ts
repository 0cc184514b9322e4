import type { Role, Scope } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A key as it is kept: never its secret. `roles` null means those of the person, looked up when the key is used. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly unit: string | null;
  readonly person: string | null;
  readonly roles: readonly Role[] | null;
  /** Null: the person's. */
  readonly scope: Scope | null;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  /** The event types it may post; null is all that its roles and unit allow. */
  readonly eventTypes: readonly string[] | null;
  readonly expiresAt: Instant | null;
  /** It proves itself by signatures and never travels. */
  readonly signed: boolean;
  readonly rotatedAt: Instant | null;
  /** Until when the secret before the last rotation is still good. */
  readonly previousUntil: Instant | null;
  /** To the minute or so. */
  readonly lastUsedAt: Instant | null;
}

/** A key as it is made. */
export type NewKey = Pick<
  ApiKey,
  "id" | "name" | "unit" | "person" | "roles" | "scope" | "createdAt" | "eventTypes" | "expiresAt" | "signed"
> & { readonly secretHash: Buffer; readonly sealedSecret: Buffer | null };

/** A key as it is used: what it and the person behind it may, taken together. `isHead`: that person heads his unit. */
export interface KeyHolder {
  readonly tenantId: number;
  readonly id: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly previousHash: Buffer | null;
  readonly previousUntil: Instant | null;
  readonly sealedSecret: Buffer | null;
  readonly previousSealed: Buffer | null;
  readonly signed: boolean;
  readonly expiresAt: Instant | null;
  readonly eventTypes: readonly string[] | null;
  readonly unit: string | null;
  /** The unit of the person behind it, which need not be the key's. */
  readonly homeUnit: string | null;
  readonly person: string | null;
  readonly roles: readonly Role[];
  /** As it is kept: without the units below those it names. */
  readonly scope: Scope | null;
  readonly isHead: boolean;
}

const appendKeyStatement = statement(
  "keys-append",
  `
  insert into api_keys (tenant_id, id, secret_hash, name, unit, person, roles, scope, created_at, event_types, expires_at,
    signed, sealed_secret)
  values ($1::integer, $2::text, $3::bytea, $4::text, $5::text, $6::text, $7::text[], $9::jsonb, $8::timestamptz,
    $10::text[], $11::timestamptz, $12::boolean, $13::bytea)
  `,
);

/** Adds a key. Its id is new; its unit and person exist. */
export async function appendKey(executor: Executor, tenantId: number, key: NewKey): Promise<void> {
  await executor.execute(appendKeyStatement, [
    tenantId,
    key.id,
    key.secretHash,
    key.name,
    key.unit,
    key.person,
    key.roles,
    sqlInstant(key.createdAt),
    key.scope === null ? null : JSON.stringify(key.scope),
    key.eventTypes,
    sqlInstant(key.expiresAt),
    key.signed,
    key.sealedSecret,
  ]);
}

const saveAdminKeyStatement = statement(
  "keys-save-admin",
  `
  insert into api_keys (tenant_id, id, secret_hash, name, roles, created_at)
  values ($1::integer, $2::text, $3::bytea, $4::text, $5::text[], $6::timestamptz)
  on conflict on constraint api_keys_pkey do update
  set secret_hash = excluded.secret_hash,
    roles = excluded.roles,
    revoked_at = case when api_keys.secret_hash = excluded.secret_hash then api_keys.revoked_at end
  where (api_keys.secret_hash, api_keys.roles) is distinct from (excluded.secret_hash, excluded.roles)
  `,
);

/**
 * Makes `secretHash` that of the first administrator's key: the one before, if it was another, ends here. A key that was retired stays
 * so under the same secret; another one brings it back.
 */
export async function saveAdminKey(
  executor: Executor,
  tenantId: number,
  key: {
    readonly id: string;
    readonly secretHash: Buffer;
    readonly name: string;
    readonly roles: readonly Role[];
  },
  now: Instant,
): Promise<void> {
  await executor.execute(saveAdminKeyStatement, [
    tenantId,
    key.id,
    key.secretHash,
    key.name,
    key.roles,
    sqlInstant(now),
  ]);
}

// The one statement that names no tenant: the credentials are what say which tenant it is.
const findKeyHolderStatement = statement<KeyHolder>(
  "keys-find-holder",
  `
  select api_keys.tenant_id as "tenantId",
    api_keys.id,
    api_keys.name,
    api_keys.secret_hash as "secretHash",
    api_keys.previous_hash as "previousHash",
    api_keys.previous_until as "previousUntil",
    api_keys.sealed_secret as "sealedSecret",
    api_keys.previous_sealed as "previousSealed",
    api_keys.signed,
    api_keys.expires_at as "expiresAt",
    api_keys.event_types as "eventTypes",
    coalesce(api_keys.unit, people.unit) as unit,
    people.unit as "homeUnit",
    api_keys.person,
    coalesce(api_keys.roles, people.roles, '{}'::text[]) as roles,
    coalesce(api_keys.scope, people.scope) as scope,
    api_keys.roles is null and coalesce(people.head, false) as "isHead"
  from api_keys
  left join people on people.tenant_id = api_keys.tenant_id and people.id = api_keys.person
  where api_keys.id = $1::text
    and api_keys.revoked_at is null
  `,
  { across: "the key says which county it is of" },
);

/** Who holds the key of this id, unless it is revoked. The caller compares the hash, and the dates. */
export async function findKeyHolder(executor: Executor, id: string): Promise<KeyHolder | undefined> {
  const [holder] = await executor.query(findKeyHolderStatement, [id]);
  return holder;
}

const findKeysStatement = statement<ApiKey>(
  "keys-find",
  `
  select id, name, unit, person, roles, scope, created_at as "createdAt", revoked_at as "revokedAt",
    event_types as "eventTypes", expires_at as "expiresAt", signed, rotated_at as "rotatedAt",
    previous_until as "previousUntil", last_used_at as "lastUsedAt"
  from api_keys
  where tenant_id = $1::integer
    and id > $2::text
  order by id
  limit $3::integer
  `,
);

/** A county's keys by id, revoked ones too, after `afterId` if given. */
export function findKeys(
  executor: Executor,
  tenantId: number,
  afterId: string | null,
  limit: number,
): Promise<ApiKey[]> {
  return executor.query(findKeysStatement, [tenantId, afterId ?? "", limit]);
}

const revokeKeyStatement = statement(
  "keys-revoke",
  `
  update api_keys
  set revoked_at = coalesce(revoked_at, $3::timestamptz)
  where tenant_id = $1::integer
    and id = $2::text
  `,
);

/** Ends a key, for good; false if there is no such key. */
export async function revokeKey(
  executor: Executor,
  tenantId: number,
  id: string,
  now: Instant,
): Promise<boolean> {
  return (await executor.execute(revokeKeyStatement, [tenantId, id, sqlInstant(now)])) > 0;
}

const rotateKeyStatement = statement<{ signed: boolean }>(
  "keys-rotate",
  `
  update api_keys
  set secret_hash = $3::bytea,
    sealed_secret = case when signed then $4::bytea end,
    previous_hash = secret_hash,
    previous_sealed = sealed_secret,
    previous_until = $5::timestamptz,
    rotated_at = $6::timestamptz
  where tenant_id = $1::integer
    and id = $2::text
    and revoked_at is null
  returning signed
  `,
);

/** Gives a key another secret; the one before stays good until `overlapUntil`. False if there is no such key, or it is revoked. */
export async function rotateKey(
  executor: Executor,
  tenantId: number,
  id: string,
  secret: { readonly hash: Buffer; readonly sealed: Buffer; readonly overlapUntil: Instant },
  now: Instant,
): Promise<boolean> {
  const until = sqlInstant(secret.overlapUntil);
  const values = [tenantId, id, secret.hash, secret.sealed, until, sqlInstant(now)];
  return (await executor.query(rotateKeyStatement, values)).length > 0;
}

const noteUsedStatement = statement(
  "keys-note-used",
  `
  update api_keys
  set last_used_at = greatest(api_keys.last_used_at, $3::timestamptz)
  where tenant_id = $1::integer
    and id = any($2::text[])
  `,
);

/** Notes that keys were used, lately. */
export async function noteKeysUsed(
  executor: Executor,
  tenantId: number,
  ids: readonly string[],
  now: Instant,
): Promise<void> {
  await executor.execute(noteUsedStatement, [tenantId, ids, sqlInstant(now)]);
}
