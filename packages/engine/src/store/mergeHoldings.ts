import type { Executor, Transaction } from "./database.ts";
import { statement } from "./statement.ts";

// A link that began goes on with the other from that day; one to come begins with the other. Where the other is linked with the
// village in that time already, it stays with its own.
const moveLinksStatement = statement<{ moved: number }>(
  "village-links-move-unit",
  `with open as (
  select l.village, l.from_on, l.until_on
  from village_links l
  where l.tenant_id = $1::integer
    and l.unit = $2::text
    and (l.until_on is null or l.until_on >= $4::date)
  for update
), ended as (
  update village_links l
  set until_on = $4::date - 1
  from open o
  where l.tenant_id = $1::integer
    and l.unit = $2::text
    and l.village = o.village
    and l.from_on = o.from_on
    and o.from_on < $4::date
), taken as (
  delete from village_links l
  using open o
  where l.tenant_id = $1::integer
    and l.unit = $2::text
    and l.village = o.village
    and l.from_on = o.from_on
    and o.from_on >= $4::date
), given as (
  insert into village_links (tenant_id, village, unit, from_on, until_on)
  select $1::integer, o.village, $3::text, greatest(o.from_on, $4::date), o.until_on
  from open o
  where not exists (
    select from village_links h
    where h.tenant_id = $1::integer
      and h.unit = $3::text
      and h.village = o.village
      and coalesce(h.until_on, 'infinity'::date) >= greatest(o.from_on, $4::date)
      and h.from_on <= coalesce(o.until_on, 'infinity'::date)
  )
)
select count(*)::integer as moved from open`,
);

/** Gives the villages that a unit is linked with on that day or later to another from that day on; how many links. */
export async function moveVillageLinks(
  tx: Transaction,
  tenantId: number,
  from: string,
  into: string,
  day: string,
): Promise<number> {
  const [row] = await tx.query(moveLinksStatement, [tenantId, from, into, day]);
  return row?.moved ?? 0;
}

// Groups of the same code are other groups: theirs then says which village it was.
const copyGroupsStatement = statement(
  "village-groups-copy",
  `insert into village_groups (tenant_id, village, code, name, position)
select $1::integer, $3::text, case when t.code is null then g.code else $2::text || '-' || g.code end, g.name, g.position
from village_groups g
left join village_groups t on t.tenant_id = $1::integer and t.village = $3::text and t.code = g.code
where g.tenant_id = $1::integer
  and g.village = $2::text
on conflict on constraint village_groups_pkey do nothing`,
);

const moveHouseholdsStatement = statement(
  "households-move-village",
  `update households
set village = $3::text,
  village_group = case
    when village_group is null then null
    when exists (
      select from village_groups g
      where g.tenant_id = $1::integer and g.village = $3::text and g.code = $2::text || '-' || households.village_group
    ) then $2::text || '-' || village_group
    else village_group
  end
where tenant_id = $1::integer
  and village = $2::text`,
);

/** Moves the households of a village, with their groups, into another; how many. Their links with cadres stay as they are. */
export async function moveHouseholds(
  tx: Transaction,
  tenantId: number,
  from: string,
  into: string,
): Promise<number> {
  await tx.execute(copyGroupsStatement, [tenantId, from, into]);
  return tx.execute(moveHouseholdsStatement, [tenantId, from, into]);
}

/** What a merging would move, beside what is read otherwise. */
export interface UnitHoldings {
  readonly tasks: number;
  readonly people: number;
  readonly units: number;
  readonly villageLinks: number;
  readonly households: number;
}

// Of tasks those that tasks-claim-of-unit would take.
const countStatement = statement<UnitHoldings>(
  "units-count-holdings",
  `select (
  select count(*)
  from tasks t
  where t.tenant_id = $1::integer
    and t.state not in ('archived', 'terminated', 'waived')
    and (t.unit = $2::text
      or t.terms @> jsonb_build_object('approvalChain', jsonb_build_array(jsonb_build_object('unit', $2::text)))
      or t.terms -> 'countersign' ? $2::text)
) as tasks, (
  select count(*) from people p where p.tenant_id = $1::integer and p.unit = $2::text and p.left_at is null
) as people, (
  select count(*) from units u where u.tenant_id = $1::integer and u.parent = $2::text
) as units, (
  select count(*)
  from village_links l
  where l.tenant_id = $1::integer
    and l.unit = $2::text
    and (l.until_on is null or l.until_on >= $3::date)
) as "villageLinks", (
  select count(*) from households h where h.tenant_id = $1::integer and h.village = $2::text
) as households`,
);

/** Counts what a unit has that would go over with it on that day. */
export async function countUnitHoldings(
  on: Executor,
  tenantId: number,
  unit: string,
  day: string,
): Promise<UnitHoldings> {
  const [row] = await on.query(countStatement, [tenantId, unit, day]);
  return row ?? { tasks: 0, people: 0, units: 0, villageLinks: 0, households: 0 };
}
