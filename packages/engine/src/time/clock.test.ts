import { describe, expect, test } from "vitest";
import { type Calendar, formatInstant, type Instant, parseDay, parseInstant } from "./calendar.ts";
import { chinaCalendar } from "./chinaCalendar.ts";
import {
  type Clock,
  type ClockRefusal,
  endClock,
  extendClock,
  fireRung,
  holdClock,
  isClockRefusal,
  isMoved,
  isOverdue,
  nextRungAt,
  overdueWorkdays,
  reprojectClock,
  restartClock,
  resumeClock,
  startClock,
} from "./clock.ts";
import type { Deadline } from "./deadline.ts";
import { createRung, type Ladder } from "./ladder.ts";

const calendar = chinaCalendar("default", 1);
const ladder: Ladder = {
  id: "default",
  version: 1,
  rungs: [{ workdays: -3 }, { workdays: 0 }, { workdays: 2 }].map((place) => createRung({ at: place })),
};
const at = (local: string): Instant => parseInstant(`${local}:00+08:00`) ?? 0;
const written = (instant: Instant | null | undefined) =>
  formatInstant("Asia/Shanghai", instant ?? 0).slice(0, 16);
const rungsOf = (clock: Clock) => clock.rungs.map(({ rung, at: instant }) => `${rung} ${written(instant)}`);

function armed(outcome: Clock | ClockRefusal): Clock {
  if (isClockRefusal(outcome)) {
    throw new Error(outcome.detail);
  }
  return outcome;
}

function start(deadline: Deadline, now: string, under: Calendar = calendar): Clock {
  return armed(
    startClock({ name: "finish", calendar: under, ladder, deadline, now: at(now), generation: 1 }),
  );
}

/** Due 2026-07-16T17:30, a Thursday; its rungs stand on 07-13, 07-16 and 07-20. */
const started = start({ workdays: 10 }, "2026-07-02T10:00");

describe("starting", () => {
  test("a started clock runs in its first generation, with its rungs to come", () => {
    expect(started).toMatchObject({ name: "finish", state: "running", generation: 1, fired: [] });
    expect(written(started.dueAt)).toBe("2026-07-16T17:30");
    expect(rungsOf(started)).toEqual(["0 2026-07-13T09:00", "1 2026-07-16T17:30", "2 2026-07-20T17:30"]);
    expect(nextRungAt(started)).toBe(at("2026-07-13T09:00"));
    expect(started.calendar).toEqual({ id: "default", version: 1 });
  });

  test("a rung that would stand before the start is left out", () => {
    expect(rungsOf(start({ workdays: 2 }, "2026-07-02T10:00"))).toEqual([
      "1 2026-07-06T17:30",
      "2 2026-07-08T17:30",
    ]);
  });

  test.each<Deadline>([
    { on: "2026-07-01" },
    { month: "2026-06" },
    { at: "2026-07-02T10:00:00+08:00" },
    { workdays: 0 },
  ])("a deadline that is not due after its start is refused: %o", (deadline) => {
    const now = at("2026-07-02T10:00");
    const outcome = startClock({ name: "finish", calendar, ladder, deadline, now, generation: 1 });
    expect(outcome).toMatchObject({ kind: "invalid-deadline" });
  });

  test("a refusal says when it would be due and when it would start, in the zone's own time", () => {
    const now = at("2026-07-02T18:00");
    const deadline = { on: "2026-07-02" };
    const outcome = startClock({ name: "sign", calendar, ladder, deadline, now, generation: 1 });
    expect(outcome).toEqual({
      kind: "invalid-deadline",
      detail:
        "The deadline falls due 2026-07-02T17:30:00+08:00, not after its start 2026-07-02T18:00:00+08:00.",
    });
  });
});

