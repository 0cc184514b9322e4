import type { InspectionAct } from "../inspections/acts.ts";
import type { Inspection, InspectionState } from "../inspections/inspection.ts";
import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import { addVersion } from "./addVersion.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const claimStatement = statement(
  "inspections-claim",
  "select pg_advisory_xact_lock(hashtextextended('duban inspections', $1::integer))",
);

/** Makes the transaction the only one to write inspections of the county: what is announced has seen what was before it. */
export async function claimInspections(tx: Transaction, tenantId: number): Promise<void> {
  await tx.query(claimStatement, [tenantId]);
}

const nextOrdinalStatement = statement<{ next: number }>(
  "inspections-next-ordinal",
  `select coalesce(max(i.ordinal), 0) + 1 as next
from inspections i
where i.tenant_id = $1::integer
  and i.year = $2::integer`,
);

/** The next number of the year; to be asked by who has claimed the inspections. */
export async function findNextInspectionOrdinal(
  tx: Transaction,
  tenantId: number,
  year: number,
): Promise<number> {
  const [row] = await tx.query(nextOrdinalStatement, [tenantId, year]);
  return row?.next ?? 1;
}

const insertStatement = statement(
  "inspections-insert",
  `insert into inspections (tenant_id, id, year, ordinal, state, from_on, to_on, revision, body)
values ($1::integer, $2::uuid, $3::integer, $4::integer, $5::text, $6::date, $7::date, $8::integer, $9::jsonb)`,
);

/** Adds an inspection under its number of the year. */
export async function insertInspection(
  tx: Transaction,
  tenantId: number,
  inspection: Inspection,
  number: { readonly year: number; readonly ordinal: number },
): Promise<void> {
  const { id, state, plan, revision } = inspection;
  const values = [tenantId, id, number.year, number.ordinal, state, plan.from, plan.to, revision];
  await tx.execute(insertStatement, [...values, JSON.stringify(inspection)]);
}

const saveStatement = statement(
  "inspections-save",
  `update inspections
set state = $3::text,
  revision = $4::integer,
  body = $5::jsonb
where tenant_id = $1::integer
  and id = $2::uuid`,
);

/** Writes where an inspection stands; to be done by who has claimed the inspections. */
export async function saveInspection(
  tx: Transaction,
  tenantId: number,
  inspection: Inspection,
): Promise<void> {
  const { id, state, revision } = inspection;
  await tx.execute(saveStatement, [tenantId, id, state, revision, JSON.stringify(inspection)]);
}

/** An act as it was done; the first is the planning itself. */
export interface RecordedAct {
  readonly revision: number;
  readonly type: InspectionAct["type"] | "planned" | "succeeded";
  readonly at: Instant;
  readonly by: Party;
  readonly body: Readonly<Record<string, unknown>>;
}

const appendActStatement = statement(
  "inspection-acts-append",
  `insert into inspection_acts (tenant_id, inspection_id, revision, type, at, by, body)
values ($1::integer, $2::uuid, $3::integer, $4::text, $5::timestamptz, $6::jsonb, $7::jsonb)`,
);

/** Appends an act to an inspection's history; a revision that is there fails on `inspection_acts_pkey`. */
export async function appendInspectionAct(
  tx: Transaction,
  tenantId: number,
  inspection: string,
  { revision, type, at, by, body }: RecordedAct,
): Promise<void> {
  const values = [tenantId, inspection, revision, type, sqlInstant(at)];
  await tx.execute(appendActStatement, [...values, JSON.stringify(by), JSON.stringify(body)]);
}

const findActsStatement = statement<RecordedAct>(
  "inspection-acts-find",
  `select a.revision, a.type, a.at, a.by, a.body
from inspection_acts a
where a.tenant_id = $1::integer
  and a.inspection_id = $2::uuid
order by a.revision`,
);

/** What was done to an inspection, in order. */
export function findInspectionActs(on: Executor, tenantId: number, id: string): Promise<RecordedAct[]> {
  return on.query(findActsStatement, [tenantId, id]);
}

const findStatement = statement<{ body: Inspection }>(
  "inspections-find-one",
  `select i.body
from inspections i
where i.tenant_id = $1::integer
  and i.id = $2::uuid`,
);

/** The inspection of that id, if there is one. */
export async function findInspection(
  on: Executor,
  tenantId: number,
  id: string,
): Promise<Inspection | undefined> {
  const [row] = await on.query(findStatement, [tenantId, id]);
  return row?.body;
}

/** Which inspections are asked for; null is any. `unit`: those that drew it. */
export interface InspectionFilter {
  readonly state: InspectionState | null;
  readonly unit: string | null;
  /** Leaves out what is planned, or was cancelled before it was announced. */
  readonly announcedOnly: boolean;
}

