import { describe, expect, test } from "vitest";
import { parseDay } from "../time/calendar.ts";
import { findClock } from "./clockActions.ts";
import { assign, calendar, contextAt, ladder, on, record, taken, taskIn, walk } from "./fixture.ts";
import type { TaskState } from "./taskState.ts";

const fire = (task: TaskState, rung: number, now: number, over: object = {}) =>
  record(task, "rungFired", { clock: "finish", generation: 1, rung, ...over }, contextAt(now));

describe("a rung", () => {
  const due = on("03-16T17:30");
  const task = taskIn("inProgress");

  test("fires at its instant: the card, the record and the notice", () => {
    const outcome = fire(task, 0, on("03-11T09:00"));
    expect(outcome).toMatchObject({
      state: { card: "blue", state: "inProgress", revision: task.revision + 1 },
      data: {
        clock: "finish",
        generation: 1,
        rung: 0,
        dueAt: "2026-03-16T17:30:00+08:00",
        at: "2026-03-11T09:00:00+08:00",
        card: "blue",
        propose: null,
      },
      effects: [
        {
          kind: "notify",
          subject: "rungFired",
          roles: ["handler", "liaison"],
          urgent: false,
          climb: true,
          facts: {
            clock: "finish",
            card: "blue",
            workdaysLeft: 3,
            overdueWorkdays: 0,
          },
        },
      ],
    });
  });

  test("never fires early, twice, or in another generation", () => {
    expect(fire(task, 0, on("03-11T09:00") - 1)).toMatchObject({
      kind: "not-accepted",
    });
    const once = taken(fire(task, 0, due));
    expect(fire(once, 0, due)).toMatchObject({ kind: "not-accepted" });
    expect(fire(task, 0, due, { generation: 2 })).toMatchObject({
      kind: "not-accepted",
    });
    expect(fire(task, 9, due)).toMatchObject({ kind: "not-accepted" });
    expect(fire(task, 3, due)).toMatchObject({ kind: "not-accepted" });
  });

  test("does not fire on a clock that is held or done, nor in an ended task", () => {
    for (const state of ["underInspection", "suspended", "closed", "terminated"] as const) {
      expect(fire(taskIn(state), 0, due)).toMatchObject({
        kind: "not-accepted",
      });
    }
  });

  test("without a card leaves the card, and tells whom it names of its own clock", () => {
    const outcome = fire(assign(), 3, on("03-03T17:30"), { clock: "sign" });
    expect(outcome).toMatchObject({
      state: { card: "none" },
      effects: [{ roles: ["liaison"], facts: { clock: "sign" } }],
    });
  });

  test("that proposes a measure records the proposal and its lateness, urgent where it says so", () => {
    const late = taken(fire(taken(fire(task, 0, due)), 1, due));
    expect(fire(late, 2, on("03-18T17:30"))).toMatchObject({
      state: { card: "red" },
      data: { propose: "约谈" },
      effects: [{ urgent: true, facts: { overdueWorkdays: 2, workdaysLeft: 0 } }],
    });
  });

  test("of a ladder that tells nobody has no effect but its record", () => {
    const silent = {
      ...ladder,
      rungs: ladder.rungs.map((rung) => ({ ...rung, notify: [] })),
    };
    const event = { clock: "finish", generation: 1, rung: 0 };
    const outcome = record(task, "rungFired", event, {
      ...contextAt(due),
      ladder: silent,
    });
    expect(outcome).toMatchObject({ effects: [], state: { card: "blue" } });
  });
});

describe("a calendar that is edited", () => {
  const edited = {
    ...calendar,
    version: 2,
    days: new Map([...calendar.days, [parseDay("2026-03-12"), "holiday"] as const]),
  };
  const project = (task: TaskState, version = edited) =>
    record(
      task,
      "projected",
      {
        calendar: { id: "default", version: version.version },
        why: "3月12日放假",
      },
      { ...contextAt(on("03-05T10:00")), calendar: version },
    );

  test("moves the running clocks it touches, and records from, to and why", () => {
    const task = assign();
    const outcome = project(task);
    expect(outcome).toMatchObject({
      data: {
        calendar: { id: "default", version: 2 },
        moved: [
          {
            name: "finish",
            from: "2026-03-16T17:30:00+08:00",
            to: "2026-03-17T17:30:00+08:00",
            provisional: false,
            why: "3月12日放假",
          },
        ],
      },
    });
    const after = taken(outcome);
    expect(findClock(after, "sign")).toBe(findClock(task, "sign"));
    expect(findClock(after, "finish")).toMatchObject({
      generation: 1,
      calendar: { version: 2 },
    });
  });

  test("is refused where it moves nothing", () => {
    const refusal = { kind: "not-accepted", detail: "nothing moves" };
    expect(project(assign(), { ...edited, days: new Map(calendar.days) })).toMatchObject(refusal);
    expect(project(walk(taskIn("inProgress"), ["submitted"]))).toMatchObject(refusal);
    expect(project(taskIn("closed"))).toMatchObject({ kind: "not-accepted" });
  });

  test("moves a rung beside a due instant that stays", () => {
    const task = assign({ due: { on: "2026-03-16" } });
    const outcome = project(task);
    expect(outcome).toMatchObject({
      data: {
        moved: [
          {
            from: "2026-03-16T17:30:00+08:00",
            to: "2026-03-16T17:30:00+08:00",
          },
        ],
      },
    });
    expect(findClock(taken(outcome), "finish")?.rungs[0]?.at).toBe(on("03-10T09:00"));
  });
});
