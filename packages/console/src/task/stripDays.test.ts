import { expect, test } from "vitest";
import type { RecordedEvent, Timeline } from "../app/shapes.ts";
import { heldSpans, stripDays, stripMonths } from "./stripDays.ts";
import { wayOf } from "./way.ts";

const event = (revision: number, state: string, date: string): RecordedEvent => ({
  revision,
  type: "x",
  at: `${date}T10:00:00+08:00`,
  recordedAt: `${date}T10:00:00+08:00`,
  source: "urn:test",
  actor: { key: "k", person: null, unit: null },
  data: {},
  state,
  unit: "nyj",
});

const events = [
  event(1, "assigned", "2026-09-28"),
  event(2, "inProgress", "2026-09-28"),
  event(3, "underInspection", "2026-09-29"),
  event(4, "inProgress", "2026-09-30"),
  event(5, "suspended", "2026-10-02"),
];

const dates = ["2026-09-28", "2026-09-29", "2026-09-30", "2026-10-01", "2026-10-02", "2026-10-03"];

const timeline: Timeline = {
  now: "2026-10-02T12:00:00+08:00",
  calendar: {
    id: "default",
    timeZone: "Asia/Shanghai",
    dayStartsAt: "09:00",
    dayEndsAt: "17:30",
    coveredTo: "2026-12-31",
  },
  approvals: { needed: 1, given: 0 },
  maxExtensions: 1,
  days: dates.map((date) => ({
    date,
    works: date < "2026-10-01",
    listed: date < "2026-10-01" ? null : "holiday",
    covered: true,
  })),
  clocks: [
    {
      name: "finish",
      state: "running",
      generation: 1,
      startedAt: "2026-09-28T10:00:00+08:00",
      dueAt: "2026-10-03T17:30:00+08:00",
      stoppedAt: null,
      provisional: false,
      rungs: [
        {
          rung: 0,
          at: "2026-09-30T09:00:00+08:00",
          fired: true,
          card: "blue",
          notify: [],
          urgent: false,
          propose: null,
        },
        {
          rung: 1,
          at: "2026-10-03T17:30:00+08:00",
          fired: false,
          card: "red",
          notify: [],
          urgent: false,
          propose: null,
        },
      ],
    },
  ],
};

test("the clock holds still from submission until the work is returned, and while it is suspended", () => {
  expect(heldSpans(events, "2026-10-02")).toEqual([
    ["2026-09-29", "2026-09-30"],
    ["2026-10-02", "2026-10-02~"],
  ]);
});

test("each day has what falls on it", () => {
  const days = stripDays(timeline, events);
  expect(days.filter(({ isHeld }) => isHeld).map(({ date }) => date)).toEqual(["2026-09-29", "2026-10-02"]);
  expect(days.find(({ isToday }) => isToday)?.date).toBe("2026-10-02");
  expect(days.find(({ fired }) => fired.length > 0)?.date).toBe("2026-09-30");
  expect(days.at(-1)).toMatchObject({ dues: ["finish"], toCome: [{ card: "red" }] });
});

test("weeks begin on Monday, and a month with something in it matters", () => {
  const months = stripMonths(stripDays(timeline, events));
  expect(months.map(({ month, matters }) => [month, matters])).toEqual([
    ["2026-09", true],
    ["2026-10", true],
  ]);
  // 28 September 2026 is a Monday, 1 October a Thursday.
  expect(months[0]?.weeks[0]?.map((day) => day?.date.slice(8) ?? "")).toEqual([
    "28",
    "29",
    "30",
    "",
    "",
    "",
    "",
  ]);
  expect(months[1]?.weeks[0]?.map((day) => day?.date.slice(8) ?? "")).toEqual([
    "",
    "",
    "",
    "01",
    "02",
    "03",
    "",
  ]);
});

test("the way of a task is its changes of state, in the order of its revisions", () => {
  expect(wayOf([...events].reverse()).map(({ to }) => to)).toEqual([
    "inProgress",
    "underInspection",
    "inProgress",
    "suspended",
  ]);
});
