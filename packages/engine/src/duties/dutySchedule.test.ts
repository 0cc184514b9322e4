import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDay, parseDay } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import {
  type Adjustment,
  adjustments,
  type DutyTerms,
  dueOccurrences,
  upcomingOccurrences,
} from "./dutySchedule.ts";

const calendar = chinaCalendar("default", 1);
const terms = (changes: Partial<DutyTerms>): DutyTerms => ({
  title: "民情日记",
  rule: "FREQ=WEEKLY;BYDAY=FR",
  startsOn: "2026-03-02",
  endsOn: null,
  time: null,
  adjust: "next-workday",
  calendar: "default",
  matter: {
    title: "民情日记",
    source: { kind: "other" },
    programme: null,
    line: null,
    priority: "normal",
    requirement: null,
    lead: "nyj",
    assist: [],
    due: { workdays: 3 },
    signWithin: { workdays: 1 },
    ladder: "default",
    calendar: "default",
    approvals: 1,
    maxExtensions: 1,
  },
  catchUp: 10,
  enabled: true,
  ...changes,
});
const on = (text: string) => Date.parse(`2026-${text}:00+08:00`);
const shown = (occurrences: readonly { on: number; at: number }[]) =>
  occurrences.map((one) => [formatDay(one.on), new Date(one.at + 8 * 3_600_000).toISOString().slice(5, 16)]);

describe("an occurrence", () => {
  test.each([
    ["none", "10-02T09:00"],
    ["next-workday", "10-08T09:00"],
    ["previous-workday", "09-30T09:00"],
  ] as const)("whose date rests goes where %s says", (adjust: Adjustment, at) => {
    const [first] = upcomingOccurrences(calendar, terms({ adjust }), parseDay("2026-09-26"), 1);
    expect(shown(first === undefined ? [] : [first])).toEqual([["2026-10-02", at]]);
  });

  test("comes at the duty's own hour", () => {
    const upcoming = upcomingOccurrences(calendar, terms({ time: "14:30", endsOn: "2026-03-13" }), 0, 5);
    expect(shown(upcoming)).toEqual([
      ["2026-03-06", "03-06T14:30"],
      ["2026-03-13", "03-13T14:30"],
    ]);
  });

  test("that is moved by days nobody knows yet is provisional", () => {
    const [first] = upcomingOccurrences(calendar, terms({}), parseDay("2027-01-02"), 1);
    expect(first?.provisional).toBe(true);
    expect(
      upcomingOccurrences(calendar, terms({ adjust: "none" }), parseDay("2027-01-02"), 1)[0]?.provisional,
    ).toBe(false);
  });

  test("of a disabled duty never comes", () => {
    expect(upcomingOccurrences(calendar, terms({ enabled: false }), 0, 1)).toEqual([]);
  });
});

describe("where clocks are put forward and back", () => {
  const newYork = { ...calendar, timeZone: "America/New_York", days: new Map() };
  const utc = (terms: DutyTerms, after: string, count: number) =>
    upcomingOccurrences(newYork, terms, parseDay(after), count).map(({ at }) => new Date(at).toISOString());

  test("an occurrence keeps its local hour", () => {
    const daily = terms({ rule: "FREQ=DAILY", adjust: "none", time: "09:00" });
    expect(utc(daily, "2026-03-06", 2)).toEqual(["2026-03-07T14:00:00.000Z", "2026-03-08T13:00:00.000Z"]);
    expect(utc(daily, "2026-10-30", 2)).toEqual(["2026-10-31T13:00:00.000Z", "2026-11-01T14:00:00.000Z"]);
  });

  test("an hour that a day lacks, or has twice, comes once", () => {
    const lacking = terms({ rule: "FREQ=DAILY", adjust: "none", time: "02:30" });
    expect(utc(lacking, "2026-03-07", 2)).toEqual(["2026-03-08T07:30:00.000Z", "2026-03-09T06:30:00.000Z"]);
    const twice = terms({ rule: "FREQ=DAILY", adjust: "none", time: "01:30" });
    expect(utc(twice, "2026-10-31", 2)).toEqual(["2026-11-01T05:30:00.000Z", "2026-11-02T06:30:00.000Z"]);
  });
});

