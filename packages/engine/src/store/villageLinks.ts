import type { VillageKind } from "../villages/villageEvent.ts";
import type { Executor, Transaction } from "./database.ts";
import { statement } from "./statement.ts";

/**
 * A link with its dates, both in it: of a household to a cadre (`party` is the person), or of a village to a unit. `until` null has
 * no end.
 */
export interface VillageLink {
  readonly kind: VillageKind;
  readonly subject: string;
  readonly party: string;
  readonly from: string;
  readonly until: string | null;
}

const findStatement = statement<VillageLink>(
  "village-links-find",
  `select 'household' as kind, l.household as subject, l.person as party, l.from_on as from, l.until_on as until
from household_links l
where l.tenant_id = $1::integer
  and l.household = any($2::text[])
union all
select 'village', v.village, v.unit, v.from_on, v.until_on
from village_links v
where v.tenant_id = $1::integer
  and v.village = any($3::text[])
order by kind, subject, "from", party`,
);

/** All links of those households and villages, past ones too, in order of their first day. */
export function findVillageLinks(
  on: Executor,
  tenantId: number,
  of: { readonly households: readonly string[]; readonly villages: readonly string[] },
): Promise<VillageLink[]> {
  return on.query(findStatement, [tenantId, of.households, of.villages]);
}

const saveHouseholdStatement = statement(
  "household-links-save",
  `insert into household_links (tenant_id, household, person, from_on, until_on)
select $1::integer, n.subject, n.party, n.from_on, n.until_on
from unnest($2::text[], $3::text[], $4::date[], $5::date[]) as n (subject, party, from_on, until_on)
order by n.subject, n.party, n.from_on
on conflict on constraint household_links_pkey do update
set until_on = excluded.until_on`,
);

const saveVillageStatement = statement(
  "village-links-save",
  `insert into village_links (tenant_id, village, unit, from_on, until_on)
select $1::integer, n.subject, n.party, n.from_on, n.until_on
from unnest($2::text[], $3::text[], $4::date[], $5::date[]) as n (subject, party, from_on, until_on)
order by n.subject, n.party, n.from_on
on conflict on constraint village_links_pkey do update
set until_on = excluded.until_on`,
);

/** Writes links by subject, party and first day. */
export async function saveVillageLinks(
  tx: Transaction,
  tenantId: number,
  links: readonly VillageLink[],
): Promise<void> {
  const saves = (["household", "village"] as const).map((kind) => {
    const of = links.filter((link) => link.kind === kind);
    const values = [
      tenantId,
      of.map(({ subject }) => subject),
      of.map(({ party }) => party),
      of.map(({ from }) => from),
      of.map(({ until }) => until),
    ];
    if (of.length === 0) return 0;
    return tx.execute(kind === "household" ? saveHouseholdStatement : saveVillageStatement, values);
  });
  await Promise.all(saves);
}

const dropHouseholdStatement = statement(
  "household-links-drop",
  `delete from household_links l
where l.tenant_id = $1::integer
  and l.household = $2::text`,
);

const dropVillageStatement = statement(
  "village-links-drop",
  `delete from village_links l
where l.tenant_id = $1::integer
  and l.village = $2::text`,
);

/** Takes away all links of one subject, before they are put whole. */
export function dropVillageLinks(
  tx: Transaction,
  tenantId: number,
  { kind, subject }: { readonly kind: VillageKind; readonly subject: string },
): Promise<number> {
  return tx.execute(kind === "household" ? dropHouseholdStatement : dropVillageStatement, [
    tenantId,
    subject,
  ]);
}
