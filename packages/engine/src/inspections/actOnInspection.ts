import type { EngineClock } from "../clock.ts";
import type { Engine } from "../engine.ts";
import { type Caller, partyOf } from "../lifecycle/caller.ts";
import { isRejection, type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Database, Executor } from "../store/database.ts";
import {
  appendInspectionAct,
  claimInspections,
  findInspection,
  saveInspection,
} from "../store/inspections.ts";
import { findLastHash } from "../store/seals.ts";
import { appendTrail } from "../store/trail.ts";
import { findCalendar, findCurrentCalendars } from "../store/versions.ts";
import type { Calendar } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import { findTies, findWarnings } from "./actFacts.ts";
import type { InspectionAct } from "./acts.ts";
import type { Inspection, MadeMatter } from "./inspection.ts";
import { armLookBacks, makeMatter } from "./inspectionMatters.ts";
import { type ActFacts, nextInspection } from "./nextInspection.ts";
import type { TrailedFrom } from "./planInspection.ts";

/** What acting needs of its surroundings. */
export interface InspectionEnvironment {
  readonly database: Database;
  readonly clock: EngineClock;
  readonly engine: Engine;
}

/**
 * Does something to an inspection, or says why not. The inspection, the act and its entry on the trail are one transaction.
 *
 * What the act asks for beside that, a matter or the duties of the look-backs, is made before, each under a name of its own: if
 * the process dies in between, the same act again finds them made. So a second look or a look-back has one matter, and is never
 * without it.
 */
export async function actOnInspection(
  environment: InspectionEnvironment,
  caller: Caller,
  id: string,
  act: InspectionAct,
  from: TrailedFrom,
): Promise<Inspection | Rejection> {
  const { database } = environment;
  const { tenantId } = caller;
  const asked = await tryAct(environment, database, caller, id, act, null);
  if (isRejection(asked)) return asked;
  const matter = await makeMatter(environment.engine, tenantId, asked.next, act, asked.facts);
  if (matter !== null && isRejection(matter)) return matter;
  if (act.type === "closed") {
    const refusal = await armLookBacks(environment.engine, tenantId, asked.next, asked.facts);
    if (refusal !== undefined) return refusal;
  }
  return database.transaction(async (tx) => {
    await claimInspections(tx, tenantId);
    const done = await tryAct(environment, tx, caller, id, act, matter);
    if (isRejection(done)) return done;
    const { next, facts } = done;
    const { type, ...said } = act;
    await saveInspection(tx, tenantId, next);
    const recorded = { revision: next.revision, type, at: facts.now, by: partyOf(caller), body: said };
    await appendInspectionAct(tx, tenantId, id, recorded);
    await appendTrail(tx, tenantId, [
      {
        ...from,
        at: facts.now,
        kind: "administration",
        action: `inspection.${type}`,
        target: `/v1/inspections/${id}`,
        outcome: "done",
        detail: { number: next.number, ...publishedBy(next, act) },
      },
    ]);
    return next;
  });
}

async function tryAct(
  { database, clock }: InspectionEnvironment,
  on: Executor,
  caller: Caller,
  id: string,
  act: InspectionAct,
  matter: MadeMatter | null,
): Promise<{ readonly next: Inspection; readonly facts: ActFacts } | Rejection> {
  const { tenantId } = caller;
  const inspection = await findInspection(on, tenantId, id);
  if (inspection === undefined) return reject("unknown-inspection", `no inspection has the id ${id}`);
  const calendar = await findCalendarOf(database, on, tenantId, inspection.plan.calendar);
  const ties = await findTies(on, tenantId, inspection, calendar);
  const units = ties.objects.map(({ code }) => code);
  const warnings = await findWarnings(on, tenantId, inspection, units);
  const seal = (await findLastHash(on, tenantId)) ?? null;
  const facts = { now: await clock.read(), calendar, ties, warnings, seal, matter };
  const next = nextInspection(inspection, act, caller, facts);
  return isRejection(next) ? next : { next, facts };
}

/** The calendar in force under an id; the national list, should there be none. */
async function findCalendarOf(
  database: Database,
  on: Executor,
  tenantId: number,
  id: string,
): Promise<Calendar> {
  const version = (await findCurrentCalendars(on, tenantId)).get(id);
  const found = version === undefined ? undefined : await findCalendar(database, on, tenantId, id, version);
  return found ?? chinaCalendar(id, 0);
}

/** What the trail says of an act: of an announcement all that the seed is made of, of a draw what it came to, of others their words. */
function publishedBy(
  { contribution, announcement, draw }: Inspection,
  act: InspectionAct,
): Readonly<Record<string, unknown>> {
  if (act.type === "announced" && announcement !== null) {
    const { seed, seal, publicValue, warned, reason, warnings, pool } = announcement;
    return { seed, contribution, seal, publicValue, warned, reason, warnings: warnings.length, pool };
  }
  if (act.type === "drawn" && draw !== null) {
    const { objects, inspectors } = draw;
    return { seed: draw.seed, drawn: objects.drawn, teams: inspectors.teams };
  }
  if (act.type === "found") return { unit: act.unit, points: act.points.length };
  const { type: _, ...said } = act;
  return said;
}
