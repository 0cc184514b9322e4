import {
  type Calendar,
  dayOf,
  type Instant,
  instantAt,
  isWorkday,
  workdayAfter,
  workdayOnOrAfter,
} from "../time/calendar.ts";

/**
 * When a notice may go out: an urgent one at once, any other within working hours (time.md 16).
 *
 * Working hours are `[dayStartsAt, dayEndsAt)` of a working day: what comes at the very end of the day waits for the next
 * one's `dayStartsAt`.
 */
export function sendAtOf(calendar: Calendar, urgent: boolean, now: Instant): Instant {
  if (urgent) return now;
  const today = dayOf(calendar, now);
  if (isWorkday(calendar, today)) {
    const startsAt = instantAt(calendar, today, calendar.dayStartsAt);
    if (now < startsAt) return startsAt;
    if (now < instantAt(calendar, today, calendar.dayEndsAt)) return now;
    return instantAt(calendar, workdayAfter(calendar, today, 1), calendar.dayStartsAt);
  }
  return instantAt(calendar, workdayOnOrAfter(calendar, today), calendar.dayStartsAt);
}
