import type { Executor } from "../store/database.ts";
import { findCandidates, findPool, findStandIns, findUnitsOfPeople } from "../store/inspectionPool.ts";
import { findAnnouncedInspections, findInspectionQuota } from "../store/inspections.ts";
import { sqlInstant } from "../store/sqlTypes.ts";
import { scopeInForce } from "../store/unitTree.ts";
import { type Calendar, instantAt, parseDay } from "../time/calendar.ts";
import type { Ties } from "./exclusions.ts";
import type { Inspection } from "./inspection.ts";
import { type OtherInspection, type OverlapWarning, overlapWarnings } from "./overlaps.ts";

/** The pool of an inspection as it now stands, and all that is known of ties to it. */
export async function findTies(
  on: Executor,
  tenantId: number,
  { plan, conflicts }: Inspection,
  calendar: Calendar,
): Promise<Ties> {
  const from = instantAt(calendar, parseDay(plan.from), "00:00");
  const until = instantAt(calendar, parseDay(plan.to) + 1, "00:00");
  const persons = conflicts.flatMap(({ person }) => person ?? []);
  const [objects, kept, standIns, unitOfPerson] = await Promise.all([
    findPool(on, tenantId, plan),
    findCandidates(on, tenantId),
    findStandIns(on, tenantId, sqlInstant(from), sqlInstant(until)),
    findUnitsOfPeople(on, tenantId, persons),
  ]);
  const candidates = await Promise.all(
    kept.map(async (one) => ({ ...one, scope: await scopeInForce(on, tenantId, one.scope) })),
  );
  return { candidates, objects, standIns, conflicts, unitOfPerson, scope: plan.scope };
}

/** What other inspections say of an inspection's pool: those of the year it begins in, and those its days touch. */
export async function findWarnings(
  on: Executor,
  tenantId: number,
  { id, plan }: Inspection,
  units: readonly string[],
): Promise<OverlapWarning[]> {
  const year = plan.from.slice(0, 4);
  const until = plan.to > `${year}-12-31` ? plan.to : `${year}-12-31`;
  const [others, quota] = await Promise.all([
    findAnnouncedInspections(on, tenantId, `${year}-01-01`, until),
    findInspectionQuota(on, tenantId),
  ]);
  const { asker, from, to } = plan;
  return overlapWarnings({ id, asker, from, to, units }, others.map(otherOf), quota);
}

/** What stands in the way of announcing an inspection now. */
export async function findWarningsOf(
  on: Executor,
  tenantId: number,
  inspection: Inspection,
): Promise<OverlapWarning[]> {
  const pool = await findPool(on, tenantId, inspection.plan);
  const units = pool.map(({ code }) => code);
  return findWarnings(on, tenantId, inspection, units);
}

const otherOf = ({ id, number, plan, announcement, draw }: Inspection): OtherInspection => ({
  id,
  number,
  asker: plan.asker,
  from: plan.from,
  to: plan.to,
  units: draw?.objects.drawn ?? announcement?.pool ?? [],
  isDrawn: draw !== null,
});
