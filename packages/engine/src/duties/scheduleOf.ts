import type { DutySchedule } from "../store/duties.ts";
import { type Calendar, type Day, formatDay } from "../time/calendar.ts";
import type { Occurrence } from "./dutySchedule.ts";

/** Where a duty stands once its dates up to `handledOn` are dealt with, as it is written. */
export const scheduleOf = (
  id: string,
  version: number,
  calendar: Calendar,
  handledOn: Day,
  next: Occurrence | null,
): DutySchedule => ({
  id,
  version,
  handledOn: formatDay(handledOn),
  nextOn: next === null ? null : formatDay(next.on),
  nextAt: next?.at ?? null,
  calendar: { id: calendar.id, version: calendar.version },
});
