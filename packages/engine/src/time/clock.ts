import { armedFrom, type Basis, dueOfBasis, planStart, remainderOfBasis, resumedBasis } from "./basis.ts";
import { type Calendar, dayOf, formatInstant, type Instant, workdaysBetween } from "./calendar.ts";
import {
  type ClockRefusal,
  type Deadline,
  type Due,
  isClockRefusal,
  planDue,
  type Remainder,
  refuseDeadline,
} from "./deadline.ts";
import { type ClockName, type Ladder, type ProjectedRung, projectRungs } from "./ladder.ts";
import { dueByRecurrence, isRecurrence, type Recurrence } from "./recurrence.ts";

export type { Basis } from "./basis.ts";
export { type ClockRefusal, isClockRefusal } from "./deadline.ts";
export type { ClockName, ProjectedRung } from "./ladder.ts";

/**
 * One running deadline of a task, as plain JSON.
 *
 *     startClock ──► running ──holdClock──► held ──resumeClock──► running
 *                       └──────────── endClock ┴──► done ──restartClock──► running, next generation
 *
 * `startedAt` is the start of the generation (counted from 1). `dueAt` and `provisional` are those last known, kept while held and
 * done; a held clock has no due instant, only `remaining`, which is null in every other state. `stoppedAt` is when it last
 * stopped running, null while it runs. `fired` are the rungs of the ladder that fired in this generation; `rungs` those still to
 * fire, in the order they fire, none unless running. `calendar` is the version that `dueAt` follows.
 */
export interface Clock {
  readonly name: ClockName;
  readonly state: "running" | "held" | "done";
  readonly generation: number;
  readonly basis: Basis;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  readonly provisional: boolean;
  readonly remaining: Remainder | null;
  readonly stoppedAt: Instant | null;
  readonly fired: readonly number[];
  readonly rungs: readonly ProjectedRung[];
  readonly calendar: { readonly id: string; readonly version: number };
}

/** All that a new clock is made of; `now` is its start. */
export interface ClockStart {
  readonly name: ClockName;
  readonly calendar: Calendar;
  readonly ladder: Ladder;
  readonly deadline: Deadline | Recurrence;
  readonly now: Instant;
  readonly generation: number;
}

/** A running clock with its rungs projected, or a refusal if the deadline is faulty or not due after its start. */
export function startClock(start: ClockStart): Clock | ClockRefusal {
  const { name, calendar, ladder, deadline, now, generation } = start;
  const due = planStart(calendar, deadline, now);
  if (isClockRefusal(due)) {
    return due;
  }
  if (due.dueAt <= now) {
    return refuseDeadline(
      `The deadline falls due ${written(calendar, due.dueAt)}, not after its start ${written(calendar, now)}.`,
    );
  }
  return runClock({ name, generation, startedAt: now, fired: [] }, calendar, ladder, due, {
    deadline,
    from: now,
  });
}

/** The clock held still from `now` with what remains; a clock that isn't running stays as it is. */
export function holdClock(clock: Clock, calendar: Calendar, now: Instant): Clock {
  if (clock.state !== "running") {
    return clock;
  }
  const remaining = remainderOfBasis(calendar, clock.basis, clock.dueAt, now);
  return { ...clock, state: "held", remaining, stoppedAt: now, rungs: [] };
}

/**
 * The clock running on from `now` with what remained; a clock that isn't held stays as it is.
 *
 * The due instant of one that was overdue when it was held doesn't move. A rung that stands at or before `now` fires now.
 */
export function resumeClock(clock: Clock, calendar: Calendar, ladder: Ladder, now: Instant): Clock {
  const { remaining, stoppedAt, basis, dueAt, provisional } = clock;
  if (clock.state !== "held" || remaining === null || stoppedAt === null) {
    return clock;
  }
  if (stoppedAt > dueAt) {
    const late = { ...basis, lateResumedAt: now };
    return runClock(clock, calendar, ladder, { dueAt, provisional }, late);
  }
  const resumed = resumedBasis(basis, remaining, now);
  return runClock(clock, calendar, ladder, dueOfBasis(calendar, resumed), resumed);
}

/** The clock at its end: nothing of it fires any more. One held until then had stopped when it was held. */
export function endClock(clock: Clock, now: Instant): Clock {
  if (clock.state === "done") {
    return clock;
  }
  const stoppedAt = clock.stoppedAt ?? now;
  return { ...clock, state: "done", remaining: null, stoppedAt, rungs: [] };
}

/**
 * The clock under a later deadline from `now` on, in its next generation: no rung of it has fired.
 *
 * `from` is the instant a relative deadline counts from. Refused: a faulty deadline, one not after both the present due
 * and `now`, and any while the clock isn't running.
 */
export function extendClock(
  clock: Clock,
  calendar: Calendar,
  ladder: Ladder,
  deadline: Deadline,
  from: Instant,
  now: Instant,
): Clock | ClockRefusal {
  if (clock.state !== "running") {
    return refuseDeadline("A deadline is extended only while its clock is running.");
  }
  const due = planDue(calendar, deadline, from);
  if (isClockRefusal(due)) {
    return due;
  }
  const laterThan = Math.max(clock.dueAt, now);
  if (due.dueAt <= laterThan) {
    return refuseDeadline(
      `The new deadline falls due ${written(calendar, due.dueAt)}, not after ${written(calendar, laterThan)}.`,
    );
  }
  const { name, generation } = clock;
  const next = { name, generation: generation + 1, startedAt: now, fired: [] };
  return runClock(next, calendar, ladder, due, { deadline, from });
}

