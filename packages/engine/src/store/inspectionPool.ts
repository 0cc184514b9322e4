import type { Candidate, StandIn } from "../inspections/exclusions.ts";
import type { InspectionPlan } from "../inspections/inspection.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

/** A unit that may be drawn. */
export interface PoolUnit {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
}

const findPoolStatement = statement<PoolUnit>(
  "inspection-pool-find",
  `select u.code, u.name, u.parent
from units u
where u.tenant_id = $1::integer
  and (cardinality($2::text[]) = 0 or u.code = any ($2::text[]))
  and (cardinality($3::text[]) = 0 or u.kind = any ($3::text[]))
  and u.code <> $6::text
  and ($4::text is null or exists (
    select
    from tasks t
    where t.tenant_id = u.tenant_id
      and t.programme = $4::text
      and ($5::text is null or t.line = $5::text)
      and t.unit = u.code
  ))
order by u.code collate "C"`,
);

/** The units in the scope of a plan, without the asker, by code. */
export function findPool(
  on: Executor,
  tenantId: number,
  { scope, asker }: InspectionPlan,
): Promise<PoolUnit[]> {
  const { units, kinds, programme, line } = scope;
  return on.query(findPoolStatement, [tenantId, units, kinds, programme, line, asker]);
}

const findCandidatesStatement = statement<Candidate>(
  "inspection-candidates-find",
  `select p.id, p.unit, p.scope
from people p
where p.tenant_id = $1::integer
  and 'inspector' = any (p.roles)
order by p.id collate "C"`,
);

/** Everybody who is an inspector, by id, with his scope as it is kept. */
export function findCandidates(on: Executor, tenantId: number): Promise<Candidate[]> {
  return on.query(findCandidatesStatement, [tenantId]);
}

const findStandInsStatement = statement<StandIn>(
  "inspection-stand-ins-find",
  `select distinct d.person, a.unit as "personUnit", d.deputy, b.unit as "deputyUnit"
from deputies d
join people a on a.tenant_id = d.tenant_id and a.id = d.person
join people b on b.tenant_id = d.tenant_id and b.id = d.deputy
where d.tenant_id = $1::integer
  and d.from_at < $3::timestamptz
  and d.to_at > $2::timestamptz
order by d.person, d.deputy`,
);

/** Who stands in for whom at any time from an instant until another, with the units of both. */
export function findStandIns(
  on: Executor,
  tenantId: number,
  from: string,
  until: string,
): Promise<StandIn[]> {
  return on.query(findStandInsStatement, [tenantId, from, until]);
}

const findUnitsOfStatement = statement<{ id: string; unit: string }>(
  "inspection-units-of-people",
  `select p.id, p.unit
from people p
where p.tenant_id = $1::integer
  and p.id = any ($2::text[])`,
);

/** The unit of each of those people, by his id. */
export async function findUnitsOfPeople(
  on: Executor,
  tenantId: number,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = ids.length === 0 ? [] : await on.query(findUnitsOfStatement, [tenantId, ids]);
  return new Map(rows.map(({ id, unit }) => [id, unit]));
}
