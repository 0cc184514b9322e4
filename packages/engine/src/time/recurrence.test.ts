import { describe, expect, test } from "vitest";
import { chinaCalendar } from "./chinaCalendar.ts";
import { type Clock, endClock, holdClock, isOverdue, meetClock, resumeClock, startClock } from "./clock.ts";
import { createRung, type Ladder } from "./ladder.ts";
import { dueByRecurrence, type Recurrence, recurrenceFault } from "./recurrence.ts";

const calendar = chinaCalendar("default", 1);
const ladder: Ladder = {
  id: "default",
  version: 1,
  rungs: [
    createRung({ at: { workdays: -1 }, clock: "report" }),
    createRung({ at: { workdays: 0 }, clock: "report" }),
  ],
};
const on = (text: string) => Date.parse(`2026-${text}:00+08:00`);

const due = (recurrence: Recurrence, after: string) => dueByRecurrence(calendar, recurrence, on(after));

describe("an occurrence", () => {
  test("of a weekday is the first after the start date, at the end of the day", () => {
    expect(due({ weekly: 5 }, "03-02T10:00")).toEqual({ dueAt: on("03-06T17:30"), provisional: false });
    expect(due({ weekly: 1 }, "03-02T08:00").dueAt).toBe(on("03-09T17:30"));
  });

  test("of a day of the month is in the next month once the day has come", () => {
    expect(due({ monthly: 25 }, "03-24T23:59").dueAt).toBe(on("03-25T17:30"));
    expect(due({ monthly: 25 }, "03-25T00:00").dueAt).toBe(on("04-27T17:30"));
  });

  test("of a day that a month lacks is the month's last", () => {
    expect(due({ monthly: 31 }, "06-01T10:00").dueAt).toBe(on("06-30T17:30"));
    expect(due({ monthly: 30 }, "02-01T10:00").dueAt).toBe(on("02-28T17:30"));
  });

  test("that rests is moved to the next working day", () => {
    expect(due({ weekly: 7 }, "03-02T10:00").dueAt).toBe(on("03-09T17:30"));
    expect(due({ monthly: 1 }, "09-15T10:00").dueAt).toBe(on("10-08T17:30"));
  });

  test("is one with another that is moved to the same working day", () => {
    const long = { ...calendar, days: new Map([...calendar.days, [20_734, "holiday" as const]]) };
    // 8 October rests too: the Thursdays 1 and 8 October both come to the 9th.
    const first = dueByRecurrence(long, { weekly: 4 }, on("09-25T10:00"));
    expect(first.dueAt).toBe(on("10-09T17:30"));
    expect(dueByRecurrence(long, { weekly: 4 }, first.dueAt).dueAt).toBe(on("10-15T17:30"));
  });

  test("past the coverage is provisional", () => {
    expect(due({ monthly: 5 }, "12-10T10:00").provisional).toBe(true);
  });

  test("past the year 9999 is its last instant", () => {
    const { dueAt } = dueByRecurrence(calendar, { monthly: 25 }, Date.parse("9999-12-28T00:00:00Z"));
    expect(new Date(dueAt).toISOString()).toBe("9999-12-31T23:59:59.999Z");
  });

  test.each([{ weekly: 0 }, { weekly: 8 }, { weekly: 1.5 }, { monthly: 0 }, { monthly: 32 }])(
    "%o is refused",
    (one) => {
      expect(recurrenceFault(one)).toMatch(/a number from 1 to/);
      expect(begin(one as Recurrence)).toMatchObject({ kind: "invalid-deadline" });
    },
  );
});

const begin = (deadline: Recurrence, now = on("03-02T10:00")) =>
  startClock({ name: "report", calendar, ladder, deadline, now, generation: 1 });
const weekly = begin({ weekly: 5 }) as Clock;
const met = (clock: Clock, at: string) => meetClock(clock, calendar, ladder, on(at));

describe("a report clock", () => {
  test("met in time goes on to the next occurrence, in the next generation with its rungs", () => {
    const next = met(weekly, "03-04T10:00");
    expect(next).toMatchObject({
      generation: 2,
      dueAt: on("03-13T17:30"),
      startedAt: on("03-04T10:00"),
      fired: [],
    });
    expect(next.rungs.map(({ at }) => at)).toEqual([on("03-12T09:00"), on("03-13T17:30")]);
  });

  test("is met at the very instant it starts", () => {
    expect(met(weekly, "03-02T10:00").generation).toBe(2);
  });

  test("is not changed by a second report in the same period, up to its due instant", () => {
    const next = met(weekly, "03-04T10:00");
    expect(met(next, "03-04T10:00")).toBe(next);
    expect(met(next, "03-06T17:30")).toBe(next);
    expect(met(next, "03-06T17:31")).toMatchObject({ generation: 3, dueAt: on("03-20T17:30") });
  });

  test("not met stays overdue until a report comes, and goes on from there", () => {
    expect(isOverdue(weekly, on("03-17T10:00"))).toBe(true);
    const next = met(weekly, "03-17T10:00");
    expect(next).toMatchObject({ generation: 2, dueAt: on("03-20T17:30") });
    expect(met(next, "03-17T10:00")).toBe(next);
    expect(met(next, "03-18T10:00").dueAt).toBe(on("03-27T17:30"));
  });

  test("held and resumed goes on with the next occurrence after the resumption", () => {
    const held = holdClock(weekly, calendar, on("03-04T10:00"));
    expect(held.remaining).toEqual({ days: 2 });
    const resumed = resumeClock(held, calendar, ladder, on("03-18T10:00"));
    expect(resumed).toMatchObject({ generation: 1, dueAt: on("03-20T17:30") });
    expect(met(resumed, "03-18T10:00").dueAt).toBe(on("03-27T17:30"));
  });

  test("reported on ahead and resumed in the same period does not ask again for it", () => {
    const held = holdClock(met(weekly, "03-03T10:00"), calendar, on("03-04T10:00"));
    const resumed = resumeClock(held, calendar, ladder, on("03-05T10:00"));
    expect(resumed.dueAt).toBe(on("03-13T17:30"));
    expect(met(resumed, "03-06T10:00")).toBe(resumed);
  });

  test("overdue when held is overdue when it resumes", () => {
    const held = holdClock(weekly, calendar, on("03-09T10:00"));
    const resumed = resumeClock(held, calendar, ladder, on("03-18T10:00"));
    expect(resumed.dueAt).toBe(weekly.dueAt);
    expect(isOverdue(resumed, on("03-18T10:00"))).toBe(true);
  });

  test("held or ended is not met", () => {
    const held = holdClock(weekly, calendar, on("03-04T10:00"));
    const ended = endClock(weekly, on("03-04T10:00"));
    expect([met(held, "03-05T10:00"), met(ended, "03-05T10:00")]).toEqual([held, ended]);
  });
});
