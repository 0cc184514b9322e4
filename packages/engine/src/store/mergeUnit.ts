import type { Instant } from "../time/day.ts";
import type { Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** What a merging looks at of a unit. */
export interface MergingUnit {
  readonly code: string;
  readonly mergedInto: string | null;
  /** The units above it, however far. */
  readonly above: readonly string[];
}

// `no key update`: what only refers to the unit goes on; what is about to give it a task waits, or is waited for.
const lockStatement = statement<MergingUnit>(
  "units-lock-merging",
  `
  select u.code, u.merged_into as "mergedInto",
    array(
      with recursive above as (
        select p.code, p.parent
        from units p
        where p.tenant_id = $1::integer
          and p.code = u.parent
        union
        select p.code, p.parent
        from above a
        join units p on p.tenant_id = $1::integer and p.code = a.parent
      )
      select code from above order by code
    ) as above
  from units u
  where u.tenant_id = $1::integer
    and u.code = any($2::text[])
  order by u.code
  for no key update of u
  `,
);

/** The units of these codes, held until the transaction ends. */
export function lockUnits(
  tx: Transaction,
  tenantId: number,
  codes: readonly string[],
): Promise<MergingUnit[]> {
  return tx.query(lockStatement, [tenantId, codes]);
}

const markStatement = statement(
  "units-mark-merged",
  `
  update units
  set merged_into = $3::text,
    updated_at = $4::timestamptz
  where tenant_id = $1::integer
    and code = $2::text
  `,
);

// The names by which papers call the unit lead to the other from now on, each once.
const takeNamesStatement = statement(
  "units-take-names",
  `
  update units
  set aliases = array(
      select name
      from unnest(units.aliases || merged.name || merged.aliases) with ordinality as known (name, place)
      where name <> units.name
      group by name
      order by min(place)
    ),
    updated_at = $4::timestamptz
  from units as merged
  where units.tenant_id = $1::integer
    and units.code = $3::text
    and merged.tenant_id = $1::integer
    and merged.code = $2::text
  `,
);

const moveBelowStatement = statement(
  "units-move-below",
  `
  update units
  set parent = $3::text,
    updated_at = $4::timestamptz
  where tenant_id = $1::integer
    and parent = $2::text
    and code <> $3::text
  `,
);

const movePeopleStatement = statement(
  "people-move-unit",
  `
  update people
  set unit = $3::text,
    head = false,
    updated_at = $4::timestamptz
  where tenant_id = $1::integer
    and unit = $2::text
    and left_at is null
  `,
);

/**
 * Merges a unit into another: it is given no more tasks, its names lead to the other, the units below it are below the other, and
 * its people move if asked, none of them as head. Its tasks are moved by what follows. Answers how many people moved.
 */
export async function mergeUnit(
  tx: Transaction,
  tenantId: number,
  from: string,
  into: string,
  withPeople: boolean,
  now: Instant,
): Promise<number> {
  const values = [tenantId, from, into, sqlInstant(now)];
  await tx.execute(markStatement, values);
  await tx.execute(takeNamesStatement, values);
  await tx.execute(moveBelowStatement, values);
  return withPeople ? tx.execute(movePeopleStatement, values) : 0;
}
