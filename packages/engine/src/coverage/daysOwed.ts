import type { DateSpan } from "../diagnosis/workTime.ts";
import { workdaysIn } from "../diagnosis/workTime.ts";
import type { UnitKind } from "../store/units.ts";
import { type Calendar, type Day, formatDay, parseDay } from "../time/calendar.ts";

/** How many days a year somebody is to be in villages, by the kind of his unit; 0 asks for none. */
export type DaysRule = Readonly<Record<UnitKind, number>>;

/** Baoshan's rule of 2012: cadres of the county at least 10 days a year in villages, of townships 30. Who lives there owes none. */
export const baoshanRule: DaysRule = { department: 10, office: 10, township: 30, village: 0 };

/**
 * The days that a rule of so many a year asks for in a span, pro rata by working days: of each year that the span touches, the share
 * of its working days that lie in the span. Exact, not rounded; see `wholeDays` for what is owed of it.
 */
export function daysOwed(calendar: Calendar, span: DateSpan, perYear: number): number {
  let owed = 0;
  for (let year = yearOf(span.from); year <= yearOf(span.to); year++) {
    const whole = { from: parseDay(`${year}-01-01`), to: parseDay(`${year}-12-31`) };
    const part = { from: Math.max(span.from, whole.from), to: Math.min(span.to, whole.to) };
    owed += (perYear * workdaysIn(calendar, part)) / workdaysIn(calendar, whole);
  }
  return owed;
}

/** What of it is owed by now: whole days only; the one that has begun is not late yet. */
export const wholeDays = (owed: number): number => Math.floor(owed + 1e-9);

const yearOf = (day: Day): number => Number(formatDay(day).slice(0, 4));
