import type { VillagePlace } from "../villages/villageRights.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

// The depth orders them, the township first; `not … = any` ends a circle of parents.
const findPlacesStatement = statement<VillagePlace>(
  "village-places-find",
  `with recursive up as (
  select u.code as village, u.parent as unit, 1 as depth, array[u.code] as seen
  from units u
  where u.tenant_id = $1::integer
    and u.code = any($2::text[])
    and u.kind = 'village'
  union all
  select p.village, u.parent, p.depth + 1, p.seen || u.code
  from up p
  join units u on u.tenant_id = $1::integer and u.code = p.unit
  where not u.code = any(p.seen)
)
select village as code, coalesce(array_agg(unit order by depth) filter (where unit is not null), '{}') as above
from up
group by village
order by village`,
);

/** Those of the codes that are villages, each with the units above it, the nearest first. */
export function findVillagePlaces(
  on: Executor,
  tenantId: number,
  codes: readonly string[],
): Promise<VillagePlace[]> {
  return on.query(findPlacesStatement, [tenantId, codes]);
}

/** A village group (村民小组). */
export interface VillageGroup {
  readonly village: string;
  readonly code: string;
  readonly name: string;
  readonly position: number;
}

const saveGroupsStatement = statement(
  "village-groups-save",
  `insert into village_groups (tenant_id, village, code, name, position)
select $1::integer, n.village, n.code, n.name, n.position
from json_to_recordset($2::json) as n (village text, code text, name text, position integer)
order by n.village, n.code
on conflict on constraint village_groups_pkey do update
set name = excluded.name,
  position = excluded.position`,
);

/** Writes groups by village and code. */
export function saveVillageGroups(
  on: Executor,
  tenantId: number,
  groups: readonly VillageGroup[],
): Promise<number> {
  return on.execute(saveGroupsStatement, [tenantId, JSON.stringify(groups)]);
}

const findGroupsStatement = statement<VillageGroup>(
  "village-groups-find",
  `select g.village, g.code, g.name, g.position
from village_groups g
where g.tenant_id = $1::integer
  and ($2::text is null or g.village = $2::text)
  and (g.village, g.position, g.code) > ($3::text, $4::integer, $5::text)
order by g.village, g.position, g.code
limit $6::integer`,
);

/** Groups in order, of one village if it is given, after `after` if given. */
export function findVillageGroups(
  on: Executor,
  tenantId: number,
  village: string | null,
  after: { readonly village: string; readonly position: number; readonly code: string } | null,
  limit: number,
): Promise<VillageGroup[]> {
  const values = [
    tenantId,
    village,
    after?.village ?? "",
    after?.position ?? -2_147_483_648,
    after?.code ?? "",
    limit,
  ];
  return on.query(findGroupsStatement, values);
}

const findUnknownGroupStatement = statement<{ code: string }>(
  "village-groups-find-unknown",
  `select n.code
from unnest($2::text[], $3::text[]) as n (village, code)
where n.code is not null
  and not exists (
    select
    from village_groups g
    where g.tenant_id = $1::integer
      and g.village = n.village
      and g.code = n.code
  )
limit 1`,
);

/** A group that some of the households name and their village has not, if there is one. */
export async function findUnknownGroup(
  on: Executor,
  tenantId: number,
  households: readonly { readonly village: string; readonly group: string | null }[],
): Promise<string | undefined> {
  const [row] = await on.query(findUnknownGroupStatement, [
    tenantId,
    households.map(({ village }) => village),
    households.map(({ group }) => group),
  ]);
  return row?.code;
}

const findUnitsOfStatement = statement<{ id: string; unit: string }>(
  "people-find-units-of",
  `select p.id, p.unit
from people p
where p.tenant_id = $1::integer
  and p.id = any($2::text[])`,
);

/** The units of those of the people that there are, by the person's id. */
export async function findUnitsOfPeople(
  on: Executor,
  tenantId: number,
  people: readonly string[],
): Promise<Map<string, string>> {
  const rows = await on.query(findUnitsOfStatement, [tenantId, people]);
  return new Map(rows.map(({ id, unit }) => [id, unit]));
}
