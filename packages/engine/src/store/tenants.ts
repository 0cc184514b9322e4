import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A county. */
export interface Tenant {
  readonly tenantId: number;
  readonly code: string;
  readonly name: string;
  readonly createdAt: number;
}

const createStatement = statement<{ tenant_id: number }>(
  "tenants-create",
  `insert into tenants (code, name, created_at)
values ($1::text, $2::text, $3::timestamptz)
on conflict on constraint tenants_code_key do nothing
returning tenant_id`,
  { across: "a new county has no number before" },
);

/** Adds a tenant; undefined if its code is taken. */
export async function createTenantRow(
  on: Executor,
  code: string,
  name: string,
  now: number,
): Promise<number | undefined> {
  const [row] = await on.query(createStatement, [code, name, sqlInstant(now)]);
  return row?.tenant_id;
}

const ensureStatement = statement<{ tenant_id: number }>(
  "tenants-ensure",
  `insert into tenants (code, name, created_at)
values ($1::text, $2::text, $3::timestamptz)
on conflict on constraint tenants_code_key do update
set name = tenants.name
returning tenant_id`,
  { across: "a new county has no number before" },
);

const findAllStatement = statement<{ tenant_id: number; code: string; name: string; created_at: number }>(
  "tenants-find-all",
  `select t.tenant_id, t.code, t.name, t.created_at
from tenants t
order by t.tenant_id`,
  { across: "the workers serve every county" },
);

/** Adds the tenant of that code if there is none; answers its id. An existing one keeps its name. */
export async function ensureTenantRow(
  on: Executor,
  code: string,
  name: string,
  now: number,
): Promise<number> {
  const [row] = await on.query(ensureStatement, [code, name, sqlInstant(now)]);
  return row?.tenant_id ?? 0;
}

/** Every tenant, in id order. */
export async function findTenants(on: Executor): Promise<Tenant[]> {
  const rows = await on.query(findAllStatement);
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    code: row.code,
    name: row.name,
    createdAt: row.created_at,
  }));
}

const findIdStatement = statement<{ tenantId: number }>(
  "tenants-find-id",
  `select tenant_id as "tenantId"
from tenants
where code = $1::text`,
  { across: "who signs in names his county by its code" },
);

/** The id of the tenant of that code, if there is one. */
export async function findTenantId(on: Executor, code: string): Promise<number | undefined> {
  const [row] = await on.query(findIdStatement, [code]);
  return row?.tenantId;
}
