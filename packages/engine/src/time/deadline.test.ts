import { expect, test } from "vitest";
import { type Calendar, formatInstant, type Instant, parseDay, parseInstant } from "./calendar.ts";
import { chinaCalendar } from "./chinaCalendar.ts";
import {
  type Deadline,
  deadlineFault,
  dueAfterResuming,
  dueOf,
  isClockRefusal,
  maxDeadlineCount,
  planDue,
  type Remainder,
  remainderOf,
} from "./deadline.ts";

const calendar: Calendar = {
  ...chinaCalendar("default", 1),
  coverage: { from: parseDay("2026-01-01"), to: parseDay("2026-12-31") },
};

const at = (local: string): Instant => parseInstant(`${local}:00+08:00`) ?? 0;
const written = (instant: Instant) => formatInstant("Asia/Shanghai", instant).slice(0, 16);
const dueFrom = (started: string, deadline: Deadline) =>
  written(dueOf(calendar, deadline, at(started)).dueAt);
const remains = (deadline: Deadline, due: string, paused: string) =>
  remainderOf(calendar, deadline, at(due), at(paused));
const dueAgain = (deadline: Deadline, remainder: Remainder, resumed: string) =>
  written(dueAfterResuming(calendar, deadline, remainder, at(resumed)).dueAt);

test("counting starts the day after the start date, whatever the hour", () => {
  expect(dueFrom("2026-10-08T00:00", { workdays: 1 })).toBe("2026-10-09T17:30");
  expect(dueFrom("2026-10-08T23:59", { workdays: 1 })).toBe("2026-10-09T17:30");
});

test("the start date is that of the calendar's zone", () => {
  const started = parseInstant("2026-10-08T16:30:00Z") ?? 0;
  expect(written(dueOf(calendar, { days: 1 }, started).dueAt)).toBe("2026-10-10T17:30");
});

test("working days end with the n-th working day after the start", () => {
  expect(dueFrom("2026-09-30T10:00", { workdays: 3 })).toBe("2026-10-10T17:30");
});

test("days end with the n-th calendar day, or with the next working day if that one rests", () => {
  expect(dueFrom("2026-10-08T10:00", { days: 2 })).toBe("2026-10-10T17:30");
  expect(dueFrom("2026-10-08T10:00", { days: 3 })).toBe("2026-10-12T17:30");
});

test("a date and a month end where they say, working day or not", () => {
  expect(dueFrom("2026-09-01T10:00", { on: "2026-10-04" })).toBe("2026-10-04T17:30");
  expect(dueFrom("2026-01-01T10:00", { month: "2026-02" })).toBe("2026-02-28T17:30");
});

test("an instant is due at that instant", () => {
  expect(dueFrom("2026-01-01T10:00", { at: "2026-05-01T03:04:00+08:00" })).toBe("2026-05-01T03:04");
});

test("a deadline that counts over a date past the coverage is provisional", () => {
  const provisional = (deadline: Deadline, started: string) =>
    dueOf(calendar, deadline, at(started)).provisional;
  expect(provisional({ workdays: 1 }, "2026-12-30T10:00")).toBe(false);
  expect(provisional({ workdays: 2 }, "2026-12-30T10:00")).toBe(true);
  expect(provisional({ workdays: 1 }, "2025-12-30T10:00")).toBe(true);
  expect(provisional({ workdays: 1 }, "2025-12-31T10:00")).toBe(false);
  expect(provisional({ days: 1 }, "2026-12-30T10:00")).toBe(false);
  expect(provisional({ days: 2 }, "2026-12-30T10:00")).toBe(true);
});

test("a deadline of days is provisional only for the dates it may move over, not for those it counts", () => {
  const gap = {
    ...calendar,
    coverage: { from: parseDay("2026-06-01"), to: parseDay("2026-12-31") },
  };
  expect(dueOf(gap, { days: 200 }, at("2026-01-05T10:00")).provisional).toBe(false);
});

test("a fixed date, month or instant depends on no list and is never provisional", () => {
  for (const deadline of [{ on: "2031-05-01" }, { month: "2031-05" }, { at: "2031-05-01T00:00:00Z" }]) {
    expect(dueOf(calendar, deadline, at("2026-01-05T10:00")).provisional).toBe(false);
  }
});

test("what remains is counted in the deadline's own unit, in whole days of the calendar's zone", () => {
  expect(remains({ workdays: 9 }, "2026-10-10T17:30", "2026-09-30T23:59")).toEqual({ workdays: 3 });
  expect(remains({ days: 9 }, "2026-10-10T17:30", "2026-09-30T23:59")).toEqual({ days: 10 });
  expect(remains({ on: "2026-10-04" }, "2026-10-04T17:30", "2026-10-01T00:00")).toEqual({
    days: 3,
  });
  expect(remains({ month: "2026-10" }, "2026-10-31T17:30", "2026-10-31T09:00")).toEqual({
    days: 0,
  });
  const exact = { at: "2026-10-04T17:30:00+08:00" };
  expect(remains(exact, "2026-10-04T17:30", "2026-10-04T17:00")).toEqual({
    milliseconds: 1_800_000,
  });
});

