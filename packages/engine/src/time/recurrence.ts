import { type Calendar, dayOf, formatDay, instantAt, isCovered, workdayOnOrAfter } from "./calendar.ts";
import { type Day, findLastDayOfMonth, type Instant, lastDay } from "./day.ts";
import type { Due } from "./deadline.ts";

/**
 * A day that comes round: a weekday (1 Monday to 7 Sunday, ISO 8601), or a day of the month (1 to 31; the month's last where
 * it has no such day).
 */
export type Recurrence = { readonly weekly: number } | { readonly monthly: number };

/** Tells a recurrence from a deadline that comes once. */
export function isRecurrence(value: object): value is Recurrence {
  return "weekly" in value || "monthly" in value;
}

/** What is wrong with a recurrence, as a sentence; null if nothing is. */
export function recurrenceFault(recurrence: Recurrence): string | null {
  const [day, last, unit] =
    "weekly" in recurrence ? [recurrence.weekly, 7, "weekday"] : [recurrence.monthly, 31, "day of the month"];
  return Number.isInteger(day) && day >= 1 && day <= last
    ? null
    : `A ${unit} is a number from 1 to ${last}, not ${day}.`;
}

/**
 * The end of the first occurrence after the date of `after`, or of the next working day if that one rests.
 *
 * Occurrences that move to one working day are one: asked with the due of the first, the answer lies beyond it. Provisional as
 * a deadline of days is.
 */
export function dueByRecurrence(calendar: Calendar, recurrence: Recurrence, after: Instant): Due {
  const date = dayOf(calendar, after);
  const day =
    "weekly" in recurrence ? nextWeekday(date, recurrence.weekly) : nextOfMonth(date, recurrence.monthly);
  const dueOn = workdayOnOrAfter(calendar, day);
  return {
    dueAt: instantAt(calendar, dueOn, calendar.dayEndsAt),
    provisional: !isCovered(calendar, day) || !isCovered(calendar, dueOn),
  };
}

function nextWeekday(date: Day, weekday: number): Day {
  // 1970-01-01 was a Thursday, so date -3 is a Monday.
  const present = ((((date + 3) % 7) + 7) % 7) + 1;
  return date + ((weekday - present + 6) % 7) + 1;
}

function nextOfMonth(date: Day, dayOfMonth: number): Day {
  const [year = 0, month = 0] = formatDay(date).split("-").map(Number);
  const inThisMonth = dayInMonth(year, month, dayOfMonth);
  return inThisMonth > date
    ? inThisMonth
    : dayInMonth(month === 12 ? year + 1 : year, (month % 12) + 1, dayOfMonth);
}

function dayInMonth(year: number, month: number, dayOfMonth: number): Day {
  const last = findLastDayOfMonth(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`);
  if (last === undefined) {
    // There is no month after December 9999: what lies there is brought to the last instant there is.
    return lastDay + 1;
  }
  return last + Math.min(0, dayOfMonth - Number(formatDay(last).slice(8)));
}
