import fc from "fast-check";
import { expect, test } from "vitest";
import { dueAfterResuming, dueOf, planDue, remainderOf } from "./deadline.ts";
import { rungInstant } from "./ladder.ts";
import { almanacs, deadlines, instants, ladders } from "./oracle/arbitraries.ts";
import { dueByDays, remainderByDays, resumedByDays, rungByDays } from "./oracle/dayByDay.ts";

test("a deadline of any kind is due, and provisional, as walking the dates says", () => {
  fc.assert(
    fc.property(almanacs, deadlines, instants, (almanac, deadline, startedAt) => {
      const due = dueOf(almanac.calendar, deadline, startedAt);
      expect(due).toEqual(dueByDays(almanac, deadline, startedAt));
      expect(planDue(almanac.calendar, deadline, startedAt)).toEqual(due);
    }),
    { numRuns: 1000 },
  );
});

test("what remains at a pause, and when it is due after resuming, are as walking the dates says", () => {
  fc.assert(
    fc.property(
      almanacs,
      deadlines,
      fc.tuple(instants, instants, instants),
      (almanac, deadline, [dueAt, pausedAt, resumedAt]) => {
        const { calendar } = almanac;
        const remainder = remainderOf(calendar, deadline, dueAt, pausedAt);
        expect(remainder).toEqual(remainderByDays(almanac, deadline, dueAt, pausedAt));
        expect(dueAfterResuming(calendar, deadline, remainder, resumedAt)).toEqual(
          resumedByDays(almanac, deadline, remainder, resumedAt),
        );
      },
    ),
    { numRuns: 500 },
  );
});

test("a rung of any unit stands where walking the dates puts it", () => {
  fc.assert(
    fc.property(almanacs, ladders, instants, (almanac, ladder, dueAt) => {
      for (const rung of ladder.rungs) {
        expect(rungInstant(almanac.calendar, rung, dueAt)).toBe(rungByDays(almanac, rung, dueAt));
      }
    }),
    { numRuns: 500 },
  );
});
