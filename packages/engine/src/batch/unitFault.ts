import { type Rejection, reject } from "../lifecycle/rejection.ts";
import { type Calendar, dayOf, formatDay, type Instant } from "../time/calendar.ts";
import type { Loaded } from "./batchDraft.ts";

/** Why a unit can't be given a task now: there is none, its time is not now, or it was merged. Its days are the calendar's. */
export function unitFault(
  { units }: Pick<Loaded, "units">,
  code: string,
  calendar: Calendar | undefined,
  now: Instant,
): Rejection | undefined {
  const unit = units.get(code);
  if (unit === undefined) return reject("unknown-unit", `there is no unit ${code}`);
  if (unit.mergedInto !== null) {
    return reject("unit-not-valid", `${code} was merged into ${unit.mergedInto}`, {
      unit: code,
      mergedInto: unit.mergedInto,
    });
  }
  const today = calendar === undefined ? "" : formatDay(dayOf(calendar, now));
  const isEarly = today !== "" && unit.from !== null && today < unit.from;
  const isLate = today !== "" && unit.until !== null && today > unit.until;
  if (!isEarly && !isLate) return undefined;
  const days = `${unit.from === null ? "" : ` from ${unit.from}`}${unit.until === null ? "" : ` until ${unit.until}`}`;
  return reject("unit-not-valid", `${code} is given tasks${days} only`, { unit: code });
}