test("of a late deadline no day remains, and of an instant a negative duration", () => {
  expect(remains({ workdays: 9 }, "2026-10-08T17:30", "2026-10-12T10:00")).toEqual({ workdays: 0 });
  expect(remains({ days: 9 }, "2026-10-08T17:30", "2026-10-12T10:00")).toEqual({ days: 0 });
  const exact = { at: "2026-10-04T17:30:00+08:00" };
  expect(remains(exact, "2026-10-04T17:30", "2026-10-04T18:00")).toEqual({
    milliseconds: -1_800_000,
  });
});

test("resumed working days end with the k-th working day after the resumption", () => {
  expect(dueAgain({ workdays: 9 }, { workdays: 2 }, "2026-10-03T10:00")).toBe("2026-10-09T17:30");
});

test("with no working day left it is due on the day of resuming, or on the next that works", () => {
  expect(dueAgain({ workdays: 9 }, { workdays: 0 }, "2026-10-08T10:00")).toBe("2026-10-08T17:30");
  expect(dueAgain({ workdays: 9 }, { workdays: 0 }, "2026-10-03T10:00")).toBe("2026-10-08T17:30");
});

test("resumed days end with the k-th calendar day, moved to a working day; a fixed date isn't moved", () => {
  expect(dueAgain({ days: 9 }, { days: 2 }, "2026-10-01T10:00")).toBe("2026-10-08T17:30");
  expect(dueAgain({ days: 9 }, { days: 0 }, "2026-10-03T10:00")).toBe("2026-10-08T17:30");
  expect(dueAgain({ on: "2026-09-30" }, { days: 2 }, "2026-10-01T10:00")).toBe("2026-10-03T17:30");
  expect(dueAgain({ month: "2026-09" }, { days: 0 }, "2026-10-03T10:00")).toBe("2026-10-03T17:30");
});

test("what remained of an instant is added to the instant of resuming", () => {
  const remainder = { milliseconds: 90 * 60_000 };
  expect(dueAgain({ at: "2026-09-30T00:00:00Z" }, remainder, "2026-10-03T10:00")).toBe("2026-10-03T11:30");
});

test("a deadline resumed past the coverage is provisional if it counts on", () => {
  const resumed = (deadline: Deadline, remainder: Remainder) =>
    dueAfterResuming(calendar, deadline, remainder, at("2027-01-13T10:00")).provisional;
  expect(resumed({ workdays: 9 }, { workdays: 3 })).toBe(true);
  expect(resumed({ workdays: 9 }, { workdays: 0 })).toBe(true);
  expect(resumed({ days: 9 }, { days: 3 })).toBe(true);
  expect(resumed({ month: "2026-12" }, { days: 3 })).toBe(false);
  expect(resumed({ at: "2026-12-31T00:00:00Z" }, { milliseconds: 3 })).toBe(false);
});

test.each<Deadline>([
  { workdays: 0 },
  { workdays: 1.5 },
  { workdays: Number.NaN },
  { workdays: maxDeadlineCount + 1 },
  { days: 0 },
  { days: -3 },
  { days: Number.POSITIVE_INFINITY },
  { on: "2026-02-29" },
  { on: "tomorrow" },
  { month: "2026-13" },
  { at: "2026-10-08T17:30:00" },
])("the deadline %o is refused with its fault", (deadline) => {
  expect(deadlineFault(deadline)).toMatch(/\.$/);
  const due = planDue(calendar, deadline, at("2026-01-05T10:00"));
  expect(due).toEqual({ kind: "invalid-deadline", detail: deadlineFault(deadline) });
});

test("the longest countable deadline is planned, one past the year 9999 is refused", () => {
  const now = at("2026-01-05T10:00");
  expect(planDue(calendar, { workdays: maxDeadlineCount }, now)).toMatchObject({
    provisional: true,
  });
  expect(planDue(calendar, { on: "9999-12-31" }, now)).toMatchObject({ provisional: false });
  const late = parseInstant("9998-01-01T00:00:00Z") ?? 0;
  for (const deadline of [{ workdays: maxDeadlineCount }, { days: maxDeadlineCount }]) {
    expect(isClockRefusal(planDue(calendar, deadline, late))).toBe(true);
  }
});

test("a deadline resumed past the year 9999 ends with it", () => {
  const deadline = { on: "9999-12-31" };
  const { dueAt } = dueAfterResuming(calendar, deadline, { days: 2_900_000 }, at("2126-01-05T10:00"));
  expect(new Date(dueAt).toISOString()).toBe("9999-12-31T23:59:59.999Z");
});
