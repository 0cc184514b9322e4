import type { Party } from "../lifecycle/caller.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const findStatement = statement<{ body: Record<string, unknown> }>(
  "letterheads-find",
  `select l.body
from letterheads l
where l.tenant_id = $1::integer`,
);

/** What stands on the county's documents, as it was put; undefined where nobody said. */
export async function findLetterhead(
  on: Executor,
  tenantId: number,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const [row] = await on.query(findStatement, [tenantId]);
  return row?.body;
}

const saveStatement = statement(
  "letterheads-save",
  `insert into letterheads (tenant_id, body, updated_by, updated_at)
values ($1::integer, $2::jsonb, $3::jsonb, $4::timestamptz)
on conflict on constraint letterheads_pkey do update
set body = excluded.body,
  updated_by = excluded.updated_by,
  updated_at = excluded.updated_at`,
);

/** Puts what stands on the county's documents; those issued keep what they were issued with. */
export async function saveLetterhead(
  on: Executor,
  tenantId: number,
  body: Readonly<Record<string, unknown>>,
  by: Party,
  now: number,
): Promise<void> {
  await on.query(saveStatement, [tenantId, JSON.stringify(body), JSON.stringify(by), sqlInstant(now)]);
}
