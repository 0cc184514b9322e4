import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

export const unitKinds = ["department", "township", "village", "office"] as const;
export type UnitKind = (typeof unitKinds)[number];

/** A unit as it stands. `position` is its place in the fixed order of units; `aliases` are former and variant names. */
export interface Unit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent: string | null;
  readonly position: number;
  readonly aliases: readonly string[];
  /** The first and the last day on which it is given tasks, as YYYY-MM-DD; null: no bound. */
  readonly from: string | null;
  readonly until: string | null;
  /** The unit that it was merged into: it is given none any more. */
  readonly mergedInto: string | null;
}

/** A unit as it is to stand; `position` null keeps the present place, or puts a new unit after all others. */
export type UnitChange = Omit<Unit, "position" | "mergedInto"> & { readonly position: number | null };

const columns = `code, name, kind, parent, position, aliases, valid_from::text as "from", valid_until::text as "until",
    merged_into as "mergedInto"`;

const saveUnitsStatement = statement<Unit>(
  "units-save",
  `
  insert into units (tenant_id, code, name, kind, parent, position, aliases, updated_at, valid_from, valid_until)
  select $1::integer, given.code, given.name, given.kind, given.parent,
    coalesce(given.position, present.position, places.last + given.ordinal::integer),
    array(select jsonb_array_elements_text(given.aliases)), $8::timestamptz, given.valid_from, given.valid_until
  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::jsonb[], $9::date[], $10::date[])
    with ordinality as given (code, name, kind, parent, position, aliases, valid_from, valid_until, ordinal)
  cross join (
    select coalesce(max(position), 0) as last
    from units
    where tenant_id = $1::integer
  ) as places
  left join units as present on present.tenant_id = $1::integer and present.code = given.code
  order by given.code
  on conflict on constraint units_pkey do update
  set name = excluded.name,
    kind = excluded.kind,
    parent = excluded.parent,
    position = excluded.position,
    aliases = excluded.aliases,
    updated_at = excluded.updated_at,
    valid_from = excluded.valid_from,
    valid_until = excluded.valid_until
  returning ${columns}
  `,
);

/** Writes units by their codes, which must differ from one another; answers them as they then stand, in the order given. */
export async function saveUnits(
  executor: Executor,
  tenantId: number,
  units: readonly UnitChange[],
  now: Instant,
): Promise<Unit[]> {
  const rows = await executor.query(saveUnitsStatement, [
    tenantId,
    units.map((unit) => unit.code),
    units.map((unit) => unit.name),
    units.map((unit) => unit.kind),
    units.map((unit) => unit.parent),
    units.map((unit) => unit.position),
    units.map((unit) => JSON.stringify(unit.aliases)),
    sqlInstant(now),
    units.map((unit) => unit.from),
    units.map((unit) => unit.until),
  ]);
  const rowByCode = new Map(rows.map((row) => [row.code, row]));
  return units.flatMap((unit) => rowByCode.get(unit.code) ?? []);
}

const findUnitsStatement = statement<Unit>(
  "units-find",
  `
  select ${columns}
  from units
  where tenant_id = $1::integer
    and (position, code) > ($2::integer, $3::text)
  order by position, code
  limit $4::integer
  `,
);

/** Where a page of units goes on: after this place in the fixed order. */
export interface UnitPlace {
  readonly position: number;
  readonly code: string;
}

/** A county's units in their fixed order, after `after` if given. */
export function findUnits(
  executor: Executor,
  tenantId: number,
  after: UnitPlace | null,
  limit: number,
): Promise<Unit[]> {
  // Positions are int4, so the least of them comes before every unit.
  return executor.query(findUnitsStatement, [
    tenantId,
    after?.position ?? -2_147_483_648,
    after?.code ?? "",
    limit,
  ]);
}
