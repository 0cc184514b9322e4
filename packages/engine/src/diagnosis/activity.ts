import type { Calendar, Day, Instant } from "../time/calendar.ts";
import { dayOf } from "../time/calendar.ts";
import type { DateSpan } from "./workTime.ts";

/**
 * A task reported on in one act: one party's `progressed` or `submitted`, or several of one transaction.
 *
 * `at` is when it was recorded, not when it is said to have happened: what is diagnosed is when somebody reported.
 */
export interface Report {
  readonly task: string;
  readonly unit: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly actor: string;
  readonly at: Instant;
}

/** A date that reports may crowd before: a task's deadline, or an inspection of it. */
export interface Mark {
  readonly kind: "deadline" | "inspection";
  readonly task: string;
  readonly at: Instant;
}

/** What is diagnosed: the reports of a scope within a span of dates, and the dates that were set. */
export interface Activity {
  readonly calendar: Calendar;
  readonly span: DateSpan;
  readonly reports: readonly Report[];
  readonly marks: readonly Mark[];
}

/**
 * The instants at which somebody reported, in order: what one party sent in one act is one, so that an import of many is no burst.
 */
export function actsOf(reports: readonly Report[]): Instant[] {
  const acts = new Map(reports.map(({ actor, at }) => [`${at}\n${actor}`, at]));
  return [...acts.values()].sort((one, other) => one - other);
}

/** The dates on which somebody reported, each once, in order. */
export function activeDaysOf({ calendar, reports }: Activity): Day[] {
  const days = new Set(reports.map(({ at }) => dayOf(calendar, at)));
  return [...days].sort((one, other) => one - other);
}
