import { Temporal } from "temporal-polyfill";
import type { Calendar, DayKind, Instant } from "../calendar.ts";
import type { Clock } from "../clock.ts";
import type { Deadline, Due, Remainder } from "../deadline.ts";
import type { Ladder, ProjectedRung, Rung } from "../ladder.ts";
import type { Recurrence } from "../recurrence.ts";

/**
 * The rules of time written a second time, as slowly and plainly as can be: dates are looked at one after another.
 *
 * It shares no code with what it judges, only types. Tests alone use it.
 */
export interface Almanac {
  readonly calendar: Calendar;
  readonly listed: ReadonlyMap<string, DayKind>;
  readonly coveredFrom: string;
  readonly coveredTo: string;
}

type PlainDate = Temporal.PlainDate;

export function dateOf({ calendar }: Almanac, instant: Instant): PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
}

export function instantOf({ calendar }: Almanac, date: PlainDate, time: string): Instant {
  return date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).epochMilliseconds;
}

export function works({ listed }: Almanac, date: PlainDate): boolean {
  const kind = listed.get(date.toString());
  return kind === undefined ? date.dayOfWeek <= 5 : kind === "workday";
}

function isUnknown({ coveredFrom, coveredTo }: Almanac, date: PlainDate): boolean {
  return date.toString() < coveredFrom || date.toString() > coveredTo;
}

/** The end of the n-th working day after `date`. */
function afterWorkdays(almanac: Almanac, date: PlainDate, count: number): Due {
  let day = date;
  let provisional = false;
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 });
    provisional ||= isUnknown(almanac, day);
    left -= works(almanac, day) ? 1 : 0;
  }
  return { dueAt: instantOf(almanac, day, almanac.calendar.dayEndsAt), provisional };
}

/** The end of `date`, or of the first date after it that works. */
function onWorkday(almanac: Almanac, date: PlainDate): Due {
  let day = date;
  let provisional = isUnknown(almanac, day);
  while (!works(almanac, day)) {
    day = day.add({ days: 1 });
    provisional ||= isUnknown(almanac, day);
  }
  return { dueAt: instantOf(almanac, day, almanac.calendar.dayEndsAt), provisional };
}

export function dueByDays(almanac: Almanac, deadline: Deadline, startedAt: Instant): Due {
  const start = dateOf(almanac, startedAt);
  if ("workdays" in deadline) {
    return afterWorkdays(almanac, start, deadline.workdays);
  }
  if ("days" in deadline) {
    return onWorkday(almanac, start.add({ days: deadline.days }));
  }
  if ("at" in deadline) {
    return { dueAt: Temporal.Instant.from(deadline.at).epochMilliseconds, provisional: false };
  }
  let date: PlainDate;
  if ("on" in deadline) {
    date = Temporal.PlainDate.from(deadline.on);
  } else {
    date = Temporal.PlainDate.from(`${deadline.month}-01`).add({ months: 1 }).subtract({ days: 1 });
  }
  return { dueAt: instantOf(almanac, date, almanac.calendar.dayEndsAt), provisional: false };
}

/** The end of the first date after that of `after` that the recurrence names, moved to a working day. */
export function nextByDays(almanac: Almanac, recurrence: Recurrence, after: Instant): Due {
  let day = dateOf(almanac, after).add({ days: 1 });
  while (!comesRound(recurrence, day)) {
    day = day.add({ days: 1 });
  }
  return onWorkday(almanac, day);
}

function comesRound(recurrence: Recurrence, { day, dayOfWeek, daysInMonth }: PlainDate): boolean {
  if ("weekly" in recurrence) {
    return dayOfWeek === recurrence.weekly;
  }
  return day === recurrence.monthly || (day === daysInMonth && day < recurrence.monthly);
}

export function remainderByDays(
  almanac: Almanac,
  deadline: Deadline,
  dueAt: Instant,
  pausedAt: Instant,
): Remainder {
  if ("at" in deadline) {
    return { milliseconds: dueAt - pausedAt };
  }
  const due = dateOf(almanac, dueAt);
  let workdays = 0;
  let days = 0;
  let day = dateOf(almanac, pausedAt).add({ days: 1 });
  while (Temporal.PlainDate.compare(day, due) <= 0) {
    days += 1;
    workdays += works(almanac, day) ? 1 : 0;
    day = day.add({ days: 1 });
  }
  return "workdays" in deadline ? { workdays } : { days };
}

export function resumedByDays(
  almanac: Almanac,
  deadline: Deadline,
  remainder: Remainder,
  resumedAt: Instant,
): Due {
  if ("milliseconds" in remainder) {
    return { dueAt: resumedAt + remainder.milliseconds, provisional: false };
  }
  const date = dateOf(almanac, resumedAt);
  if ("workdays" in remainder) {
    return remainder.workdays > 0
      ? afterWorkdays(almanac, date, remainder.workdays)
      : onWorkday(almanac, date);
  }
  const landed = date.add({ days: remainder.days });
  return "days" in deadline
    ? onWorkday(almanac, landed)
    : { dueAt: instantOf(almanac, landed, almanac.calendar.dayEndsAt), provisional: false };
}

export function rungByDays(almanac: Almanac, rung: Rung, dueAt: Instant): Instant {
  if ("hours" in rung.at) {
    return dueAt + rung.at.hours * 60 * 60 * 1000;
  }
  const count = "workdays" in rung.at ? rung.at.workdays : rung.at.days;
  if (count === 0) {
    return dueAt;
  }
  const step = count < 0 ? -1 : 1;
  let day = dateOf(almanac, dueAt);
  for (let left = Math.abs(count); left > 0; ) {
    day = day.add({ days: step });
    left -= "days" in rung.at || works(almanac, day) ? 1 : 0;
  }
  const { dayStartsAt, dayEndsAt } = almanac.calendar;
  return instantOf(almanac, day, rung.time ?? (count < 0 ? dayStartsAt : dayEndsAt));
}

/** The rungs a running clock must show: those not fired, none from before its generation, none before it ran on. */
export function rungsByDays(
  almanac: Almanac,
  ladder: Ladder,
  clock: Pick<Clock, "name" | "dueAt" | "startedAt" | "fired">,
  ranOnAt: Instant,
): ProjectedRung[] {
  const waiting: ProjectedRung[] = [];
  ladder.rungs.forEach((rung, index) => {
    const at = rungByDays(almanac, rung, clock.dueAt);
    if (rung.clock === clock.name && at >= clock.startedAt && !clock.fired.includes(index)) {
      waiting.push({ rung: index, at });
    }
  });
  waiting.sort((a, b) => (a.at === b.at ? a.rung - b.rung : a.at - b.at));
  return waiting.map(({ rung, at }) => ({ rung, at: at < ranOnAt ? ranOnAt : at }));
}

/** How many working days follow the due date, up to the date of `now`. */
export function lateByDays(almanac: Almanac, dueAt: Instant, now: Instant): number {
  let late = 0;
  const today = dateOf(almanac, now);
  let day = dateOf(almanac, dueAt);
  while (now > dueAt && Temporal.PlainDate.compare(day, today) < 0) {
    day = day.add({ days: 1 });
    late += works(almanac, day) ? 1 : 0;
  }
  return late;
}