/** The clock begun anew at `now` in its next generation, from whatever state; refused as `startClock` refuses. */
export function restartClock(
  clock: Clock,
  calendar: Calendar,
  ladder: Ladder,
  deadline: Deadline | Recurrence,
  now: Instant,
): Clock | ClockRefusal {
  const { name, generation } = clock;
  return startClock({ name, calendar, ladder, deadline, now, generation: generation + 1 });
}

/**
 * A clock of a recurrence after a report at `now`: the next occurrence, in the next generation.
 *
 * A further report in a period that is reported on already changes nothing. One that comes late answers for all that was
 * missed: the clock goes on with the first occurrence after it.
 */
export function meetClock(clock: Clock, calendar: Calendar, ladder: Ladder, now: Instant): Clock {
  const { deadline, from: countedUpTo, reported } = clock.basis;
  const isCounted = reported === true && now <= countedUpTo;
  if (clock.state !== "running" || !isRecurrence(deadline) || isCounted) {
    return clock;
  }
  const from = Math.max(clock.dueAt, now);
  const next = { name: clock.name, generation: clock.generation + 1, startedAt: now, fired: [] };
  const basis: Basis = { deadline, from, reported: true };
  return runClock(next, calendar, ladder, dueByRecurrence(calendar, deadline, from), basis);
}

/**
 * The clock that takes over from `before` when its turn comes at `now`: the next generation, armed from now on.
 *
 * `waiting` ran unarmed since its own start, so its rungs that passed meanwhile fire now, and it may be overdue at once.
 */
export function takeTurn(
  waiting: Clock,
  before: Clock,
  calendar: Calendar,
  ladder: Ladder,
  now: Instant,
): Clock {
  const { name, startedAt } = waiting;
  const next = { name, generation: before.generation + 1, startedAt, fired: [] };
  const basis = { ...waiting.basis, turnAt: now };
  return runClock(next, calendar, ladder, dueOfBasis(calendar, basis), basis);
}

/**
 * The running clock as another version of the calendar projects it, in the same generation, what has fired kept.
 *
 * Held and done clocks stay as they are. Whether anything but the version differs, `isMoved` tells.
 */
export function reprojectClock(clock: Clock, calendar: Calendar, ladder: Ladder): Clock {
  if (clock.state !== "running") {
    return clock;
  }
  return runClock(clock, calendar, ladder, dueOfBasis(calendar, clock.basis), clock.basis);
}

/** Whether a projection changed what a person or a rung would see: the due, its being provisional, an instant to fire at. */
export function isMoved(before: Clock, after: Clock): boolean {
  return (
    before.dueAt !== after.dueAt ||
    before.provisional !== after.provisional ||
    before.rungs.length !== after.rungs.length ||
    before.rungs.some((rung, place) => {
      const other = after.rungs[place];
      return other?.rung !== rung.rung || other.at !== rung.at;
    })
  );
}

/** The clock with one rung fired; the same object if that rung is not waiting to fire. */
export function fireRung(clock: Clock, rung: number): Clock {
  if (!clock.rungs.some((projected) => projected.rung === rung)) {
    return clock;
  }
  const rungs = clock.rungs.filter((projected) => projected.rung !== rung);
  return { ...clock, rungs, fired: [...clock.fired, rung] };
}

/** When the next rung fires; null if none is waiting. */
export function nextRungAt(clock: Clock): Instant | null {
  return clock.rungs[0]?.at ?? null;
}

/** Whether the clock is running and its due instant lies behind; at that very instant it does not yet. */
export function isOverdue(clock: Clock, now: Instant): boolean {
  return clock.state === "running" && now > clock.dueAt;
}

/** How many working days lie behind the due date, up to and including the date of `now`; 0 if the clock isn't overdue. */
export function overdueWorkdays(clock: Clock, calendar: Calendar, now: Instant): number {
  return isOverdue(clock, now)
    ? workdaysBetween(calendar, dayOf(calendar, clock.dueAt), dayOf(calendar, now))
    : 0;
}

/** A running clock of one generation. Its rungs keep their order where the resumption, if any, gathers them at one instant. */
function runClock(
  generation: Pick<Clock, "name" | "generation" | "startedAt" | "fired">,
  calendar: Calendar,
  ladder: Ladder,
  due: Due,
  basis: Basis,
): Clock {
  const { name, startedAt, fired } = generation;
  const ranFrom = armedFrom(basis, startedAt);
  const projected = projectRungs(calendar, ladder, name, due.dueAt, startedAt, fired);
  return {
    name,
    state: "running",
    generation: generation.generation,
    basis,
    startedAt,
    dueAt: due.dueAt,
    provisional: due.provisional,
    remaining: null,
    stoppedAt: null,
    fired,
    rungs: projected.map(({ rung, at }) => ({ rung, at: Math.max(at, ranFrom) })),
    calendar: { id: calendar.id, version: calendar.version },
  };
}

function written(calendar: Calendar, instant: Instant): string {
  return formatInstant(calendar.timeZone, instant);
}
