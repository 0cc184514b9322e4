import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { EngineClock } from "../clock.ts";
import { type Caller, partyOf } from "../lifecycle/caller.ts";
import { mayActAt } from "../lifecycle/deputation.ts";
import { type Rejection, reject } from "../lifecycle/rejection.ts";
import type { Database } from "../store/database.ts";
import {
  appendInspectionAct,
  claimInspections,
  findNextInspectionOrdinal,
  insertInspection,
} from "../store/inspections.ts";
import { findLastHash } from "../store/seals.ts";
import { appendTrail, type TrailEntry } from "../store/trail.ts";
import { runsInspection } from "./acts.ts";
import { commitmentOf } from "./draw.ts";
import type { Conflict, Inspection, InspectionPlan } from "./inspection.ts";

/** Who wrote to the trail, and from where: what an entry has beside what is done. */
export type TrailedFrom = Pick<TrailEntry, "actor" | "onBehalfOf" | "address">;

/**
 * Plans an inspection: its scope, its numbers and the conflicts known so far stand, and 32 bytes drawn by chance are committed to.
 *
 * The bytes stay here until the announcement; their hash is in the answer and on the trail, in one transaction with the plan.
 */
export async function planInspection(
  { database, clock }: { readonly database: Database; readonly clock: EngineClock },
  caller: Caller,
  plan: InspectionPlan,
  conflicts: readonly Conflict[],
  from: TrailedFrom,
): Promise<Inspection | Rejection> {
  const { tenantId } = caller;
  return database.transaction(async (tx) => {
    await claimInspections(tx, tenantId);
    const at = await clock.read();
    if (!mayActAt(caller, at) || !runsInspection({ plan }, caller)) {
      return reject("forbidden", "Only a supervisor in whose scope the inspection is, or a leader.");
    }
    const year = Number(plan.from.slice(0, 4));
    const ordinal = await findNextInspectionOrdinal(tx, tenantId, year);
    const contribution = randomBytes(32).toString("hex");
    const by = partyOf(caller);
    const inspection: Inspection = {
      id: uuidv7(),
      number: `查〔${year}〕${ordinal}号`,
      revision: 1,
      state: "planned",
      plan,
      createdBy: by,
      createdAt: at,
      contribution,
      commitment: commitmentOf(contribution),
      sealNumber: (await findLastHash(tx, tenantId))?.number ?? 0,
      conflicts: conflicts.map((conflict) => ({ ...conflict, by, at })),
      announcement: null,
      draw: null,
      results: {},
      cancelled: null,
      closed: null,
    };
    const { id, number, commitment } = inspection;
    await insertInspection(tx, tenantId, inspection, { year, ordinal });
    const body = { plan, conflicts, commitment };
    await appendInspectionAct(tx, tenantId, id, { revision: 1, type: "planned", at, by, body });
    const detail = { number, commitment, title: plan.title, scope: plan.scope };
    await appendTrail(tx, tenantId, [
      {
        ...from,
        at,
        kind: "administration",
        action: "inspection.planned",
        target: `/v1/inspections/${id}`,
        outcome: "done",
        detail,
      },
    ]);
    return inspection;
  });
}
