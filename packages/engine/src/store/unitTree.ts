import type { Scope } from "../lifecycle/caller.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

// `union` and not `union all`: a circle of parents ends too. Served by units_by_parent.
const findUnitsBelowStatement = statement<{ code: string }>(
  "units-find-below",
  `with recursive below as (
  select u.code
  from units u
  where u.tenant_id = $1::integer
    and u.code = any($2::text[])
  union
  select u.code
  from below b
  join units u on u.tenant_id = $1::integer and u.parent = b.code
)
select code
from below
order by code`,
);

/** Those units and all that are below them, however deep. */
export async function findUnitsBelow(
  on: Executor,
  tenantId: number,
  codes: readonly string[],
): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await on.query(findUnitsBelowStatement, [tenantId, codes]);
  return rows.map(({ code }) => code);
}

/** A scope as a caller has it: the units below those that it names are in it too. What is kept names only the upper ones. */
export async function scopeInForce(
  on: Executor,
  tenantId: number,
  scope: Scope | null,
): Promise<Scope | null> {
  return scope === null ? null : { ...scope, units: await findUnitsBelow(on, tenantId, scope.units) };
}
