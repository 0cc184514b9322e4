import type { Role } from "../lifecycle/caller.ts";
import type { Span } from "../lifecycle/deputation.ts";
import type { Executor, Transaction } from "./database.ts";
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

/** When a unit may be given a task: on which days, as YYYY-MM-DD, and not at all once it was merged into another. */
export interface UnitValidity {
  readonly code: string;
  readonly from: string | null;
  readonly until: string | null;
  readonly mergedInto: string | null;
}

// Held, so that a unit is not merged between being found valid and being given a task: the merging waits, or is waited for.
const claimValidityStatement = statement<UnitValidity>(
  "units-claim-validity",
  `select u.code, u.valid_from::text as "from", u.valid_until::text as "until", u.merged_into as "mergedInto"
from units u
where u.tenant_id = $1::integer
  and u.code = any($2::text[])
order by u.code
for share`,
);

/** Those of the codes that are units, with when they may be given tasks; they stay so until the transaction ends. */
export async function claimUnitValidity(
  tx: Transaction,
  tenantId: number,
  codes: readonly string[],
): Promise<Map<string, UnitValidity>> {
  const rows = await tx.query(claimValidityStatement, [tenantId, codes]);
  return new Map(rows.map((row) => [row.code, row]));
}

const findSuccessorsStatement = statement<{ from: string; to: string }>(
  "units-find-successors",
  `with recursive course as (
  select u.code as origin, u.code, u.merged_into
  from units u
  where u.tenant_id = $1::integer
    and u.code = any($2::text[])
  union
  select c.origin, u.code, u.merged_into
  from course c
  join units u on u.tenant_id = $1::integer and u.code = c.merged_into
)
select origin as "from", code as "to"
from course
where merged_into is null
  and origin <> code`,
);

/** Of those units that were merged, into which they went in the end. */
export async function findUnitSuccessors(
  on: Executor,
  tenantId: number,
  codes: readonly string[],
): Promise<Map<string, string>> {
  const rows = await on.query(findSuccessorsStatement, [tenantId, codes]);
  return new Map(rows.map(({ from, to }) => [from, to]));
}
