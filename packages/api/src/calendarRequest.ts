import {
  type CalendarBody,
  chinaDays,
  defaultDayEndsAt,
  defaultDayStartsAt,
  defaultTimeZone,
  formatDay,
} from "@duban/engine";
import type { z } from "zod";
import type { calendarRequestSchema } from "./schemas/time.ts";

/**
 * The calendar that a request means, whole: what it leaves out filled in, the national list under it or not.
 *
 * Listed days beat `holidays` and `workdays`, and all of them beat the national list. A calendar of its own without a
 * coverage covers nothing, so that every deadline that counts its days is provisional.
 */
export function calendarBodyOf(request: z.output<typeof calendarRequestSchema>): CalendarBody {
  const isNational = request.national ?? request.coverage === undefined;
  const national = isNational ? nationalBody() : undefined;
  const days: CalendarBody["days"] = {
    ...national?.days,
    ...listed(request.holidays, "holiday"),
    ...listed(request.workdays, "workday"),
    ...request.days,
  };
  return {
    timeZone: request.timeZone ?? defaultTimeZone,
    dayStartsAt: request.dayStartsAt ?? defaultDayStartsAt,
    dayEndsAt: request.dayEndsAt ?? defaultDayEndsAt,
    // Never ends before it begins, so an empty coverage is one day in the past that no deadline counts.
    coverage: request.coverage ?? national?.coverage ?? { from: "0001-01-01", to: "0001-01-01" },
    days: Object.fromEntries(Object.entries(days).sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}

const listed = (dates: readonly string[] | undefined, kind: "holiday" | "workday"): CalendarBody["days"] =>
  Object.fromEntries((dates ?? []).map((date) => [date, kind]));

function nationalBody(): Pick<CalendarBody, "days" | "coverage"> {
  const { days, coverage } = chinaDays();
  return {
    days: Object.fromEntries([...days].map(([day, kind]) => [formatDay(day), kind])),
    coverage: { from: formatDay(coverage.from), to: formatDay(coverage.to) },
  };
}
