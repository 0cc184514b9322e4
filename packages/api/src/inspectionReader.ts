import {
  type Caller,
  defaultTimeZone,
  findInspection,
  type Inspection,
  type Role,
  unitNow,
} from "@duban/engine";
import type { Api } from "./api.ts";
import { type Problem, problem } from "./problem.ts";
import { findCalendarInForce } from "./taskReader.ts";
import { isUuid } from "./uuid.ts";

const readers: readonly Role[] = ["supervisor", "inspector", "leader", "auditor", "systemAdmin"];

/** Whether the caller reads all of every inspection; others see of one that was announced what concerns their own unit. */
export const readsInspections = ({ roles }: Caller): boolean => roles.some((role) => readers.includes(role));

/** The inspection of that id; one that is only planned is shown to nobody but those who read all. */
export async function findInspectionFor(api: Api, caller: Caller, id: string): Promise<Inspection | Problem> {
  const key = id.toLowerCase();
  const found = isUuid(key) ? await findInspection(api.database, caller.tenantId, key) : undefined;
  if (found === undefined || (found.announcement === null && !readsInspections(caller))) {
    return problem("unknown-inspection", `no inspection has the id ${id}`);
  }
  return found;
}

/** The zone that an inspection's instants are shown in. */
export async function zoneOfInspection(api: Api, tenantId: number, { plan }: Inspection): Promise<string> {
  return (await findCalendarInForce(api.database, tenantId, plan.calendar))?.timeZone ?? defaultTimeZone;
}

/** The results that a caller may see, by unit: also those of a unit that was merged into his. */
export const seenUnits =
  (caller: Caller, inspection: Inspection) =>
  (unit: string): boolean =>
    readsInspections(caller) || unitNow(inspection, unit) === caller.unit;
