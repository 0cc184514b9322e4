import { describe, expect, test } from "vitest";
import type { Clock, ClockName } from "../time/clock.ts";
import { createRung, type Ladder } from "../time/ladder.ts";
import { engineParty } from "./caller.ts";
import { findClock } from "./clockActions.ts";
import { currentDefinition } from "./definition.ts";
import {
  assign,
  assignedData,
  calendar,
  contextAt,
  on,
  record,
  send,
  start,
  taken,
  walk,
} from "./fixture.ts";
import type { AssignedData } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { transition } from "./transition.ts";

const stages = [
  { name: "设计", due: { workdays: 3 } },
  { name: "施工", due: { workdays: 6 } },
  { name: "验收", due: { on: "2026-03-13" } },
];

function clockOf(task: TaskState, name: ClockName): Clock {
  const clock = findClock(task, name);
  if (clock === undefined) throw new Error(`no ${name} clock`);
  return clock;
}
const stage = (task: TaskState): Clock => clockOf(task, "stage");
const report = (task: TaskState): Clock => clockOf(task, "report");
const inHand = (terms: Partial<AssignedData>) => walk(assign(terms), ["accepted"]);
const meet = (task: TaskState, name: string, now: number) =>
  send(task, "progressed", { data: { note: "完成", stage: name }, now });
const standing = (task: TaskState) => task.stages.map(({ state }) => state);

describe("stages", () => {
  test("start with the task: the first at work, armed, the others waiting", () => {
    const task = assign({ stages });
    expect(standing(task)).toEqual(["current", "waiting", "waiting"]);
    expect(stage(task)).toMatchObject({ state: "running", generation: 1, dueAt: on("03-05T17:30") });
    expect(task.clocks.map(({ name }) => name)).toEqual(["sign", "stage", "finish"]);
  });

  test("one that can't be due after the start refuses the task", () => {
    const faulty = [...stages, { name: "移交", due: { on: "2026-03-01" } }];
    expect(record(null, "assigned", { ...assignedData, stages: faulty })).toMatchObject({
      kind: "invalid-deadline",
      detail: expect.stringContaining('The stage "移交" can\'t be started.'),
    });
  });

  test("one that is met gives its turn to the next, whose deadline has run since the assignment", () => {
    const outcome = meet(inHand({ stages }), "设计", on("03-04T10:00"));
    expect(outcome).toMatchObject({
      data: { nextStage: { name: "施工", dueAt: "2026-03-10T17:30:00+08:00" } },
    });
    const task = taken(outcome);
    expect(standing(task)).toEqual(["met", "current", "waiting"]);
    expect(task.stages[0]).toEqual({ state: "met", at: on("03-04T10:00") });
    expect(stage(task)).toMatchObject({ generation: 2, dueAt: on("03-10T17:30") });
  });

  test("the last one met ends the clock", () => {
    let task = inHand({ stages });
    for (const { name } of stages) task = taken(meet(task, name, on("03-04T10:00")));
    expect(standing(task)).toEqual(["met", "met", "met"]);
    expect(stage(task)).toMatchObject({ state: "done", generation: 3, rungs: [] });
    expect(meet(task, "验收", on("03-05T10:00"))).toMatchObject({ kind: "invalid-event" });
  });

  test("one that is not at work is not met, and the answer says which is", () => {
    expect(meet(inHand({ stages }), "施工", start)).toMatchObject({
      kind: "invalid-event",
      detail: '"施工" is not the stage at work; that is "设计".',
      extra: { errors: [{ pointer: "/data/stage" }] },
    });
    expect(meet(inHand({}), "设计", start)).toMatchObject({ kind: "invalid-event" });
  });

  test("progress that names none leaves the stage clock as it is", () => {
    const task = inHand({ stages });
    expect(stage(walk(task, ["progressed"], on("03-04T10:00")))).toBe(stage(task));
  });

  test("one whose date has passed when its turn comes is overdue at once, and its rungs fire then", () => {
    const ladder: Ladder = {
      id: "default",
      version: 1,
      rungs: [createRung({ at: { workdays: 0 }, clock: "stage", card: "yellow" })],
    };
    const event = {
      type: "progressed",
      data: { note: "补", stage: "设计" },
      by: engineParty,
      roles: [],
    } as const;
    const now = on("03-12T10:00");
    const context = { now, calendar, ladder };
    const task = taken(transition(currentDefinition, inHand({ stages }), { ...event, at: now }, context));
    expect(stage(task)).toMatchObject({ dueAt: on("03-10T17:30"), rungs: [{ rung: 0, at: now }] });
    const rung = { clock: "stage", generation: 2, rung: 0 };
    const fired = record(task, "rungFired", rung, context);
    expect(fired).toMatchObject({ data: { stage: "施工" }, state: { card: "yellow" } });
  });

  test("all hold still with a suspension, those that wait too", () => {
    const asked = walk(inHand({ stages }), ["suspensionRequested", "suspensionGranted"], on("03-04T10:00"));
    expect(stage(asked)).toMatchObject({ state: "held", remaining: { workdays: 1 } });
    const resumed = walk(asked, ["resumed"], on("03-11T10:00"));
    expect(stage(resumed).dueAt).toBe(on("03-12T17:30"));
    const next = taken(meet(resumed, "设计", on("03-12T10:00")));
    expect(stage(next).dueAt).toBe(on("03-17T17:30"));
  });

  test("reassigned, what is not met begins anew; a date that has passed is skipped, and the record says so", () => {
    const task = taken(meet(inHand({ stages }), "设计", on("03-04T10:00")));
    const data = { unit: "keju", reason: "改派" };
    const outcome = send(task, "reassigned", { data, now: on("03-16T10:00") });
    expect(outcome).toMatchObject({ data: { skippedStages: ["验收"] } });
    const moved = taken(outcome);
    expect(standing(moved)).toEqual(["met", "current", "skipped"]);
    expect(stage(moved)).toMatchObject({ generation: 3, dueAt: on("03-24T17:30") });
    const ended = taken(meet({ ...moved, state: "inProgress", unit: "tianyuan" }, "施工", on("03-17T10:00")));
    expect(stage(ended).state).toBe("done");
  });

  test("where none can begin anew the clock ends", () => {
    const fixed = [{ name: "验收", due: { on: "2026-03-13" } }];
    const moved = send(inHand({ stages: fixed }), "reassigned", { now: on("03-16T10:00") });
    expect(stage(taken(moved)).state).toBe("done");
    expect(standing(taken(moved))).toEqual(["skipped"]);
  });

  test.each(["declined", "terminated"] as const)("%s ends them all", (type) => {
    const task = walk(assign({ stages }), [type]);
    expect(stage(task).state).toBe("done");
    expect(task.stages.flatMap((one) => ("clock" in one ? one.clock.state : []))).toEqual(["done", "done"]);
  });

  test("a moved calendar moves those that wait as well, by name", () => {
    const days = new Map([...calendar.days, [20_516, "holiday" as const]]);
    const edited = { ...calendar, version: 2, days };
    const context = { ...contextAt(start), calendar: edited };
    const outcome = record(assign({ stages }), "projected", { calendar: edited, why: "调休" }, context);
    // 4 March rests: one working day later for each that counts over it.
    expect(outcome).toMatchObject({
      data: {
        moved: [
          { name: "stage", stage: "设计", to: "2026-03-06T17:30:00+08:00" },
          { name: "finish" },
          { name: "stage", stage: "施工", to: "2026-03-11T17:30:00+08:00" },
        ],
      },
    });
  });
});

