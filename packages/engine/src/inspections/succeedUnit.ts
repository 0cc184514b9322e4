import type { Party } from "../lifecycle/caller.ts";
import type { Transaction } from "../store/database.ts";
import {
  appendInspectionAct,
  claimInspections,
  findOpenInspectionsOf,
  saveInspection,
} from "../store/inspections.ts";
import type { Instant } from "../time/day.ts";
import { type Inspection, unitNow } from "./inspection.ts";

/**
 * The inspection after `from` was merged into `into`. Pure. What was drawn stays as it was drawn, so that anybody can make the draw
 * again; who answers for it changes. Before the draw the plan itself names the other, and ties to the one hold for it.
 */
export function succeedInInspection(inspection: Inspection, from: string, into: string): Inspection {
  const { plan, conflicts, results, successors = {} } = inspection;
  const now = (unit: string) => (unit === from ? into : unit);
  const asker = now(plan.asker);
  if (inspection.state === "drawn") {
    const answering = Object.keys(results).filter((unit) => unitNow(inspection, unit) === from);
    const taken = Object.fromEntries(answering.map((unit) => [unit, into]));
    return { ...inspection, plan: { ...plan, asker }, successors: { ...successors, ...taken } };
  }
  const units = [...new Set(plan.scope.units.map(now))];
  return {
    ...inspection,
    plan: { ...plan, asker, scope: { ...plan.scope, units } },
    conflicts: conflicts.map((tie) => (tie.unit === null ? tie : { ...tie, unit: now(tie.unit) })),
  };
}

/** Lets a unit's successor take its place in every inspection that is not over, each with a recorded act; how many. */
export async function succeedInInspections(
  tx: Transaction,
  tenantId: number,
  { from, into, reason }: { readonly from: string; readonly into: string; readonly reason: string },
  by: Party,
  at: Instant,
): Promise<number> {
  await claimInspections(tx, tenantId);
  const open = await findOpenInspectionsOf(tx, tenantId, from);
  for (const inspection of open) {
    const revision = inspection.revision + 1;
    await saveInspection(tx, tenantId, { ...succeedInInspection(inspection, from, into), revision });
    const body = { unit: from, successor: into, reason };
    await appendInspectionAct(tx, tenantId, inspection.id, { revision, type: "succeeded", at, by, body });
  }
  return open.length;
}
