import type { CoverageFacts } from "../coverage/coverage.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

/**
 * What coverage is asked about; null is not asked about. `units`: their cadres, and the villages among them or linked with one of
 * them. Days are included; links are looked at as of `to`.
 */
export interface CoverageScope {
  readonly units: readonly string[] | null;
  readonly village: string | null;
  readonly programme: string | null;
  readonly from: string;
  readonly to: string;
}

// The villages asked about: the one named; those of the units asked about, or linked with one of them on the last day; else all.
const villagesAsked = `select u.code
  from units u
  where u.tenant_id = $1::integer
    and u.kind = 'village'
    and ($3::text is null or u.code = $3::text)
    and ($2::text[] is null or u.code = any($2::text[]) or exists (
      select
      from village_links l
      where l.tenant_id = $1::integer
        and l.village = u.code
        and l.unit = any($2::text[])
        and l.from_on <= $4::date
        and (l.until_on is null or l.until_on >= $4::date)
    ))`;

// Cadres are the people of offices, departments and townships who are not only administrators of the system. Asked about one
// village, those who have to do with it: linked with a household of it, or their unit with it.
const cadresStatement = statement<CoverageFacts["cadres"][number]>(
  "coverage-cadres",
  `select p.id as person, p.unit, u.kind
from people p
join units u on u.tenant_id = p.tenant_id and u.code = p.unit
where p.tenant_id = $1::integer
  and u.kind <> 'village'
  and (p.roles = '{}' or not p.roles <@ array['systemAdmin', 'securityAdmin', 'auditor'])
  and ($2::text[] is null or p.unit = any($2::text[]))
  and ($3::text is null or exists (
    select
    from household_links l
    join households h on h.tenant_id = l.tenant_id and h.id = l.household
    where l.tenant_id = $1::integer
      and l.person = p.id
      and h.village = $3::text
      and l.from_on <= $4::date
      and (l.until_on is null or l.until_on >= $4::date)
  ) or exists (
    select
    from village_links v
    where v.tenant_id = $1::integer
      and v.village = $3::text
      and v.unit = p.unit
      and v.from_on <= $4::date
      and (v.until_on is null or v.until_on >= $4::date)
  ))
order by u.position, u.code, p.id`,
);

const householdsStatement = statement<CoverageFacts["households"][number]>(
  "coverage-households",
  `select h.id, h.village
from households h
join units u on u.tenant_id = h.tenant_id and u.code = h.village
where h.tenant_id = $1::integer
  and h.village in (${villagesAsked})
order by u.position, u.code, h.id`,
);

// Links of the households asked about with anybody, and of the cadres asked about with any household.
const linksStatement = statement<CoverageFacts["links"][number]>(
  "coverage-links",
  `select l.household, l.person
from household_links l
join households h on h.tenant_id = l.tenant_id and h.id = l.household
join people p on p.tenant_id = l.tenant_id and p.id = l.person
where l.tenant_id = $1::integer
  and l.from_on <= $4::date
  and (l.until_on is null or l.until_on >= $4::date)
  and (h.village in (${villagesAsked}) or ($2::text[] is not null and p.unit = any($2::text[])))`,
);

const visitsStatement = statement<CoverageFacts["visits"][number]>(
  "coverage-visits",
  `select distinct v.village, v.household, v.person, v.unit, v.on_day as on
from visits v
where v.tenant_id = $1::integer
  and v.on_day between $5::date and $4::date
  and ($6::text is null or v.programmes is null or $6::text = any(v.programmes))
  and (v.village in (${villagesAsked}) or ($2::text[] is not null and v.unit = any($2::text[])))
  and ($3::text is null or v.village = $3::text)`,
);

/** What there is to count. A visit that serves no programme in particular serves every one. */
export async function findCoverageFacts(
  on: Executor,
  tenantId: number,
  { units, village, programme, from, to }: CoverageScope,
): Promise<CoverageFacts> {
  const scope = [tenantId, units, village, to];
  const [cadres, households, links, visits] = await Promise.all([
    on.query(cadresStatement, scope),
    on.query(householdsStatement, scope),
    on.query(linksStatement, scope),
    on.query(visitsStatement, [...scope, from, programme]),
  ]);
  return { cadres, households, links, visits };
}
