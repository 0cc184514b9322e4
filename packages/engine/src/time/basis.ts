import type { Calendar, Instant } from "./calendar.ts";
import {
  type ClockRefusal,
  type Deadline,
  type Due,
  dueAfterResuming,
  dueOf,
  planDue,
  type Remainder,
  refuseDeadline,
  remainderOf,
} from "./deadline.ts";
import { dueByRecurrence, isRecurrence, type Recurrence, recurrenceFault } from "./recurrence.ts";

/**
 * What a due instant follows from: the deadline and when it began to count, or what remained and when it ran on.
 *
 * `lateResumedAt` is when a clock last ran on that was overdue already: its due follows from what it did before. `reported`
 * says of a recurrence that what comes up to `from` has been counted. `turnAt` is when a deadline that had run unarmed was
 * armed: no rung of it fires before.
 */
export interface Basis {
  readonly deadline: Deadline | Recurrence;
  readonly from: Instant;
  readonly resumed?: { readonly remaining: Remainder; readonly at: Instant };
  readonly lateResumedAt?: Instant;
  readonly reported?: true;
  readonly turnAt?: Instant;
}

/** When a deadline of either sort that starts now is due, or why it can't be. */
export function planStart(
  calendar: Calendar,
  deadline: Deadline | Recurrence,
  now: Instant,
): Due | ClockRefusal {
  if (!isRecurrence(deadline)) {
    return planDue(calendar, deadline, now);
  }
  const fault = recurrenceFault(deadline);
  return fault === null ? dueByRecurrence(calendar, deadline, now) : refuseDeadline(fault);
}

/** When what follows from `basis` is due by this version of the calendar. */
export function dueOfBasis(calendar: Calendar, { deadline, from, resumed }: Basis): Due {
  if (isRecurrence(deadline)) {
    return dueByRecurrence(calendar, deadline, from);
  }
  return resumed === undefined
    ? dueOf(calendar, deadline, from)
    : dueAfterResuming(calendar, deadline, resumed.remaining, resumed.at);
}

/** What is left when held at `pausedAt`; of a recurrence, in calendar days. */
export function remainderOfBasis(
  calendar: Calendar,
  { deadline }: Basis,
  dueAt: Instant,
  pausedAt: Instant,
): Remainder {
  return remainderOf(calendar, isRecurrence(deadline) ? { days: 1 } : deadline, dueAt, pausedAt);
}

/**
 * The basis of a clock that runs on with `remaining` left, and was not late.
 *
 * A recurrence goes on with the first occurrence after the resumption that has not been reported on yet.
 */
export function resumedBasis({ deadline, from, reported }: Basis, remaining: Remainder, at: Instant): Basis {
  const resumed = { remaining, at };
  if (!isRecurrence(deadline) || at > from) {
    return { deadline, from: isRecurrence(deadline) ? at : from, resumed };
  }
  return reported === undefined ? { deadline, from, resumed } : { deadline, from, resumed, reported };
}

/** The instant before which no rung of a clock fires: when it last ran on, or was armed. */
export function armedFrom({ resumed, lateResumedAt, turnAt }: Basis, startedAt: Instant): Instant {
  return Math.max(startedAt, resumed?.at ?? startedAt, lateResumedAt ?? startedAt, turnAt ?? startedAt);
}