describe("what is due", () => {
  const after = parseDay("2026-03-01");
  const daily = { rule: "FREQ=DAILY", adjust: "none" } as const;

  test("is made when its hour comes, and not before", () => {
    expect(dueOccurrences(calendar, terms({}), after, on("03-06T08:59")).make).toEqual([]);
    const due = dueOccurrences(calendar, terms({}), after, on("03-06T09:00"));
    expect(shown(due.make)).toEqual([["2026-03-06", "03-06T09:00"]]);
    expect(due.next?.at).toBe(on("03-13T09:00"));
  });

  test("after an outage is made up for within catchUp, the latest; the others are skipped and it is said why", () => {
    const due = dueOccurrences(calendar, terms({ ...daily, catchUp: 2 }), after, on("03-10T12:00"));
    expect(shown(due.make)).toEqual([
      ["2026-03-09", "03-09T09:00"],
      ["2026-03-10", "03-10T09:00"],
    ]);
    expect(due.skip).toHaveLength(7);
    expect(due.skip[0]?.reason).toContain("missed while nothing ran");
    expect(formatDay(due.handledOn)).toBe("2026-03-10");
  });

  test("is made at its own hour also where nothing missed is made up for", () => {
    const due = dueOccurrences(calendar, terms({ ...daily, catchUp: 0 }), after, on("03-02T09:00"));
    expect(due.make).toHaveLength(1);
  });

  test("on one working day is one: the later dates are skipped, and it is said why", () => {
    const due = dueOccurrences(
      calendar,
      terms({ ...daily, adjust: "next-workday" }),
      after,
      on("03-09T09:00"),
    );
    expect(shown(due.make).map(([date]) => date?.slice(8))).toEqual(["02", "03", "04", "05", "06", "07"]);
    expect(due.skip.map(({ on: date, reason }) => [formatDay(date), reason])).toEqual([
      ["2026-03-08", "falls on the same day as 2026-03-07"],
      ["2026-03-09", "falls on the same day as 2026-03-07"],
    ]);
  });

  test("may come ahead of its date where it is moved to the working day before", () => {
    const due = dueOccurrences(
      calendar,
      terms({ adjust: "previous-workday" }),
      parseDay("2026-09-26"),
      on("09-30T09:00"),
    );
    expect(shown(due.make)).toEqual([["2026-10-02", "09-30T09:00"]]);
  });

  test("is each date once, and all of them, however the time up to it is cut", () => {
    const cuts = fc
      .array(fc.nat(40 * 24 * 2), { maxLength: 12 })
      .map((halves) => halves.sort((a, b) => a - b));
    const duties = fc.record({
      rule: fc.constantFrom("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,FR,SA", "FREQ=MONTHLY;BYMONTHDAY=1,2,3,-1"),
      adjust: fc.constantFrom(...adjustments),
      time: fc.constantFrom(null, "00:00", "23:59"),
      catchUp: fc.nat(3),
    });
    fc.assert(
      fc.property(duties, cuts, (duty, halves) => {
        const begin = parseDay("2026-09-20");
        const made: number[] = [];
        let handledOn = begin;
        for (const half of [...halves, 40 * 24 * 2]) {
          const now = on("09-20T10:00") + half * 1_800_000;
          const due = dueOccurrences(calendar, terms(duty), handledOn, now);
          for (const one of [...due.make, ...due.skip]) {
            expect(one.at).toBeLessThanOrEqual(now);
            made.push(one.on);
          }
          expect(due.make.length).toBeLessThanOrEqual(Math.max(1, duty.catchUp));
          expect(due.next === null || due.next.at > now).toBe(true);
          handledOn = due.handledOn;
        }
        const all = dueOccurrences(calendar, terms({ ...duty, catchUp: 1_000 }), begin, on("10-30T10:00"));
        const expected = [...all.make, ...all.skip].map((one) => one.on).sort((a, b) => a - b);
        expect(made.sort((a, b) => a - b)).toEqual(expected);
      }),
    );
  });
});
