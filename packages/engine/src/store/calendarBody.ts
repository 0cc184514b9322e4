import { type Calendar, formatDay, parseDay } from "../time/calendar.ts";

/** A calendar as it is stored and shown: dates as text, listed days by date. */
export interface CalendarBody {
  readonly timeZone: string;
  readonly dayStartsAt: string;
  readonly dayEndsAt: string;
  readonly coverage: { readonly from: string; readonly to: string };
  readonly days: Readonly<Record<string, "holiday" | "workday">>;
}

/** The calendar a stored body stands for. */
export function calendarOf(id: string, version: number, body: CalendarBody): Calendar {
  return {
    id,
    version,
    timeZone: body.timeZone,
    dayStartsAt: body.dayStartsAt,
    dayEndsAt: body.dayEndsAt,
    days: new Map(Object.entries(body.days).map(([date, kind]) => [parseDay(date), kind])),
    coverage: { from: parseDay(body.coverage.from), to: parseDay(body.coverage.to) },
  };
}

/** The body that stands for a calendar, its days in order. */
export function bodyOfCalendar(calendar: Calendar): CalendarBody {
  const days = [...calendar.days].sort(([one], [other]) => one - other);
  return {
    timeZone: calendar.timeZone,
    dayStartsAt: calendar.dayStartsAt,
    dayEndsAt: calendar.dayEndsAt,
    coverage: { from: formatDay(calendar.coverage.from), to: formatDay(calendar.coverage.to) },
    days: Object.fromEntries(days.map(([day, kind]) => [formatDay(day), kind])),
  };
}
