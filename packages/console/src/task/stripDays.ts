import type { RecordedEvent, Rung, Timeline, TimelineDay } from "../app/shapes.ts";

/** A day of the calendar with everything about the task that falls on it. */
export interface StripDay extends TimelineDay {
  readonly isToday: boolean;
  readonly isStart: boolean;
  readonly isHeld: boolean;
  readonly dues: readonly string[];
  readonly fired: readonly Rung[];
  readonly toCome: readonly Rung[];
}

export interface StripMonth {
  /** "2026-10" */
  readonly month: string;
  /** Weeks of seven places, Monday first; null where the task has no day. */
  readonly weeks: readonly (readonly (StripDay | null)[])[];
  /** Something stands in it: today, a due, a rung, the start. */
  readonly matters: boolean;
}

const holding: ReadonlySet<string> = new Set(["suspended", "underInspection", "inspected"]);

/** The spans [from, to) of dates in which the finish clock held still, by the history; the last may still be open. */
export function heldSpans(
  events: readonly RecordedEvent[],
  today: string,
): readonly (readonly [string, string])[] {
  const ordered = [...events].sort((one, other) => one.revision - other.revision);
  const spans: [string, string][] = [];
  let since: string | null = null;
  for (const { state, recordedAt } of ordered) {
    const date = recordedAt.slice(0, 10);
    if (holding.has(state)) since ??= date;
    else if (since !== null) {
      spans.push([since, date]);
      since = null;
    }
  }
  if (since !== null) spans.push([since, `${today}~`]);
  return spans;
}

/** The days of the timeline, each with what falls on it. */
export function stripDays(timeline: Timeline, events: readonly RecordedEvent[]): readonly StripDay[] {
  const today = timeline.now.slice(0, 10);
  const spans = heldSpans(events, today);
  const start = timeline.days[0]?.date;
  const rungs = timeline.clocks.flatMap((clock) => clock.rungs);
  return timeline.days.map((day) => ({
    ...day,
    isToday: day.date === today,
    isStart: day.date === start,
    isHeld: spans.some(([from, to]) => from <= day.date && day.date < to),
    dues: timeline.clocks
      .filter(({ state, dueAt }) => state === "running" && dueAt.slice(0, 10) === day.date)
      .map(({ name }) => name),
    fired: rungs.filter(({ fired, at }) => fired && at.slice(0, 10) === day.date),
    toCome: rungs.filter(({ fired, at }) => !fired && at.slice(0, 10) === day.date),
  }));
}

/** Monday 0 to Sunday 6. */
const weekdayOf = (date: string): number => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Days as the months of a wall calendar. */
export function stripMonths(days: readonly StripDay[]): readonly StripMonth[] {
  const months = new Map<string, StripDay[]>();
  for (const day of days) {
    const month = day.date.slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return [...months].map(([month, inMonth]) => ({
    month,
    weeks: weeksOf(inMonth),
    matters: inMonth.some(
      (day) => day.isToday || day.isStart || day.dues.length + day.fired.length + day.toCome.length > 0,
    ),
  }));
}

function weeksOf(days: readonly StripDay[]): (StripDay | null)[][] {
  const weeks: (StripDay | null)[][] = [];
  for (const day of days) {
    const place = weekdayOf(day.date);
    if (weeks.length === 0 || place === 0) weeks.push(Array<StripDay | null>(7).fill(null));
    const week = weeks.at(-1);
    if (week !== undefined) week[place] = day;
  }
  return weeks;
}
