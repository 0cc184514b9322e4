import { expect, test } from "vitest";
import { formatInstant, instantAt, parseDay, parseInstant } from "./calendar.ts";
import { chinaCalendar } from "./chinaCalendar.ts";
import { type Clock, holdClock, isClockRefusal, resumeClock, startClock } from "./clock.ts";
import type { Deadline, Remainder } from "./deadline.ts";
import { createRung, type Ladder, type RungTerms } from "./ladder.ts";

/** Worked examples on the national list of 2026; clocks start, are held and are resumed at 10:00 of their days. */
interface Example {
  readonly started: string;
  readonly deadline: Deadline;
  readonly due: string;
  readonly paused: string;
  readonly remains: number;
  readonly resumed: string;
  readonly thenDue: string;
  readonly rung: RungTerms["at"];
  readonly firesAt: string;
}

function example(
  started: string,
  deadline: Deadline,
  due: string,
  [paused, remains, resumed, thenDue]: readonly [string, number, string, string],
  [rung, firesAt]: readonly [RungTerms["at"], string],
): Example {
  return { started, deadline, due, paused, remains, resumed, thenDue, rung, firesAt };
}

// biome-ignore format: a table reads best as one
const examples: readonly Example[] = [
  example("2026-08-19", { days: 47 }, "2026-10-08T17:30", ["2026-10-02", 6, "2026-10-22", "2026-10-28T17:30"], [{ workdays: 2 }, "2026-10-10T17:30"]),
  example("2026-10-01", { on: "2026-10-13" }, "2026-10-13T17:30", ["2026-10-11", 2, "2026-10-14", "2026-10-16T17:30"], [{ hours: 36 }, "2026-10-15T05:30"]),
  example("2026-03-13", { on: "2026-04-13" }, "2026-04-13T17:30", ["2026-03-13", 31, "2026-03-18", "2026-04-18T17:30"], [{ workdays: 7 }, "2026-04-22T17:30"]),
  example("2026-06-28", { workdays: 14 }, "2026-07-16T17:30", ["2026-07-08", 6, "2026-07-21", "2026-07-29T17:30"], [{ workdays: -1 }, "2026-07-15T09:00"]),
  example("2026-04-25", { on: "2026-06-16" }, "2026-06-16T17:30", ["2026-05-08", 39, "2026-05-28", "2026-07-06T17:30"], [{ hours: 36 }, "2026-06-18T05:30"]),
  example("2026-07-05", { on: "2026-07-26" }, "2026-07-26T17:30", ["2026-07-18", 8, "2026-08-08", "2026-08-16T17:30"], [{ hours: -24 }, "2026-07-25T17:30"]),
  example("2026-09-23", { on: "2026-10-04" }, "2026-10-04T17:30", ["2026-10-03", 1, "2026-11-01", "2026-11-02T17:30"], [{ hours: -24 }, "2026-10-03T17:30"]),
  example("2026-01-28", { on: "2026-04-22" }, "2026-04-22T17:30", ["2026-04-02", 20, "2026-04-07", "2026-04-27T17:30"], [{ hours: 36 }, "2026-04-24T05:30"]),
  example("2026-01-22", { month: "2026-02" }, "2026-02-28T17:30", ["2026-01-29", 30, "2026-02-20", "2026-03-22T17:30"], [{ workdays: 7 }, "2026-03-10T17:30"]),
  example("2026-08-01", { month: "2026-09" }, "2026-09-30T17:30", ["2026-08-13", 48, "2026-08-27", "2026-10-14T17:30"], [{ workdays: 0 }, "2026-09-30T17:30"]),
  example("2026-03-13", { workdays: 33 }, "2026-04-30T17:30", ["2026-04-28", 2, "2026-05-17", "2026-05-19T17:30"], [{ days: 3 }, "2026-05-03T17:30"]),
  example("2026-06-09", { month: "2026-07" }, "2026-07-31T17:30", ["2026-07-15", 16, "2026-07-26", "2026-08-11T17:30"], [{ workdays: 2 }, "2026-08-04T17:30"]),
  example("2026-03-04", { days: 51 }, "2026-04-24T17:30", ["2026-04-05", 19, "2026-04-17", "2026-05-06T17:30"], [{ workdays: 0 }, "2026-04-24T17:30"]),
  example("2026-11-18", { month: "2026-12" }, "2026-12-31T17:30", ["2026-12-28", 3, "2027-01-13", "2027-01-16T17:30"], [{ workdays: 0 }, "2026-12-31T17:30"]),
];

const national = chinaCalendar("china-2026", 1);
const calendar = {
  ...national,
  coverage: { from: parseDay("2026-01-01"), to: parseDay("2026-12-31") },
};

const at = (local: string) => `${local}:00+08:00`;
const written = (instant: number | undefined) => formatInstant(calendar.timeZone, instant ?? 0);
const tenOClock = (date: string) => instantAt(calendar, parseDay(date), "10:00");
const countOf = (remaining: Remainder | null) => Object.values(remaining ?? {})[0];

function start({ started, deadline, rung }: Example): { clock: Clock; ladder: Ladder } {
  const ladder: Ladder = { id: "one", version: 1, rungs: [createRung({ at: rung })] };
  const now = tenOClock(started);
  const clock = startClock({ name: "finish", calendar, ladder, deadline, now, generation: 1 });
  if (isClockRefusal(clock)) {
    throw new Error(clock.detail);
  }
  return { clock, ladder };
}

test.each(examples)("started $started with $deadline it is due $due, and not provisionally", (row) => {
  const { clock } = start(row);
  expect(written(clock.dueAt)).toBe(at(row.due));
  expect(clock.provisional).toBe(false);
});

test.each(examples)(
  "paused $paused and resumed $resumed with $remains left it is then due $thenDue",
  (row) => {
    const { clock, ladder } = start(row);
    const held = holdClock(clock, calendar, tenOClock(row.paused));
    expect(countOf(held.remaining)).toBe(row.remains);
    const resumed = resumeClock(held, calendar, ladder, tenOClock(row.resumed));
    expect(written(resumed.dueAt)).toBe(at(row.thenDue));
  },
);

test.each(examples)("the rung $rung of a deadline due $due fires at $firesAt", (row) => {
  const { clock } = start(row);
  expect(written(clock.rungs[0]?.at)).toBe(at(row.firesAt));
});

test("the examples hold as well by the whole national list as by that of 2026 alone", () => {
  for (const row of examples) {
    const now = parseInstant(`${row.started}T10:00:00+08:00`) ?? 0;
    const { deadline } = row;
    const ladder = { id: "none", version: 1, rungs: [] };
    const clock = startClock({
      name: "finish",
      calendar: national,
      ladder,
      deadline,
      now,
      generation: 1,
    });
    expect(clock).toMatchObject({ dueAt: parseInstant(at(row.due)), provisional: false });
  }
});