describe("holding and resuming", () => {
  const held = holdClock(started, calendar, at("2026-07-10T10:00"));

  test("a held clock shows what remains, fires nothing and is not overdue", () => {
    expect(held).toMatchObject({ state: "held", remaining: { workdays: 4 }, rungs: [] });
    expect(nextRungAt(held)).toBeNull();
    expect(isOverdue(held, at("2027-07-10T10:00"))).toBe(false);
    expect(overdueWorkdays(held, calendar, at("2027-07-10T10:00"))).toBe(0);
  });

  test("a resumed clock runs on with what remained, its rungs projected from the new due", () => {
    const resumed = resumeClock(held, calendar, ladder, at("2026-07-20T10:00"));
    expect(resumed).toMatchObject({
      state: "running",
      remaining: null,
      stoppedAt: null,
      generation: 1,
    });
    expect(rungsOf(resumed)).toEqual(["0 2026-07-21T09:00", "1 2026-07-24T17:30", "2 2026-07-28T17:30"]);
  });

  test("a rung that a resumption leaves behind fires at the resumption, in the ladder's order", () => {
    const lateHeld = holdClock(started, calendar, at("2026-07-16T10:00"));
    const resumed = resumeClock(lateHeld, calendar, ladder, at("2026-07-21T18:00"));
    expect(written(resumed.dueAt)).toBe("2026-07-21T17:30");
    expect(rungsOf(resumed)).toEqual(["0 2026-07-21T18:00", "1 2026-07-21T18:00", "2 2026-07-23T17:30"]);
  });

  test("rungs gathered at a resumption keep the order of the instants they stood at", () => {
    const crossed: Ladder = {
      ...ladder,
      rungs: [createRung({ at: { hours: 0 } }), createRung({ at: { hours: -1 } })],
    };
    const resumed = resumeClock(
      holdClock(started, calendar, at("2026-07-16T10:00")),
      calendar,
      crossed,
      at("2026-07-21T18:00"),
    );
    expect(resumed.rungs.map(({ rung }) => rung)).toEqual([1, 0]);
  });

  test("a rung that fired before the pause does not fire again after it", () => {
    const fired = fireRung(started, 0);
    const again = resumeClock(
      holdClock(fired, calendar, at("2026-07-14T10:00")),
      calendar,
      ladder,
      at("2026-08-03T10:00"),
    );
    expect(again.fired).toEqual([0]);
    expect(again.rungs.map(({ rung }) => rung)).toEqual([1, 2]);
  });

  test("a clock overdue when it is held is overdue when it resumes: its due has not moved", () => {
    for (const deadline of [{ workdays: 10 }, { days: 14 }, { at: "2026-07-16T17:30:00+08:00" }]) {
      const clock = start(deadline, "2026-07-02T10:00");
      const late = holdClock(clock, calendar, at("2026-07-16T17:31"));
      const resumed = resumeClock(late, calendar, ladder, at("2026-07-27T10:00"));
      expect(resumed.dueAt).toBe(clock.dueAt);
      expect(isOverdue(resumed, at("2026-07-27T10:00"))).toBe(true);
      expect(resumed.rungs.every((rung) => rung.at === at("2026-07-27T10:00"))).toBe(true);
    }
  });

  test("a clock held at its very due instant is not overdue: it is due again on the day of resuming", () => {
    const punctual = holdClock(started, calendar, started.dueAt);
    expect(punctual.remaining).toEqual({ workdays: 0 });
    const resumed = resumeClock(punctual, calendar, ladder, at("2026-07-27T10:00"));
    expect(written(resumed.dueAt)).toBe("2026-07-27T17:30");
  });

  test("pauses follow one another, each counted from the due the last one left", () => {
    const once = resumeClock(held, calendar, ladder, at("2026-07-20T10:00"));
    const twice = holdClock(once, calendar, at("2026-07-22T10:00"));
    expect(twice.remaining).toEqual({ workdays: 2 });
    expect(written(resumeClock(twice, calendar, ladder, at("2026-08-03T10:00")).dueAt)).toBe(
      "2026-08-05T17:30",
    );
  });

  test("held and resumed on one day, a clock is due when it was", () => {
    const resumed = resumeClock(held, calendar, ladder, at("2026-07-10T16:00"));
    expect(resumed.dueAt).toBe(started.dueAt);
    expect(resumed.rungs).toEqual(started.rungs);
  });

  test("only a running clock is held and only a held one resumes", () => {
    const done = endClock(started, at("2026-07-10T10:00"));
    expect(holdClock(held, calendar, at("2026-07-11T10:00"))).toBe(held);
    expect(holdClock(done, calendar, at("2026-07-11T10:00"))).toBe(done);
    expect(resumeClock(started, calendar, ladder, at("2026-07-11T10:00"))).toBe(started);
    expect(resumeClock(done, calendar, ladder, at("2026-07-11T10:00"))).toBe(done);
  });
});