describe("the report clock", () => {
  const reporting = { reportEvery: { weekly: 5 } } as const;

  test("runs from the assignment to the first occurrence", () => {
    expect(report(assign(reporting))).toMatchObject({ state: "running", dueAt: on("03-06T17:30") });
  });

  test("is met by any progress, once a period", () => {
    const task = walk(inHand(reporting), ["progressed"], on("03-04T10:00"));
    expect(report(task)).toMatchObject({ generation: 2, dueAt: on("03-13T17:30") });
    expect(report(walk(task, ["progressed"], on("03-05T10:00")))).toBe(report(task));
  });

  test("holds with a submission and goes on with the next occurrence when the work is returned", () => {
    const submitted = walk(inHand(reporting), ["submitted"], on("03-04T10:00"));
    expect(report(submitted)).toMatchObject({ state: "held", remaining: { days: 2 } });
    expect(report(walk(submitted, ["failed"], on("03-09T10:00"))).dueAt).toBe(on("03-13T17:30"));
  });

  test("ends with the work and begins anew when it is reopened", () => {
    const closed = walk(inHand(reporting), ["submitted", "passed", "closureApproved"]);
    expect(report(closed).state).toBe("done");
    const reopened = walk(closed, ["reopened"], on("03-16T10:00"));
    expect(report(reopened)).toMatchObject({ generation: 2, dueAt: on("03-20T17:30") });
  });
});

test("a history from before there were stages and reports is replayed without them", () => {
  const task = assign();
  expect(task.stages).toEqual([]);
  expect(task.terms).toMatchObject({ stages: [], reportEvery: null });
});
