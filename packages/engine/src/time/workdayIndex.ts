import type { Day } from "./day.ts";

/**
 * The working days of a calendar, numbered: any span is counted and any n-th day found in the logarithm of the listed days.
 *
 * Only the listed days that differ from their weekday are kept. `ranks[i]` is the number of working days up to and including
 * `days[i]`, counted from the first Monday of the numbering; `excess[i]` how far that runs ahead of plain weekdays.
 */
export interface WorkdayIndex {
  readonly days: readonly Day[];
  readonly ranks: readonly number[];
  readonly excess: readonly number[];
}

/** Indexes listed days; those that only say what their weekday says already change nothing. */
export function createWorkdayIndex(listed: ReadonlyMap<Day, "holiday" | "workday">): WorkdayIndex {
  const days: Day[] = [];
  for (const [day, kind] of listed) {
    if ((kind === "workday") !== isWeekday(day)) {
      days.push(day);
    }
  }
  days.sort((one, other) => one - other);
  const ranks: number[] = [];
  const excess: number[] = [];
  let ahead = 0;
  for (const day of days) {
    ahead += isWeekday(day) ? -1 : 1;
    excess.push(ahead);
    ranks.push(weekdaysUpTo(day) + ahead);
  }
  return { days, ranks, excess };
}

/** Whether a date is one of Monday to Friday. */
export function isWeekday(day: Day): boolean {
  return daysSinceMonday(day) < 5;
}

/** The number of a working day: how many there are up to and including `day`; of a rest day, the number of the one before. */
export function rankOf(index: WorkdayIndex, day: Day): number {
  const at = firstAtLeast(index.days, day + 1) - 1;
  return weekdaysUpTo(day) + (index.excess[at] ?? 0);
}

/** The working day with a number: the inverse of `rankOf`. There always is one, however many days are listed as holidays. */
export function dayOfRank(index: WorkdayIndex, rank: number): Day {
  const next = firstAtLeast(index.ranks, rank);
  const day = weekdayOfRank(rank - (index.excess[next - 1] ?? 0));
  // Past the next listed day the excess is another; that the rank is reached by then makes it that day itself.
  return Math.min(day, index.days[next] ?? day);
}

// 1970-01-01 was a Thursday, so day -3 is a Monday and the numbering starts there.
const firstMonday = -3;

function daysSinceMonday(day: Day): number {
  const days = (day - firstMonday) % 7;
  return days < 0 ? days + 7 : days;
}

function weekdaysUpTo(day: Day): number {
  return Math.floor((day - firstMonday) / 7) * 5 + Math.min(daysSinceMonday(day) + 1, 5);
}

function weekdayOfRank(rank: number): Day {
  const weeks = Math.floor((rank - 1) / 5);
  return firstMonday + weeks * 7 + (rank - 1 - weeks * 5);
}

/** The place of the first of `sorted` that is at least `value`; their number if none is. */
function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? value) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