describe("ending", () => {
  test("the end of a clock cancels every rung that had not fired", () => {
    const done = endClock(fireRung(started, 0), at("2026-07-14T10:00"));
    expect(done).toMatchObject({
      state: "done",
      rungs: [],
      fired: [0],
      stoppedAt: at("2026-07-14T10:00"),
    });
    expect(isOverdue(done, at("2027-01-01T00:00"))).toBe(false);
    expect(endClock(done, at("2026-07-15T10:00"))).toBe(done);
  });

  test("a clock that ends while held stopped when it was held", () => {
    const held = holdClock(started, calendar, at("2026-07-10T10:00"));
    const done = endClock(held, at("2026-08-14T10:00"));
    expect(done).toMatchObject({
      state: "done",
      remaining: null,
      stoppedAt: at("2026-07-10T10:00"),
    });
  });
});

describe("extending and restarting", () => {
  const now = at("2026-07-14T10:00");
  const extend = (clock: Clock, deadline: Deadline, granted = now) =>
    extendClock(clock, calendar, ladder, deadline, at("2026-07-10T10:00"), granted);

  test("an extension is the next generation, with the whole ladder projected anew", () => {
    const extended = armed(extend(fireRung(started, 0), { on: "2026-07-31" }));
    expect(extended).toMatchObject({ generation: 2, state: "running", startedAt: now, fired: [] });
    expect(rungsOf(extended)).toEqual(["0 2026-07-28T09:00", "1 2026-07-31T17:30", "2 2026-08-04T17:30"]);
  });

  test("a relative extension counts from the instant it is given", () => {
    expect(written(armed(extend(started, { workdays: 10 })).dueAt)).toBe("2026-07-24T17:30");
  });

  test("a new deadline not later than the present due is refused", () => {
    expect(extend(started, { at: "2026-07-16T17:30:00+08:00" })).toMatchObject({
      kind: "invalid-deadline",
    });
    expect(extend(started, { on: "2026-07-15" })).toMatchObject({ kind: "invalid-deadline" });
  });

  test("a new deadline that has passed when it is granted is refused", () => {
    const granted = at("2026-08-03T10:00");
    expect(extend(started, { on: "2026-07-31" }, granted)).toMatchObject({
      kind: "invalid-deadline",
    });
  });

  test("a clock that isn't running can't be extended", () => {
    for (const clock of [holdClock(started, calendar, now), endClock(started, now)]) {
      expect(extend(clock, { on: "2026-07-31" })).toMatchObject({ kind: "invalid-deadline" });
    }
  });

  test("a restarted clock counts a relative deadline afresh, from whatever state", () => {
    for (const clock of [started, holdClock(started, calendar, now), endClock(started, now)]) {
      const restarted = armed(restartClock(clock, calendar, ladder, { workdays: 10 }, now));
      expect(restarted).toMatchObject({
        generation: 2,
        state: "running",
        startedAt: now,
        fired: [],
      });
      expect(restarted.stoppedAt).toBeNull();
      expect(written(restarted.dueAt)).toBe("2026-07-28T17:30");
    }
  });

  test("a fixed date stands on restarting while it is still to come, else it is refused", () => {
    const restart = (deadline: Deadline) => restartClock(started, calendar, ladder, deadline, now);
    expect(restart({ on: "2026-07-16" })).toMatchObject({ dueAt: started.dueAt, generation: 2 });
    expect(restart({ on: "2026-07-13" })).toMatchObject({ kind: "invalid-deadline" });
  });
});

describe("lateness", () => {
  test("a clock is overdue after its due instant, not at it", () => {
    expect(isOverdue(started, started.dueAt)).toBe(false);
    expect(isOverdue(started, started.dueAt + 1)).toBe(true);
  });

  test("how late is the working days since the due date, up to today", () => {
    const late = (now: string) => overdueWorkdays(started, calendar, at(now));
    expect(late("2026-07-16T17:30")).toBe(0);
    expect(late("2026-07-16T23:00")).toBe(0);
    expect(late("2026-07-17T00:00")).toBe(1);
    expect(late("2026-07-19T12:00")).toBe(1);
    expect(late("2026-07-20T08:00")).toBe(2);
  });
});

describe("firing", () => {
  test("a rung fires once: a second time changes nothing", () => {
    const fired = fireRung(started, 1);
    expect(fired.fired).toEqual([1]);
    expect(fired.rungs.map(({ rung }) => rung)).toEqual([0, 2]);
    expect(fireRung(fired, 1)).toBe(fired);
    expect(fireRung(fired, 9)).toBe(fired);
  });

  test("a clock whose rungs have all fired waits for nothing", () => {
    expect(nextRungAt(fireRung(fireRung(fireRung(started, 0), 1), 2))).toBeNull();
  });
});

