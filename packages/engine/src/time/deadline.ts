import {
  type Calendar,
  dayOf,
  instantAt,
  isCovered,
  workdayAfter,
  workdayOnOrAfter,
  workdaysBetween,
} from "./calendar.ts";
import {
  clampInstant,
  type Day,
  findDay,
  findLastDayOfMonth,
  type Instant,
  lastInstant,
  parseDay,
  parseInstant,
} from "./day.ts";

/**
 * How a deadline is given: a number of working days, a number of days, a date, a month, or an instant.
 *
 * `on` is "2026-12-31", `month` is "2026-06", `at` is RFC 3339 with an offset.
 */
export type Deadline =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly on: string }
  | { readonly month: string }
  | { readonly at: string };

/** What is left of a deadline while its clock is held, in the deadline's own unit; milliseconds are negative when late. */
export type Remainder =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly milliseconds: number };

/** When a deadline is due; `provisional` while that rests on a date whose list of days is not loaded. */
export interface Due {
  readonly dueAt: Instant;
  readonly provisional: boolean;
}

/** Why a clock can't be armed, in a sentence for a person. */
export interface ClockRefusal {
  readonly kind: "invalid-deadline";
  readonly detail: string;
}

/** The longest relative deadline, in working days or days: about four centuries. */
export const maxDeadlineCount = 100_000;

/** Tells a refusal from a clock or a due. */
export function isClockRefusal(value: object): value is ClockRefusal {
  return "kind" in value && value.kind === "invalid-deadline";
}

/** Makes a refusal. */
export function refuseDeadline(detail: string): ClockRefusal {
  return { kind: "invalid-deadline", detail };
}

/** What is wrong with a deadline whatever the calendar, as a sentence; null if nothing is. */
export function deadlineFault(deadline: Deadline): string | null {
  if ("workdays" in deadline || "days" in deadline) {
    const count = "workdays" in deadline ? deadline.workdays : deadline.days;
    return Number.isInteger(count) && count >= 1 && count <= maxDeadlineCount
      ? null
      : `A deadline counts from 1 to ${maxDeadlineCount} whole days, not ${count}.`;
  }
  if ("at" in deadline) {
    return parseInstant(deadline.at) === undefined
      ? `"${deadline.at}" is not an RFC 3339 instant with an offset.`
      : null;
  }
  if ("on" in deadline) {
    return findDay(deadline.on) === undefined ? `"${deadline.on}" is not a date.` : null;
  }
  return findLastDayOfMonth(deadline.month) === undefined ? `"${deadline.month}" is not a month.` : null;
}

/**
 * When a deadline that starts at `startedAt` is due; what would lie past the year 9999 is brought to its last instant.
 *
 * For a deadline without a fault: what comes from outside goes through `planDue`. A date, month or instant that is none
 * throws a RangeError.
 */
export function dueOf(calendar: Calendar, deadline: Deadline, startedAt: Instant): Due {
  if ("workdays" in deadline) {
    return dueAfterWorkdays(calendar, dayOf(calendar, startedAt), deadline.workdays);
  }
  if ("days" in deadline) {
    return dueByWorkday(calendar, dayOf(calendar, startedAt) + deadline.days);
  }
  if ("at" in deadline) {
    return { dueAt: required(parseInstant(deadline.at), deadline.at), provisional: false };
  }
  const day =
    "on" in deadline ? parseDay(deadline.on) : required(findLastDayOfMonth(deadline.month), deadline.month);
  return { dueAt: endOfDay(calendar, day), provisional: false };
}

/** When a deadline is due, or why it can't be: it has a fault, or it lies past the year 9999. Total: never throws. */
export function planDue(calendar: Calendar, deadline: Deadline, startedAt: Instant): Due | ClockRefusal {
  const fault = deadlineFault(deadline);
  if (fault !== null) {
    return refuseDeadline(fault);
  }
  const due = dueOf(calendar, deadline, startedAt);
  return due.dueAt >= lastInstant ? refuseDeadline("The deadline lies past the end of the year 9999.") : due;
}

/**
 * What is left of a deadline due at `dueAt` when its clock is held at `pausedAt`, counted in whole days of the calendar's zone.
 *
 * Days left are never negative; the milliseconds of an `at` are, when it is late.
 */
export function remainderOf(
  calendar: Calendar,
  deadline: Deadline,
  dueAt: Instant,
  pausedAt: Instant,
): Remainder {
  if ("at" in deadline) {
    return { milliseconds: dueAt - pausedAt };
  }
  const pausedOn = dayOf(calendar, pausedAt);
  const dueOn = dayOf(calendar, dueAt);
  return "workdays" in deadline
    ? { workdays: workdaysBetween(calendar, pausedOn, dueOn) }
    : { days: Math.max(0, dueOn - pausedOn) };
}

/**
 * When a deadline is due that is resumed at `resumedAt` with `remainder` left.
 *
 * With nothing left it is due at the end of the day of resuming (for `workdays` and `days`, of the next working day if that
 * rests), even where that end has passed already. Never past the year 9999.
 */
export function dueAfterResuming(
  calendar: Calendar,
  deadline: Deadline,
  remainder: Remainder,
  resumedAt: Instant,
): Due {
  if ("milliseconds" in remainder) {
    return { dueAt: clampInstant(resumedAt + remainder.milliseconds), provisional: false };
  }
  const resumedOn = dayOf(calendar, resumedAt);
  if ("workdays" in remainder) {
    return remainder.workdays === 0
      ? dueByWorkday(calendar, resumedOn)
      : dueAfterWorkdays(calendar, resumedOn, remainder.workdays);
  }
  const day = resumedOn + remainder.days;
  return "days" in deadline
    ? dueByWorkday(calendar, day)
    : { dueAt: endOfDay(calendar, day), provisional: false };
}

/** The end of the n-th working day after `day`: rests on every date it counted over. */
function dueAfterWorkdays(calendar: Calendar, day: Day, count: number): Due {
  const dueOn = workdayAfter(calendar, day, count);
  return {
    dueAt: endOfDay(calendar, dueOn),
    provisional: !isCovered(calendar, day + 1) || !isCovered(calendar, dueOn),
  };
}

/** The end of `day`, or of the next working day if it rests: rests on the dates from the one to the other. */
function dueByWorkday(calendar: Calendar, day: Day): Due {
  const dueOn = workdayOnOrAfter(calendar, day);
  return {
    dueAt: endOfDay(calendar, dueOn),
    provisional: !isCovered(calendar, day) || !isCovered(calendar, dueOn),
  };
}

function endOfDay(calendar: Calendar, day: Day): Instant {
  return instantAt(calendar, day, calendar.dayEndsAt);
}

function required(found: number | undefined, text: string): number {
  if (found === undefined) {
    throw new RangeError(`"${text}" is neither a month nor an instant.`);
  }
  return found;
}
