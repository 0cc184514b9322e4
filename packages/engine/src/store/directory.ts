import type { Role } from "../lifecycle/caller.ts";
import type { Span } from "../lifecycle/deputation.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

/** Who can be told: a person of a unit with his roles. */
export interface Holder {
  readonly id: string;
  readonly unit: string;
  readonly roles: readonly Role[];
  readonly head: boolean;
  /** Who stands in for him, and when; left out: nobody. */
  readonly deputies?: readonly (Span & { readonly deputy: string })[];
}

// Roles of the county (supervisor, leader, inspector) are told wherever their holders sit.
const findHoldersStatement = statement<Holder>(
  "people-find-holders",
  `select p.id, p.unit, p.roles, p.head, d.deputies
from people p
left join lateral (
  select jsonb_agg(jsonb_build_object(
    'deputy', n.deputy,
    'from', extract(epoch from n.from_at) * 1000,
    'to', extract(epoch from n.to_at) * 1000
  ) order by n.deputy) as deputies
  from deputies n
  where n.tenant_id = $1::integer
    and n.person = p.id
) as d on true
where p.tenant_id = $1::integer
  and (p.unit = any($2::text[]) or p.roles && array['supervisor', 'leader', 'inspector'])
order by p.id`,
);

/** The people of these units, and whoever holds a role for the whole county. */
export function findHolders(on: Executor, tenantId: number, units: readonly string[]): Promise<Holder[]> {
  return on.query(findHoldersStatement, [tenantId, units]);
}

const findKnownUnitsStatement = statement<{ code: string }>(
  "units-find-known",
  `select u.code
from units u
where u.tenant_id = $1::integer
  and u.code = any($2::text[])`,
);

/** Those of the codes that are units. */
export async function findKnownUnits(
  on: Executor,
  tenantId: number,
  codes: readonly string[],
): Promise<Set<string>> {
  const rows = await on.query(findKnownUnitsStatement, [tenantId, codes]);
  return new Set(rows.map((row) => row.code));
}