describe("an edited calendar", () => {
  const edited: Calendar = {
    ...calendar,
    version: 2,
    days: new Map([...calendar.days, [parseDay("2026-07-15"), "holiday"]]),
  };

  test("a running clock is projected anew in its generation, what has fired kept", () => {
    const moved = reprojectClock(fireRung(started, 0), edited, ladder);
    expect(moved).toMatchObject({
      generation: 1,
      fired: [0],
      calendar: { id: "default", version: 2 },
    });
    expect(rungsOf(moved)).toEqual(["1 2026-07-17T17:30", "2 2026-07-21T17:30"]);
    expect(isMoved(started, moved)).toBe(true);
  });

  test("a clock that had resumed is projected from its resumption", () => {
    const held = holdClock(started, calendar, at("2026-07-10T10:00"));
    const resumed = resumeClock(held, calendar, ladder, at("2026-07-13T10:00"));
    expect(written(resumed.dueAt)).toBe("2026-07-17T17:30");
    expect(written(reprojectClock(resumed, edited, ladder).dueAt)).toBe("2026-07-20T17:30");
  });

  test("held and done clocks stay; what remains counts by the new list from the resumption on", () => {
    const held = holdClock(started, calendar, at("2026-07-10T10:00"));
    const done = endClock(started, at("2026-07-10T10:00"));
    expect(reprojectClock(held, edited, ladder)).toBe(held);
    expect(reprojectClock(done, edited, ladder)).toBe(done);
    const resumed = resumeClock(held, edited, ladder, at("2026-07-13T10:00"));
    expect(written(resumed.dueAt)).toBe("2026-07-20T17:30");
  });

  test("an edit that touches no date of a clock changes only the version it names", () => {
    const elsewhere = {
      ...calendar,
      version: 2,
      days: new Map([...calendar.days, [0, "holiday" as const]]),
    };
    const same = reprojectClock(started, elsewhere, ladder);
    expect(same).toEqual({ ...started, calendar: { id: "default", version: 2 } });
    expect(isMoved(started, same)).toBe(false);
  });

  test("a late clock that an edit makes early again is held and resumed like any other", () => {
    const late = holdClock(started, calendar, at("2026-07-17T10:00"));
    const ranOn = resumeClock(late, calendar, ladder, at("2026-07-17T11:00"));
    const closed = new Map(calendar.days);
    for (let day = parseDay("2026-07-13"); day < parseDay("2026-07-18"); day += 1) {
      closed.set(day, "holiday");
    }
    const early = reprojectClock(ranOn, { ...calendar, version: 2, days: closed }, ladder);
    expect(written(early.dueAt)).toBe("2026-07-23T17:30");
    const held = holdClock(early, calendar, at("2026-07-23T10:00"));
    const resumed = resumeClock(held, calendar, ladder, at("2026-07-27T18:00"));
    expect(rungsOf(resumed).slice(0, 2)).toEqual(["0 2026-07-27T18:00", "1 2026-07-27T18:00"]);
    expect(resumed.basis).not.toHaveProperty("lateResumedAt");
  });

  test("loading the list of a further year makes a provisional deadline certain", () => {
    const short = {
      ...calendar,
      coverage: { from: parseDay("2026-01-01"), to: parseDay("2026-07-10") },
    };
    const guess = start({ workdays: 10 }, "2026-07-02T10:00", short);
    expect(guess.provisional).toBe(true);
    const known = reprojectClock(guess, { ...calendar, version: 2 }, ladder);
    expect(known).toMatchObject({ provisional: false, dueAt: guess.dueAt });
    expect(isMoved(guess, known)).toBe(true);
  });

  test("a calendar in which nothing works for years moves a deadline to where work begins again", () => {
    const closed = new Map(calendar.days);
    for (let day = parseDay("2026-07-03"); day < parseDay("2036-07-03"); day += 1) {
      closed.set(day, "holiday");
    }
    const clock = start({ workdays: 1 }, "2026-07-02T10:00", { ...calendar, days: closed });
    expect(written(clock.dueAt)).toBe("2036-07-03T17:30");
    expect(clock.provisional).toBe(true);
  });
});
