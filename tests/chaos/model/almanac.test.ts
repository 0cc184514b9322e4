import { chinaDays, formatDay } from "@duban/engine";
import { expect, test } from "vitest";
import {
  type Almanac,
  type Deadline,
  dueAfterResuming,
  dueOf,
  type Rung,
  remainderOf,
  rungAt,
  sendAtOf,
} from "./almanac.ts";

const china: Almanac = {
  timeZone: "Asia/Shanghai",
  dayStartsAt: "09:00",
  dayEndsAt: "17:30",
  days: Object.fromEntries([...chinaDays().days].map(([day, kind]) => [formatDay(day), kind])),
  coverage: { from: "2004-01-01", to: "2026-12-31" },
};
const at = (local: string) => Date.parse(`${local.length === 10 ? `${local}T10:00` : local}:00+08:00`);

// The examples of the rules of time, as docs/time.md has them.
const examples: readonly [string, Deadline, string, string, number, string, string, Rung["at"], string][] = [
  [
    "2026-08-19",
    { days: 47 },
    "2026-10-08T17:30",
    "2026-10-02",
    6,
    "2026-10-22",
    "2026-10-28T17:30",
    { workdays: 2 },
    "2026-10-10T17:30",
  ],
  [
    "2026-10-01",
    { on: "2026-10-13" },
    "2026-10-13T17:30",
    "2026-10-11",
    2,
    "2026-10-14",
    "2026-10-16T17:30",
    { hours: 36 },
    "2026-10-15T05:30",
  ],
  [
    "2026-06-28",
    { workdays: 14 },
    "2026-07-16T17:30",
    "2026-07-08",
    6,
    "2026-07-21",
    "2026-07-29T17:30",
    { workdays: -1 },
    "2026-07-15T09:00",
  ],
  [
    "2026-04-25",
    { on: "2026-06-16" },
    "2026-06-16T17:30",
    "2026-05-08",
    39,
    "2026-05-28",
    "2026-07-06T17:30",
    { hours: 36 },
    "2026-06-18T05:30",
  ],
  [
    "2026-01-22",
    { month: "2026-02" },
    "2026-02-28T17:30",
    "2026-01-29",
    30,
    "2026-02-20",
    "2026-03-22T17:30",
    { workdays: 7 },
    "2026-03-10T17:30",
  ],
  [
    "2026-03-13",
    { workdays: 33 },
    "2026-04-30T17:30",
    "2026-04-28",
    2,
    "2026-05-17",
    "2026-05-19T17:30",
    { days: 3 },
    "2026-05-03T17:30",
  ],
  [
    "2026-03-04",
    { days: 51 },
    "2026-04-24T17:30",
    "2026-04-05",
    19,
    "2026-04-17",
    "2026-05-06T17:30",
    { workdays: 0 },
    "2026-04-24T17:30",
  ],
];

test.each(examples)(
  "started on %s with %j it is due %s; paused on %s %i remain; resumed on %s it is due %s; %j is %s",
  (...example) => {
    const [started, deadline, due, paused, remains, resumed, thenDue, rung, fires] = example;
    const dueAt = dueOf(china, deadline, at(started));
    expect(dueAt).toBe(at(due));
    const remainder = remainderOf(china, deadline, dueAt, at(paused));
    expect(Object.values(remainder)).toEqual([remains]);
    expect(dueAfterResuming(china, deadline, remainder, at(resumed))).toBe(at(thenDue));
    const terms = { at: rung, clock: "finish", card: null, notify: [], urgent: false, time: null };
    expect(rungAt(china, terms, dueAt)).toBe(at(fires));
  },
);

test("a notice that is not urgent waits for the hours of a working day", () => {
  expect(sendAtOf(china, false, at("2026-03-06T17:29"))).toBe(at("2026-03-06T17:29"));
  expect(sendAtOf(china, false, at("2026-03-06T17:30"))).toBe(at("2026-03-09T09:00"));
  expect(sendAtOf(china, false, at("2026-03-09T03:00"))).toBe(at("2026-03-09T09:00"));
  expect(sendAtOf(china, true, at("2026-03-07T03:00"))).toBe(at("2026-03-07T03:00"));
});
