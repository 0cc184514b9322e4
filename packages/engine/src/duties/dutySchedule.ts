import type { MatterRequest } from "../engine.ts";
import { invariant } from "../errors.ts";
import {
  type Calendar,
  type Day,
  dayOf,
  formatDay,
  type Instant,
  instantAt,
  isCovered,
  isWorkday,
  parseDay,
  workdayBefore,
  workdayOnOrAfter,
} from "../time/calendar.ts";
import { datesBetween, isRuleFault, nextDate, parseRule, type Rule } from "./rule.ts";

/** Where an occurrence goes whose date rests. */
export const adjustments = ["none", "next-workday", "previous-workday"] as const;
export type Adjustment = (typeof adjustments)[number];

/** A recurring duty as it was put: dates as text, and the matter that each occurrence makes. */
export interface DutyTerms {
  readonly title: string;
  /** An RFC 5545 rule of whole dates. */
  readonly rule: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** The hour that matters are made at; null: the calendar's `dayStartsAt`. */
  readonly time: string | null;
  readonly adjust: Adjustment;
  readonly calendar: string;
  readonly matter: MatterRequest;
  /** How many occurrences that were missed are made up for; the latest is, in any case. */
  readonly catchUp: number;
  readonly enabled: boolean;
}

/** When a duty comes round. */
export type DutyTiming = Pick<DutyTerms, "rule" | "startsOn" | "endsOn" | "time" | "adjust" | "enabled">;

/** One date of a duty's rule: `fallsOn` the date it is moved to, `at` the instant its matter is made. */
export interface Occurrence {
  readonly on: Day;
  readonly fallsOn: Day;
  readonly at: Instant;
  /** It was moved, or not, by days whose list is not loaded. */
  readonly provisional: boolean;
}

/** A due occurrence that makes no matter, and why. */
export interface SkippedOccurrence extends Occurrence {
  readonly reason: string;
}

/** What is due of a duty, by its dates, and what comes next (null: nothing). */
export interface DueOccurrences {
  readonly make: readonly Occurrence[];
  readonly skip: readonly SkippedOccurrence[];
  readonly handledOn: Day;
  readonly next: Occurrence | null;
}

/** The occurrence of a date: moved as the duty says, at its hour. */
export function placeOccurrence(calendar: Calendar, terms: DutyTiming, on: Day): Occurrence {
  const fallsOn = adjusted(calendar, terms.adjust, on);
  return {
    on,
    fallsOn,
    at: instantAt(calendar, fallsOn, terms.time ?? calendar.dayStartsAt),
    provisional: terms.adjust !== "none" && !(isCovered(calendar, on) && isCovered(calendar, fallsOn)),
  };
}

function adjusted(calendar: Calendar, adjust: Adjustment, on: Day): Day {
  if (adjust === "none" || isWorkday(calendar, on)) return on;
  return adjust === "next-workday" ? workdayOnOrAfter(calendar, on) : workdayBefore(calendar, on, 1);
}

/** The first occurrence whose date comes after `after`; null where the rule or the duty has ended, or it is disabled. */
export function nextOccurrence(calendar: Calendar, terms: DutyTiming, after: Day): Occurrence | null {
  if (!terms.enabled) return null;
  const on = nextDate(ruleOf(terms), parseDay(terms.startsOn), after);
  return on === null || on > lastDate(terms) ? null : placeOccurrence(calendar, terms, on);
}

/** The next occurrences, at most `count`. */
export function upcomingOccurrences(
  calendar: Calendar,
  terms: DutyTiming,
  after: Day,
  count: number,
): Occurrence[] {
  const upcoming: Occurrence[] = [];
  for (let last = after; upcoming.length < count; ) {
    const next = nextOccurrence(calendar, terms, last);
    if (next === null) break;
    upcoming.push(next);
    last = next.on;
  }
  return upcoming;
}

/**
 * The occurrences whose date has come by `today` and that still wait: none of the dates after `after` was due when this is
 * asked, so they were moved to a working day that is to come.
 */
export function waitingOccurrences(
  calendar: Calendar,
  terms: DutyTerms,
  after: Day,
  today: Day,
): Occurrence[] {
  const waiting: Occurrence[] = [];
  for (let next = nextOccurrence(calendar, terms, after); next !== null && next.on < today; ) {
    waiting.push(next);
    next = nextOccurrence(calendar, terms, next.on);
  }
  return waiting;
}

/**
 * What is due by `upTo` of the dates after `after`: those to make matters of, those to skip, each with its reason.
 *
 * Dates that are moved to one day are one occurrence. Of those that came together because nothing ran, the latest `catchUp` are
 * made, and never less than the very latest.
 */
export function dueOccurrences(
  calendar: Calendar,
  terms: DutyTerms,
  after: Day,
  upTo: Instant,
): DueOccurrences {
  const due = terms.enabled ? occurrencesUpTo(calendar, terms, after, upTo) : [];
  const skip: SkippedOccurrence[] = [];
  const distinct: Occurrence[] = [];
  for (const occurrence of due) {
    const same = distinct.at(-1);
    if (same?.fallsOn !== occurrence.fallsOn) distinct.push(occurrence);
    else skip.push({ ...occurrence, reason: `falls on the same day as ${formatDay(same.on)}` });
  }
  const made = Math.max(1, terms.catchUp);
  const missed = distinct.slice(0, Math.max(0, distinct.length - made));
  const reason = `missed while nothing ran; only the latest ${made} are made up for`;
  skip.push(...missed.map((occurrence) => ({ ...occurrence, reason })));
  const handledOn = due.at(-1)?.on ?? after;
  return {
    make: distinct.slice(missed.length),
    skip: skip.sort((one, other) => one.on - other.on),
    handledOn,
    next: nextOccurrence(calendar, terms, handledOn),
  };
}

function occurrencesUpTo(calendar: Calendar, terms: DutyTerms, after: Day, upTo: Instant): Occurrence[] {
  const today = Math.min(dayOf(calendar, upTo), lastDate(terms));
  const due: Occurrence[] = [];
  for (const on of datesBetween(ruleOf(terms), parseDay(terms.startsOn), after, today)) {
    const occurrence = placeOccurrence(calendar, terms, on);
    if (occurrence.at > upTo) return due;
    due.push(occurrence);
  }
  // What is moved to the working day before may be due ahead of its date.
  for (let last = Math.max(after, today); ; ) {
    const next = nextOccurrence(calendar, terms, last);
    if (next === null || next.at > upTo) return due;
    due.push(next);
    last = next.on;
  }
}

const lastDate = ({ endsOn }: DutyTiming): Day =>
  endsOn === null ? Number.POSITIVE_INFINITY : parseDay(endsOn);

/** The rule of terms that were checked when the duty was put. */
function ruleOf({ rule }: DutyTiming): Rule {
  const parsed = parseRule(rule);
  invariant(!isRuleFault(parsed), "a duty that was put has a rule");
  return parsed;
}
