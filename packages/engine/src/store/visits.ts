import type { Instant } from "../time/calendar.ts";
import type { VillageKind } from "../villages/villageEvent.ts";
import type { VillageAccess } from "../villages/villageReading.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A visit, as it is counted. `household` null: to the village as such. `programmes` null: it serves every one. */
export interface Visit {
  readonly kind: VillageKind;
  readonly subject: string;
  readonly revision: number;
  readonly village: string;
  readonly household: string | null;
  readonly person: string;
  /** The person's unit at the time. */
  readonly unit: string;
  /** The date in the county's zone. */
  readonly on: string;
  readonly at: Instant;
  readonly note: string | null;
  readonly programmes: readonly string[] | null;
  readonly needCount: number;
}

const insertStatement = statement(
  "visits-insert",
  `insert into visits (tenant_id, kind, subject, revision, village, household, person, unit, on_day, at, note, programmes, need_count)
select $1::integer, n.kind, n.subject, n.revision, n.village, n.household, n.person, n.unit, n."on", n.at, n.note, n.programmes,
  n."needCount"
from json_to_recordset($2::json) as n (kind text, subject text, revision integer, village text, household text, person text,
  unit text, "on" date, at timestamptz, note text, programmes text[], "needCount" integer)`,
);

/** Adds visits; their events are there already. */
export function insertVisits(tx: Transaction, tenantId: number, visits: readonly Visit[]): Promise<number> {
  const records = visits.map((visit) => ({ ...visit, at: sqlInstant(visit.at) }));
  return tx.execute(insertStatement, [tenantId, JSON.stringify(records)]);
}

/** Which visits are asked for; what is null is not asked about. Days are included. */
export interface VisitFilter {
  readonly village: string | null;
  readonly household: string | null;
  readonly person: string | null;
  readonly unit: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Where a page of visits goes on. */
export interface VisitPlace {
  readonly on: string;
  readonly kind: string;
  readonly subject: string;
  readonly revision: number;
}

const findStatement = statement<Visit>(
  "visits-find",
  `select v.kind, v.subject, v.revision, v.village, v.household, v.person, v.unit, v.on_day as "on", v.at, v.note, v.programmes,
  v.need_count as "needCount"
from visits v
where v.tenant_id = $1::integer
  and ($2::text is null or v.village = $2::text)
  and ($3::text is null or v.household = $3::text)
  and ($4::text is null or v.person = $4::text)
  and ($5::text is null or v.unit = $5::text)
  and ($6::date is null or v.on_day >= $6::date)
  and ($7::date is null or v.on_day <= $7::date)
  and ($8::date is null or v.on_day < $8::date
    or (v.on_day = $8::date and (v.kind, v.subject, v.revision) > ($9::text, $10::text, $11::integer)))
  and ($13::boolean or v.village = any($14::text[]) or v.unit = any($14::text[]) or v.person = $15::text)
order by v.on_day desc, v.kind, v.subject, v.revision
limit $12::integer`,
);

/** Visits that the caller may see, the latest day first, after `after` if given: those of his villages, his units, and his own. */
export function findVisits(
  on: Executor,
  tenantId: number,
  filter: VisitFilter,
  after: VisitPlace | null,
  limit: number,
  access: VillageAccess,
): Promise<Visit[]> {
  return on.query(findStatement, [
    tenantId,
    filter.village,
    filter.household,
    filter.person,
    filter.unit,
    filter.from,
    filter.to,
    after?.on ?? null,
    after?.kind ?? null,
    after?.subject ?? null,
    after?.revision ?? null,
    limit,
    access.all,
    access.units,
    access.person,
  ]);
}
