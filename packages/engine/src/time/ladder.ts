import { type Calendar, dayOf, instantAt, workdayAfter, workdayBefore } from "./calendar.ts";
import { clampInstant, type Instant } from "./day.ts";

/** The deadlines a task can carry: to sign for it, of a stage, to report, to finish. */
export type ClockName = "sign" | "stage" | "report" | "finish";

/**
 * One step of a ladder beside the due instant of the clock it names.
 *
 * `at` is negative before the due, positive after; `time` ("HH:MM") replaces the hour that working days and days fall on
 * (`dayStartsAt` before, `dayEndsAt` after). What firing does, the other members say: a card, whom to notify, a proposal.
 */
export interface Rung {
  readonly at: { readonly workdays: number } | { readonly days: number } | { readonly hours: number };
  readonly clock: ClockName;
  readonly card: string | null;
  readonly notify: readonly string[];
  readonly urgent: boolean;
  readonly propose: string | null;
  readonly time: string | null;
}

/** A version of an ordered list of rungs; a task follows the one that stood when it was assigned. */
export interface Ladder {
  readonly id: string;
  readonly version: number;
  readonly rungs: readonly Rung[];
}

/** A rung that has not fired and the instant it fires at; `rung` is its index in the ladder. */
export interface ProjectedRung {
  readonly rung: number;
  readonly at: Instant;
}

/** A rung as it is written down: only `at` is required. */
export type RungTerms = Pick<Rung, "at"> & Partial<Rung>;

/** The rung that `terms` mean: what is left out is beside the finish clock, silent, cardless and not urgent. */
export function createRung(terms: RungTerms): Rung {
  return {
    clock: "finish",
    card: null,
    notify: [],
    urgent: false,
    propose: null,
    time: null,
    ...terms,
  };
}

/**
 * The instant a rung stands at beside `dueAt`; zero of any unit is the due instant itself.
 *
 * Instants outside the years 0001 to 9999 are brought to the nearest end.
 */
export function rungInstant(calendar: Calendar, rung: Rung, dueAt: Instant): Instant {
  const { at } = rung;
  if ("hours" in at) {
    return clampInstant(dueAt + Math.round(at.hours * 3_600_000));
  }
  const count = "workdays" in at ? at.workdays : at.days;
  if (count === 0) {
    return dueAt;
  }
  const dueOn = dayOf(calendar, dueAt);
  let day = dueOn + count;
  if ("workdays" in at) {
    day = count < 0 ? workdayBefore(calendar, dueOn, -count) : workdayAfter(calendar, dueOn, count);
  }
  const time = rung.time ?? (count < 0 ? calendar.dayStartsAt : calendar.dayEndsAt);
  return instantAt(calendar, day, time);
}

/**
 * The rungs of one clock that are still to fire, in the order they fire: by instant, then by place in the ladder.
 *
 * A rung whose instant falls before `startedAt`, the start of the clock's generation, is not among them, nor is one in `fired`.
 */
export function projectRungs(
  calendar: Calendar,
  ladder: Ladder,
  clockName: ClockName,
  dueAt: Instant,
  startedAt: Instant,
  fired: readonly number[],
): ProjectedRung[] {
  const projected: ProjectedRung[] = [];
  for (const [index, rung] of ladder.rungs.entries()) {
    if (rung.clock !== clockName || fired.includes(index)) {
      continue;
    }
    const at = rungInstant(calendar, rung, dueAt);
    if (at >= startedAt) {
      projected.push({ rung: index, at });
    }
  }
  // The sort is stable: rungs of one instant stay in the order of the ladder.
  return projected.sort((one, other) => one.at - other.at);
}
