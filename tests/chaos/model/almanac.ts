import { dateAfter, dateOf, instantOf } from "./zone.ts";

/**
 * The calendar rules of docs/time.md once more, as plainly as can be: dates are texts, and are looked at one after another.
 *
 * It shares nothing with the engine, not even types: it reads calendars as they are stored, and judges by them what was
 * recorded.
 */
export interface Almanac {
  readonly timeZone: string;
  readonly dayStartsAt: string;
  readonly dayEndsAt: string;
  readonly days: Readonly<Record<string, "holiday" | "workday">>;
  readonly coverage: { readonly from: string; readonly to: string };
}

/** Whether any date was asked for whose list of days is not loaded: what follows from it is provisional (rule 3). */
export interface Asked {
  unlisted: boolean;
}

export type Deadline =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly on: string }
  | { readonly month: string }
  | { readonly at: string };
/** A day that comes round: of the week, 1 is Monday; of the month, or its last. */
export type Round = { readonly weekly: number } | { readonly monthly: number };
export type Remainder =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly milliseconds: number };
export interface Rung {
  readonly at: { readonly workdays: number } | { readonly days: number } | { readonly hours: number };
  readonly clock: string;
  readonly card: string | null;
  readonly notify: readonly string[];
  readonly urgent: boolean;
  readonly time: string | null;
}

export function works({ days, coverage }: Almanac, date: string, asked?: Asked): boolean {
  if (asked !== undefined && (date < coverage.from || date > coverage.to)) asked.unlisted = true;
  const weekday = new Date(date).getUTCDay();
  return days[date] === undefined ? weekday >= 1 && weekday <= 5 : days[date] === "workday";
}

/** The `count`-th working day after `date`; before it, if `step` is -1. */
function workdayFrom(almanac: Almanac, date: string, count: number, step: 1 | -1, asked?: Asked): string {
  let day = date;
  for (let left = count; left > 0; left -= works(almanac, day, asked) ? 1 : 0) day = dateAfter(day, step);
  return day;
}

export function workdayNotBefore(almanac: Almanac, date: string, asked?: Asked): string {
  let day = date;
  while (!works(almanac, day, asked)) day = dateAfter(day, 1);
  return day;
}

const endOf = (almanac: Almanac, date: string): number => instantOf(almanac, date, almanac.dayEndsAt);

/** When a deadline is due that starts at `from` (rule 5). */
export function dueOf(almanac: Almanac, deadline: Deadline, from: number, asked?: Asked): number {
  const start = dateOf(almanac, from);
  if ("workdays" in deadline) return endOf(almanac, workdayFrom(almanac, start, deadline.workdays, 1, asked));
  if ("days" in deadline) {
    return endOf(almanac, workdayNotBefore(almanac, dateAfter(start, deadline.days), asked));
  }
  if ("on" in deadline) return endOf(almanac, deadline.on);
  if ("at" in deadline) return Date.parse(deadline.at);
  let last = `${deadline.month}-28`;
  while (dateAfter(last, 1).startsWith(deadline.month)) last = dateAfter(last, 1);
  return endOf(almanac, last);
}

/** When a report is due after `after`: the first day that comes round after its date, or the next working day. */
export function roundAfter(almanac: Almanac, round: Round, after: number, asked?: Asked): number {
  let day = dateAfter(dateOf(almanac, after), 1);
  while (!comesRound(round, day)) day = dateAfter(day, 1);
  return endOf(almanac, workdayNotBefore(almanac, day, asked));
}

function comesRound(round: Round, date: string): boolean {
  if ("weekly" in round) return new Date(date).getUTCDay() === round.weekly % 7;
  const dayOfMonth = Number(date.slice(8));
  const isLast = dateAfter(date, 1).slice(5, 7) !== date.slice(5, 7);
  return dayOfMonth === round.monthly || (isLast && dayOfMonth < round.monthly);
}

/** What remains of a deadline due at `dueAt` when it is paused (rule 8). */
export function remainderOf(
  almanac: Almanac,
  deadline: Deadline | Round,
  dueAt: number,
  pausedAt: number,
): Remainder {
  if ("at" in deadline) return { milliseconds: dueAt - pausedAt };
  const dueOn = dateOf(almanac, dueAt);
  let days = 0;
  let workdays = 0;
  for (let day = dateAfter(dateOf(almanac, pausedAt), 1); day <= dueOn; day = dateAfter(day, 1)) {
    days += 1;
    workdays += works(almanac, day) ? 1 : 0;
  }
  return "workdays" in deadline ? { workdays } : { days };
}

/** When it is due after it was resumed with that remainder (rule 8). */
export function dueAfterResuming(
  almanac: Almanac,
  deadline: Deadline,
  remainder: Remainder,
  resumedAt: number,
  asked?: Asked,
): number {
  if ("milliseconds" in remainder) return resumedAt + remainder.milliseconds;
  const date = dateOf(almanac, resumedAt);
  if ("workdays" in remainder) {
    const day =
      remainder.workdays === 0
        ? workdayNotBefore(almanac, date, asked)
        : workdayFrom(almanac, date, remainder.workdays, 1, asked);
    return endOf(almanac, day);
  }
  const day = dateAfter(date, remainder.days);
  return endOf(almanac, "days" in deadline ? workdayNotBefore(almanac, day, asked) : day);
}

/** The instant of a rung beside `dueAt` (rule 12). */
export function rungAt(almanac: Almanac, rung: Rung, dueAt: number): number {
  if ("hours" in rung.at) return dueAt + Math.round(rung.at.hours * 3_600_000);
  const count = "workdays" in rung.at ? rung.at.workdays : rung.at.days;
  if (count === 0) return dueAt;
  const dueOn = dateOf(almanac, dueAt);
  const day =
    "workdays" in rung.at
      ? workdayFrom(almanac, dueOn, Math.abs(count), count < 0 ? -1 : 1)
      : dateAfter(dueOn, count);
  return instantOf(almanac, day, rung.time ?? (count < 0 ? almanac.dayStartsAt : almanac.dayEndsAt));
}

/** When a notice made at `now` goes out (rule 16). */
export function sendAtOf(almanac: Almanac, urgent: boolean, now: number): number {
  const today = dateOf(almanac, now);
  const startsAt = (date: string) => instantOf(almanac, date, almanac.dayStartsAt);
  if (urgent || (works(almanac, today) && now >= startsAt(today) && now < endOf(almanac, today))) return now;
  if (now < startsAt(today)) return startsAt(workdayNotBefore(almanac, today));
  return startsAt(workdayNotBefore(almanac, dateAfter(today, 1)));
}
