/**
 * The calendar rules of docs/time.md once more, as plainly as can be: dates are texts, and are looked at one after another.
 *
 * It shares nothing with the engine, not even types: it reads calendars as they are stored, and judges by them what was
 * recorded. Zones are those of the table below, none of which has changed its offset since 1991.
 */
export interface Almanac {
  readonly timeZone: string;
  readonly dayStartsAt: string;
  readonly dayEndsAt: string;
  readonly days: Readonly<Record<string, "holiday" | "workday">>;
}

export type Deadline =
  | { readonly workdays: number }
  | { readonly days: number }
  | { readonly on: string }
  | { readonly month: string }
  | { readonly at: string };
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

const offsetMinutes: Readonly<Record<string, number>> = {
  "Asia/Shanghai": 480,
  "Asia/Urumqi": 360,
  "Asia/Kathmandu": 345,
};

function offsetMs({ timeZone }: Almanac): number {
  const minutes = offsetMinutes[timeZone];
  if (minutes === undefined) throw new Error(`the model does not know the zone ${timeZone}`);
  return minutes * 60_000;
}

export const dateOf = (almanac: Almanac, instant: number): string =>
  new Date(instant + offsetMs(almanac)).toISOString().slice(0, 10);

export const instantOf = (almanac: Almanac, date: string, time: string): number =>
  Date.parse(`${date}T${time}:00Z`) - offsetMs(almanac);

export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

export function works({ days }: Almanac, date: string): boolean {
  const weekday = new Date(date).getUTCDay();
  return days[date] === undefined ? weekday >= 1 && weekday <= 5 : days[date] === "workday";
}

/** The `count`-th working day after `date`; before it, if `step` is -1. */
function workdayFrom(almanac: Almanac, date: string, count: number, step: 1 | -1): string {
  let day = date;
  for (let left = count; left > 0; left -= works(almanac, day) ? 1 : 0) day = dateAfter(day, step);
  return day;
}

function workdayNotBefore(almanac: Almanac, date: string): string {
  let day = date;
  while (!works(almanac, day)) day = dateAfter(day, 1);
  return day;
}

const endOf = (almanac: Almanac, date: string): number => instantOf(almanac, date, almanac.dayEndsAt);

/** When a deadline is due that starts at `from` (rule 5). */
export function dueOf(almanac: Almanac, deadline: Deadline, from: number): number {
  const start = dateOf(almanac, from);
  if ("workdays" in deadline) return endOf(almanac, workdayFrom(almanac, start, deadline.workdays, 1));
  if ("days" in deadline) return endOf(almanac, workdayNotBefore(almanac, dateAfter(start, deadline.days)));
  if ("on" in deadline) return endOf(almanac, deadline.on);
  if ("at" in deadline) return Date.parse(deadline.at);
  let last = `${deadline.month}-28`;
  while (dateAfter(last, 1).startsWith(deadline.month)) last = dateAfter(last, 1);
  return endOf(almanac, last);
}

/** What remains of a deadline due at `dueAt` when it is paused (rule 8). */
export function remainderOf(
  almanac: Almanac,
  deadline: Deadline,
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
): number {
  if ("milliseconds" in remainder) return resumedAt + remainder.milliseconds;
  const date = dateOf(almanac, resumedAt);
  if ("workdays" in remainder) {
    const day =
      remainder.workdays === 0
        ? workdayNotBefore(almanac, date)
        : workdayFrom(almanac, date, remainder.workdays, 1);
    return endOf(almanac, day);
  }
  const day = dateAfter(date, remainder.days);
  return endOf(almanac, "days" in deadline ? workdayNotBefore(almanac, day) : day);
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
