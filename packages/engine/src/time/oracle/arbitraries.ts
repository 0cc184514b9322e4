import fc from "fast-check";
import { type Calendar, type Day, type DayKind, formatDay, type Instant } from "../calendar.ts";
import { dayMs } from "../day.ts";
import type { Deadline } from "../deadline.ts";
import { createRung, type Ladder, type Rung } from "../ladder.ts";
import type { Recurrence } from "../recurrence.ts";
import type { Almanac } from "./dayByDay.ts";

/** Zones that are hard in different ways: half hours, half-hour summer time, a whole date left out (Apia, 2011-12-30). */
export const zones = [
  "Asia/Shanghai",
  "America/New_York",
  "Pacific/Apia",
  "Europe/London",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "UTC",
];

/** Two stretches: about Apia's missing date, and from summer 2026 on past the end of what lists usually cover. */
export const stretches: readonly Day[] = [15_220, 20_600];
export const stretchDays = 200;

export const days = fc
  .tuple(fc.constantFrom(...stretches), fc.nat(stretchDays))
  .map(([from, after]) => from + after);

export const instants: fc.Arbitrary<Instant> = fc
  .tuple(
    days,
    fc.oneof(
      fc.nat(dayMs - 1),
      fc.nat(47).map((half) => half * 1_800_000),
    ),
  )
  .map(([day, ms]) => day * dayMs + ms);

const times = fc.constantFrom("00:00", "02:00", "02:30", "09:00", "17:30", "23:59");

const listings: fc.Arbitrary<ReadonlyMap<Day, DayKind>> = fc
  .oneof(
    fc.array(fc.tuple(days, fc.constantFrom<DayKind>("holiday", "workday")), { maxLength: 60 }),
    // A long closure: every date of some weeks listed as a holiday.
    fc.tuple(days, fc.nat(70)).map(([from, length]) => {
      return Array.from({ length }, (_, after): [Day, DayKind] => [from + after, "holiday"]);
    }),
  )
  .map((entries) => new Map(entries));

/** A calendar, and the same told in texts to the oracle. */
export const almanacs: fc.Arbitrary<Almanac> = fc
  .record({
    version: fc.integer({ min: 1, max: 9 }),
    timeZone: fc.constantFrom(...zones),
    dayStartsAt: times,
    dayEndsAt: times,
    days: listings,
    coverage: fc.tuple(days, fc.nat(400)).map(([from, length]) => ({ from, to: from + length })),
  })
  .map((terms) => almanacOf({ id: "any", ...terms }));

/** The calendar told in texts. */
export function almanacOf(calendar: Calendar): Almanac {
  return {
    calendar,
    listed: new Map([...calendar.days].map(([day, kind]) => [formatDay(day), kind])),
    coveredFrom: formatDay(calendar.coverage.from),
    coveredTo: formatDay(calendar.coverage.to),
  };
}

export const deadlines: fc.Arbitrary<Deadline> = fc.oneof(
  fc.integer({ min: 1, max: 90 }).map((workdays) => ({ workdays })),
  fc.integer({ min: 1, max: 130 }).map((count) => ({ days: count })),
  days.map((day) => ({ on: formatDay(day) })),
  days.map((day) => ({ month: formatDay(day).slice(0, 7) })),
  instants.map((instant) => ({ at: new Date(instant).toISOString() })),
);

export const recurrences: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.integer({ min: 1, max: 7 }).map((weekly) => ({ weekly })),
  fc.integer({ min: 1, max: 31 }).map((monthly) => ({ monthly })),
);

const counts = fc.integer({ min: -12, max: 12 });

const rungs: fc.Arbitrary<Rung> = fc
  .record({
    at: fc.oneof(
      counts.map((workdays) => ({ workdays })),
      counts.map((count) => ({ days: count })),
      fc.integer({ min: -200, max: 200 }).map((hours) => ({ hours })),
    ),
    clock: fc.constantFrom("finish" as const, "finish" as const, "sign" as const),
    time: fc.option(times, { nil: null }),
  })
  .map(createRung);

export const ladders: fc.Arbitrary<Ladder> = fc
  .array(rungs, { maxLength: 7 })
  .map((list) => ({ id: "any", version: 1, rungs: list }));
