/**
 * The working days of 2013, written down here on purpose: the demo checks the server's dates against a list of its own.
 *
 * Source: 国务院办公厅关于2013年部分节假日安排的通知 (国办发明电〔2012〕33号). A day is a count of days since 1970-01-01;
 * the county keeps Asia/Shanghai, which had no summer time in 2013: +08:00 all year.
 */
const rests = [
  ["2013-01-01", "2013-01-03"],
  ["2013-02-09", "2013-02-15"],
  ["2013-04-04", "2013-04-06"],
  ["2013-04-29", "2013-05-01"],
  ["2013-06-10", "2013-06-12"],
  ["2013-09-19", "2013-09-21"],
  ["2013-10-01", "2013-10-07"],
] as const;

const makeUpDays = [
  "2013-01-05",
  "2013-01-06",
  "2013-02-16",
  "2013-02-17",
  "2013-04-07",
  "2013-04-27",
  "2013-04-28",
  "2013-06-08",
  "2013-06-09",
  "2013-09-22",
  "2013-09-29",
  "2013-10-12",
] as const;

const dayMs = 86_400_000;
const offsetMs = 8 * 3_600_000;

export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** The day on which an instant falls in the county. */
export const dayOfInstant = (instant: number): number => Math.floor((instant + offsetMs) / dayMs);

/** The instant of a time of day, "HH:MM", on a day. */
export function instantOf(day: number, time: string): number {
  return Date.parse(`${dateOf(day)}T${time}:00+08:00`);
}

/** RFC 3339 with the county's offset. */
export function rfc3339(instant: number): string {
  return `${new Date(instant + offsetMs).toISOString().slice(0, 19)}+08:00`;
}

const restDays = new Set(
  rests.flatMap(([from, to]) => {
    const first = dayOf(from);
    return Array.from({ length: dayOf(to) - first + 1 }, (_, index) => first + index);
  }),
);
const madeUp = new Set(makeUpDays.map(dayOf));

export function isWorkday(day: number): boolean {
  if (madeUp.has(day)) return true;
  // 1970-01-01 was a Thursday.
  const weekday = (day + 4) % 7;
  return weekday !== 0 && weekday !== 6 && !restDays.has(day);
}

/** The n-th working day after a day (n > 0), or before it (n < 0); the day itself for 0, working or not. */
export function workdayFrom(day: number, n: number): number {
  const step = Math.sign(n);
  let found = day;
  for (let left = Math.abs(n); left > 0; ) {
    found += step;
    if (isWorkday(found)) left -= 1;
  }
  return found;
}

/** How many working days there are after `after`, up to and with `upTo`. */
export function countWorkdays(after: number, upTo: number): number {
  let count = 0;
  for (let day = after + 1; day <= upTo; day += 1) if (isWorkday(day)) count += 1;
  return count;
}
