import {
  type Calendar,
  type Clock,
  dayOf,
  formatDay,
  formatInstant,
  type Instant,
  isCovered,
  isWorkday,
  type Ladder,
  rungInstant,
  type TaskState,
} from "@duban/engine";
import type { z } from "zod";
import type { timelineSchema } from "../routes/timeline.ts";

type TimelineView = z.input<typeof timelineSchema>;

// Two years of days: longer ones are cut at their far end, which no screen shows day by day.
const mostDays = 740;

/** A task's clocks over the days of its calendar, from its assignment to the last thing that is still to come. */
export function timelineView(
  task: TaskState,
  calendar: Calendar,
  ladder: Ladder | undefined,
  now: Instant,
): TimelineView {
  const show = (instant: Instant) => formatInstant(calendar.timeZone, instant);
  return {
    now: show(now),
    calendar: {
      id: calendar.id,
      version: calendar.version,
      timeZone: calendar.timeZone,
      dayStartsAt: calendar.dayStartsAt,
      dayEndsAt: calendar.dayEndsAt,
      coveredTo: formatDay(calendar.coverage.to),
    },
    ladder: task.terms.ladder,
    approvals: { needed: task.terms.approvals, given: task.approvedBy.length },
    maxExtensions: task.terms.maxExtensions,
    days: daysOf(task, calendar, now),
    clocks: task.clocks.map((clock) => ({
      name: clock.name,
      state: clock.state,
      generation: clock.generation,
      startedAt: show(clock.startedAt),
      dueAt: show(clock.dueAt),
      stoppedAt: clock.stoppedAt === null ? null : show(clock.stoppedAt),
      provisional: clock.provisional,
      rungs: rungsOf(clock, calendar, ladder, show),
    })),
  };
}

function daysOf(task: TaskState, calendar: Calendar, now: Instant): TimelineView["days"] {
  const instants = [now, ...task.clocks.flatMap(({ dueAt, rungs }) => [dueAt, ...rungs.map(({ at }) => at)])];
  const first = dayOf(calendar, task.createdAt);
  const last = Math.min(first + mostDays, dayOf(calendar, Math.max(...instants)) + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const day = first + index;
    return {
      date: formatDay(day),
      works: isWorkday(calendar, day),
      listed: calendar.days.get(day) ?? null,
      covered: isCovered(calendar, day),
    };
  });
}

/** The rungs of a clock's present generation: those to come where they are projected, those fired where they stood. */
function rungsOf(
  clock: Clock,
  calendar: Calendar,
  ladder: Ladder | undefined,
  show: (instant: Instant) => string,
): TimelineView["clocks"][number]["rungs"] {
  const fired = clock.fired.flatMap((rung) => {
    const terms = ladder?.rungs[rung];
    return terms === undefined ? [] : [{ rung, at: rungInstant(calendar, terms, clock.dueAt), fired: true }];
  });
  const toCome = clock.rungs.map(({ rung, at }) => ({ rung, at, fired: false }));
  return [...fired, ...toCome]
    .sort((one, other) => one.at - other.at || one.rung - other.rung)
    .map(({ rung, at, fired }) => {
      const terms = ladder?.rungs[rung];
      return {
        rung,
        at: show(at),
        fired,
        card: terms?.card ?? null,
        notify: [...(terms?.notify ?? [])],
        urgent: terms?.urgent ?? false,
        propose: terms?.propose ?? null,
      };
    });
}
