import lists from "chinese-days/dist/chinese-days.json" with { type: "json" };
import {
  type Calendar,
  type Coverage,
  type Day,
  type DayKind,
  defaultDayEndsAt,
  defaultDayStartsAt,
  defaultTimeZone,
  parseDay,
} from "./calendar.ts";

/** The days a national list names and the dates it speaks for. */
export interface NationalDays {
  readonly days: ReadonlyMap<Day, DayKind>;
  readonly coverage: Coverage;
}

let known: NationalDays | undefined;

/**
 * The State Council's holidays and make-up days (调休), as the `chinese-days` package carries them: from 2004 on.
 *
 * The list is given out year by year, so it covers whole years: from 1 January of its first to 31 December of its last.
 */
export function chinaDays(): NationalDays {
  known ??= readChinaDays();
  return known;
}

/** A calendar of the national list with the default hours, 09:00 to 17:30 in Asia/Shanghai. */
export function chinaCalendar(id: string, version: number): Calendar {
  return {
    id,
    version,
    timeZone: defaultTimeZone,
    dayStartsAt: defaultDayStartsAt,
    dayEndsAt: defaultDayEndsAt,
    ...chinaDays(),
  };
}

function readChinaDays(): NationalDays {
  const holidays = Object.keys(lists.holidays);
  const days = new Map<Day, DayKind>();
  for (const date of holidays) {
    days.set(parseDay(date), "holiday");
  }
  for (const date of Object.keys(lists.workdays)) {
    days.set(parseDay(date), "workday");
  }
  const years = holidays.map((date) => date.slice(0, 4)).sort();
  return {
    days,
    coverage: { from: parseDay(`${years[0]}-01-01`), to: parseDay(`${years.at(-1)}-12-31`) },
  };
}
