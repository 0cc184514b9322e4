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
}

/** A key as it is used: what it and the person behind it may, taken together. `isHead`: that person heads his unit. */
export interface KeyHolder {
  readonly tenantId: number;
  readonly id: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly unit: string | null;
  readonly person: string | null;
  readonly roles: readonly Role[];
  /** As it is kept: without the units below those it names. */
  readonly scope: Scope | null;
  readonly isHead: boolean;
}

const appendKeyStatement = statement(
  "keys-append",
  `
  insert into api_keys (tenant_id, id, secret_hash, name, unit, person, roles, scope, created_at)
  values ($1::integer, $2::text, $3::bytea, $4::text, $5::text, $6::text, $7::text[], $9::jsonb, $8::timestamptz)
  `,
);

/** Adds a key. Its id is new; its unit and person exist. */
export async function appendKey(
  executor: Executor,
  tenantId: number,
  key: Omit<ApiKey, "revokedAt"> & { readonly secretHash: Buffer },
): Promise<void> {
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
    revoked_at = null
  where (api_keys.secret_hash, api_keys.roles, api_keys.revoked_at)
    is distinct from (excluded.secret_hash, excluded.roles, null::timestamptz)
  `,
);

/** Makes `secretHash` that of the first administrator's key: the one before, if it was another, ends here. */
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
    coalesce(api_keys.unit, people.unit) as unit,
    api_keys.person,
    coalesce(api_keys.roles, people.roles, '{}'::text[]) as roles,
    coalesce(api_keys.scope, people.scope) as scope,
    api_keys.roles is null and coalesce(people.head, false) as "isHead"
  from api_keys
  left join people on people.tenant_id = api_keys.tenant_id and people.id = api_keys.person
  where api_keys.id = $1::text
    and api_keys.revoked_at is null
  `,
);

/** Who holds the key of this id, unless it is revoked. The caller compares the hash. */
export async function findKeyHolder(executor: Executor, id: string): Promise<KeyHolder | undefined> {
  const [holder] = await executor.query(findKeyHolderStatement, [id]);
  return holder;
}

const findKeysStatement = statement<ApiKey>(
  "keys-find",
  `
  select id, name, unit, person, roles, scope, created_at as "createdAt", revoked_at as "revokedAt"
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
