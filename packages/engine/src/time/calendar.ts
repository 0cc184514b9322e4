import {
  clampInstant,
  type Day,
  dayMs,
  firstDay,
  firstInstant,
  type Instant,
  lastDay,
  lastInstant,
} from "./day.ts";
import { createWorkdayIndex, dayOfRank, isWeekday, rankOf, type WorkdayIndex } from "./workdayIndex.ts";
import { instantIn, offsetAt, type Zone, zoneOf } from "./zone.ts";

export { type Day, formatDay, type Instant, parseDay, parseInstant } from "./day.ts";
export { isTimeZone } from "./zone.ts";

export type DayKind = "holiday" | "workday";

/** The first and last date for which the list of days is loaded. */
export interface Coverage {
  readonly from: Day;
  readonly to: Day;
}

/**
 * A version of a calendar: which dates work, in which zone, between which hours.
 *
 * Saturdays and Sundays rest and other days work, unless `days` lists them otherwise. It never changes once made: what is
 * worked out from it is kept by the object, so hand the same object around instead of copies.
 */
export interface Calendar {
  readonly id: string;
  readonly version: number;
  /** IANA, "Asia/Shanghai". */
  readonly timeZone: string;
  /** Local times "HH:MM". */
  readonly dayStartsAt: string;
  readonly dayEndsAt: string;
  readonly days: ReadonlyMap<Day, DayKind>;
  readonly coverage: Coverage;
}

export const defaultTimeZone = "Asia/Shanghai";
export const defaultDayStartsAt = "09:00";
export const defaultDayEndsAt = "17:30";

/** Whether `text` is a local time of day, "00:00" to "23:59". */
export function isTimeOfDay(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** The date in the calendar's zone at an instant. */
export function dayOf(calendar: Calendar, instant: Instant): Day {
  return Math.floor((instant + offsetAt(factsOf(calendar).zone, instant)) / dayMs);
}

/**
 * The instant at which it is `time` ("HH:MM") on `day` in the calendar's zone.
 *
 * Where the clocks show that time twice, the first; where they skip it, as much later as they skip. Never outside the years
 * 0001 to 9999: a day beyond gives their first or last instant.
 */
export function instantAt(calendar: Calendar, day: Day, time: string): Instant {
  if (day < firstDay || day > lastDay) {
    return day < firstDay ? firstInstant : lastInstant;
  }
  return clampInstant(instantIn(factsOf(calendar).zone, day, time));
}

/** Whether `day` works: as listed, else as its weekday says. */
export function isWorkday(calendar: Calendar, day: Day): boolean {
  const kind = calendar.days.get(day);
  return kind === undefined ? isWeekday(day) : kind === "workday";
}

/** Whether the list of days is loaded for `day`; where it is not, what is projected from `day` is provisional. */
export function isCovered(calendar: Calendar, day: Day): boolean {
  return day >= calendar.coverage.from && day <= calendar.coverage.to;
}

/** The `count`-th working day after `day` (count ≥ 1). */
export function workdayAfter(calendar: Calendar, day: Day, count: number): Day {
  const { workdays } = factsOf(calendar);
  return dayOfRank(workdays, rankOf(workdays, day) + count);
}

/** The `count`-th working day before `day` (count ≥ 1). */
export function workdayBefore(calendar: Calendar, day: Day, count: number): Day {
  const { workdays } = factsOf(calendar);
  return dayOfRank(workdays, rankOf(workdays, day - 1) - count + 1);
}

/** `day` if it works, else the next working day. */
export function workdayOnOrAfter(calendar: Calendar, day: Day): Day {
  return isWorkday(calendar, day) ? day : workdayAfter(calendar, day, 1);
}

/** The number of working days x with `after` < x ≤ `upTo`; 0 if there is no such date. */
export function workdaysBetween(calendar: Calendar, after: Day, upTo: Day): number {
  const { workdays } = factsOf(calendar);
  return upTo <= after ? 0 : rankOf(workdays, upTo) - rankOf(workdays, after);
}

/**
 * Writes an instant as RFC 3339 with the zone's offset, "2026-10-08T17:30:00+08:00", milliseconds only where there are some.
 *
 * Reading it back gives the same instant: where the offset is not of whole minutes (before standard time), or the zone's year
 * would not have four digits, it is written in UTC.
 */
export function formatInstant(timeZone: string, instant: Instant): string {
  const offsetMs = offsetAt(zoneOf(timeZone), instant);
  const localMs = instant + offsetMs;
  if (offsetMs % 60_000 !== 0 || localMs < firstInstant || localMs > lastInstant) {
    return `${formatLocal(instant)}Z`;
  }
  const minutes = Math.abs(offsetMs) / 60_000;
  const offset = `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  return `${formatLocal(localMs)}${offsetMs < 0 ? "-" : "+"}${offset}`;
}

/** What is worked out from a calendar once: its zone, its numbered working days. */
interface CalendarFacts {
  readonly zone: Zone;
  readonly workdays: WorkdayIndex;
}

const factsByCalendar = new WeakMap<Calendar, CalendarFacts>();

function factsOf(calendar: Calendar): CalendarFacts {
  const known = factsByCalendar.get(calendar);
  if (known !== undefined) {
    return known;
  }
  const facts = { zone: zoneOf(calendar.timeZone), workdays: createWorkdayIndex(calendar.days) };
  factsByCalendar.set(calendar, facts);
  return facts;
}

function formatLocal(localMs: number): string {
  const text = new Date(localMs).toISOString();
  return text.endsWith(".000Z") ? text.slice(0, 19) : text.slice(0, 23);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