/** Where a list of inspections goes on. */
export interface InspectionPlace {
  readonly year: number;
  readonly ordinal: number;
}

const findPageStatement = statement<InspectionPlace & { body: Inspection }>(
  "inspections-find",
  `select i.year, i.ordinal, i.body
from inspections i
where i.tenant_id = $1::integer
  and (i.year, i.ordinal) < ($2::integer, $3::integer)
  and ($4::text is null or i.state = $4::text)
  and ($5::text is null or i.body -> 'results' ? $5::text or exists (
    select from jsonb_each_text(coalesce(i.body -> 'successors', '{}'::jsonb)) as s (unit, successor)
    where s.successor = $5::text
  ))
  and (not $6::boolean or i.body -> 'announcement' <> 'null'::jsonb)
order by i.year desc, i.ordinal desc
limit $7::integer`,
);

/** Inspections, the latest number first, from before `before` if given. A county has dozens a year. */
export function findInspections(
  on: Executor,
  tenantId: number,
  filter: InspectionFilter,
  before: InspectionPlace | null,
  limit: number,
): Promise<(InspectionPlace & { body: Inspection })[]> {
  const { year = 2_147_483_647, ordinal = 2_147_483_647 } = before ?? {};
  const { state, unit, announcedOnly } = filter;
  return on.query(findPageStatement, [tenantId, year, ordinal, state, unit, announcedOnly, limit]);
}

const findOpenOfUnitStatement = statement<{ body: Inspection }>(
  "inspections-find-open-of-unit",
  `select i.body
from inspections i
where i.tenant_id = $1::integer
  and i.state in ('planned', 'announced', 'drawn')
  and (i.body -> 'plan' ->> 'asker' = $2::text
    or i.body -> 'plan' -> 'scope' -> 'units' ? $2::text
    or i.body -> 'results' ? $2::text
    or i.body -> 'conflicts' @> jsonb_build_array(jsonb_build_object('unit', $2::text))
    or exists (
      select from jsonb_each_text(coalesce(i.body -> 'successors', '{}'::jsonb)) as s (unit, successor)
      where s.successor = $2::text
    ))
order by i.year, i.ordinal`,
);

/** The inspections that are not over and name the unit: as who asks, as who may be or was drawn, or in a tie. */
export async function findOpenInspectionsOf(
  on: Executor,
  tenantId: number,
  unit: string,
): Promise<Inspection[]> {
  const rows = await on.query(findOpenOfUnitStatement, [tenantId, unit]);
  return rows.map(({ body }) => body);
}

const findAnnouncedStatement = statement<{ body: Inspection }>(
  "inspections-find-announced",
  `select i.body
from inspections i
where i.tenant_id = $1::integer
  and i.to_on >= $2::date
  and i.from_on <= $3::date
  and i.state in ('announced', 'drawn', 'closed')
order by i.from_on, i.year, i.ordinal`,
);

/** The inspections that were announced, not cancelled, and whose days touch those; served by inspections_by_window. */
export async function findAnnouncedInspections(
  on: Executor,
  tenantId: number,
  from: string,
  to: string,
): Promise<Inspection[]> {
  const rows = await on.query(findAnnouncedStatement, [tenantId, from, to]);
  return rows.map(({ body }) => body);
}

const addQuotaStatement = statement<{ version: number }>(
  "inspection-quotas-add",
  `insert into inspection_quotas (tenant_id, version, per_year, set_by, set_at)
select $1::integer, coalesce(max(q.version), 0) + 1, $2::integer, $3::jsonb, $4::timestamptz
from inspection_quotas q
where q.tenant_id = $1::integer
on conflict on constraint inspection_quotas_pkey do nothing
returning version`,
);

/** Puts a quota in force. */
export async function saveInspectionQuota(
  on: Executor,
  tenantId: number,
  perYear: number,
  by: Party,
  now: Instant,
): Promise<void> {
  await addVersion(on, addQuotaStatement, [tenantId, perYear, JSON.stringify(by), sqlInstant(now)]);
}

const findQuotaStatement = statement<{ perYear: number }>(
  "inspection-quotas-find",
  `select q.per_year as "perYear"
from inspection_quotas q
where q.tenant_id = $1::integer
order by q.version desc
limit 1`,
);

/** One a quarter, where nobody said otherwise. */
export const defaultInspectionQuota = 4;

/** How often a year a unit may be inspected. */
export async function findInspectionQuota(on: Executor, tenantId: number): Promise<number> {
  const [row] = await on.query(findQuotaStatement, [tenantId]);
  return row?.perYear ?? defaultInspectionQuota;
}
