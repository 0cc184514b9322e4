/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A calendar date as the number of days since 1970-01-01: no zone, no time of day. */
export type Day = number;

export const dayMs = 86_400_000;

/** The first and last date and the last instant that can be written with a year of four digits (RFC 3339). */
export const firstDay: Day = -719_162;
export const lastDay: Day = 2_932_896;
export const firstInstant: Instant = firstDay * dayMs;
export const lastInstant: Instant = (lastDay + 1) * dayMs - 1;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthPattern = /^(\d{4})-(\d{2})$/;
const instantPattern =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** The date `text` names ("2026-10-01"), or undefined if there is no such date in the years 0001 to 9999. */
export function findDay(text: string): Day | undefined {
  const match = datePattern.exec(text);
  return match === null ? undefined : civilDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The date `text` names ("2026-10-01"). Throws a RangeError if there is no such date in the years 0001 to 9999. */
export function parseDay(text: string): Day {
  const day = findDay(text);
  if (day === undefined) {
    throw new RangeError(`"${text}" is not a date`);
  }
  return day;
}

/** The last date of the month `text` names ("2026-02"), or undefined if there is no such month. */
export function findLastDayOfMonth(text: string): Day | undefined {
  const match = monthPattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const year = Number(match[1]);
  const month = Number(match[2]);
  return civilDay(year, month, lengthOfMonth(year, month));
}

/** Writes a date as "2026-10-01"; exact for the years 0001 to 9999. */
export function formatDay(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/**
 * The instant an RFC 3339 text names, or undefined if it is not one, has no offset, or lies outside the years 0001 to 9999.
 *
 * Digits beyond the millisecond are cut off. A leap second (:60) is the first instant of the next minute.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = instantPattern.exec(text);
  if (match === null) {
    return undefined;
  }
  const [, date = "", hour, minute, second, fraction = "", sign, offsetHour = 0, offsetMinute = 0] = match;
  const day = findDay(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) {
    return undefined;
  }
  if (Number(offsetHour) > 23 || Number(offsetMinute) > 59) {
    return undefined;
  }
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  const localMs = day * dayMs + seconds * 1000 + Number(`${fraction}000`.slice(0, 3));
  const instant = sign === "-" ? localMs + offsetMs : localMs - offsetMs;
  return instant >= firstInstant && instant <= lastInstant ? instant : undefined;
}

/** An instant brought inside what RFC 3339 can write. */
export function clampInstant(instant: Instant): Instant {
  return Math.min(Math.max(instant, firstInstant), lastInstant);
}

function civilDay(year: number, month: number, date: number): Day | undefined {
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > lengthOfMonth(year, month)) {
    return undefined;
  }
  // Date.UTC takes years below 100 for 19xx; a whole cycle of 400 years later the calendar is the same.
  return Date.UTC(year + 400, month - 1, date) / dayMs - 146_097;
}

function lengthOfMonth(year: number, month: number): number {
  if (month === 2) {
    return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
