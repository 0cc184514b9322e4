import {
  type Calendar,
  type Day,
  dayOf,
  type Instant,
  instantAt,
  isWorkday,
  workdaysBetween,
} from "../time/calendar.ts";

/** A span of dates, both included. */
export interface DateSpan {
  readonly from: Day;
  readonly to: Day;
}

/** The number of working days in a span. */
export const workdaysIn = (calendar: Calendar, { from, to }: DateSpan): number =>
  workdaysBetween(calendar, from - 1, to);

/**
 * How many working days after the beginning of `since` an instant lies, with the fraction of its own day that had been worked.
 *
 * A moment before the hours counts as their beginning, one after them, or on a day of rest, as the end of the working day before.
 */
export function workedDaysAt(calendar: Calendar, since: Day, instant: Instant): number {
  const day = dayOf(calendar, instant);
  const whole = workdaysBetween(calendar, since - 1, day);
  if (!isWorkday(calendar, day) || day < since) return whole;
  const startsAt = instantAt(calendar, day, calendar.dayStartsAt);
  const endsAt = instantAt(calendar, day, calendar.dayEndsAt);
  const worked = (instant - startsAt) / (endsAt - startsAt);
  return whole - 1 + Math.min(1, Math.max(0, worked));
}

/** The weeks, from Monday to Sunday, that hold a working day of the span, each cut to it. */
export function weeksOf(calendar: Calendar, span: DateSpan): DateSpan[] {
  const weeks: DateSpan[] = [];
  for (let monday = mondayOf(span.from); monday <= span.to; monday += 7) {
    const week = { from: Math.max(monday, span.from), to: Math.min(monday + 6, span.to) };
    if (workdaysIn(calendar, week) > 0) weeks.push(week);
  }
  return weeks;
}

/** The week of the list that a day counts to: its own, or, of a week without a working day, the one before. */
export function weekAt(weeks: readonly DateSpan[], day: Day): number {
  let found = 0;
  for (const [index, { from }] of weeks.entries()) if (mondayOf(from) <= day) found = index;
  return found;
}

// 1970-01-01 was a Thursday: day -3 a Monday.
const mondayOf = (day: Day): Day => day - ((((day + 3) % 7) + 7) % 7);
