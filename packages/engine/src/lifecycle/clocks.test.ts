import { describe, expect, test } from "vitest";
import type { Clock, ClockName } from "../time/clock.ts";
import { findClock } from "./clockActions.ts";
import {
  assign,
  assignedData,
  caller,
  contextAt,
  on,
  record,
  send,
  start,
  taken,
  taskIn,
  walk,
} from "./fixture.ts";
import type { TaskState } from "./taskState.ts";

function clockOf(task: TaskState, name: ClockName): Clock {
  const clock = findClock(task, name);
  if (clock === undefined) throw new Error(`no ${name} clock`);
  return clock;
}
const finish = (task: TaskState): Clock => clockOf(task, "finish");
const sign = (task: TaskState): Clock => clockOf(task, "sign");
const leadingSupervisor = caller("sun", null, "supervisor", "leader");

describe("assigning", () => {
  test("starts a sign and a finish clock, each in its first generation", () => {
    const task = assign();
    expect(sign(task)).toMatchObject({
      state: "running",
      generation: 1,
      dueAt: on("03-03T17:30"),
    });
    expect(finish(task)).toMatchObject({
      state: "running",
      generation: 1,
      dueAt: on("03-16T17:30"),
    });
    expect(task).toMatchObject({ revision: 1, card: "none", progress: 0 });
  });

  test.each([
    [{ due: { on: "2026-03-01" } }, "The finish clock can't be started."],
    [{ signWithin: { at: "2026-03-02T10:00:00+08:00" } }, "The sign clock can't be started."],
  ])("makes no task at all where a clock can't be armed (%j)", (terms, detail) => {
    const outcome = record(null, "assigned", { ...assignedData, ...terms });
    expect(outcome).toMatchObject({
      kind: "invalid-deadline",
      detail: expect.stringContaining(detail),
    });
  });

  test("happens once, and comes before anything else", () => {
    expect(record(assign(), "assigned", assignedData)).toMatchObject({
      kind: "not-accepted",
    });
    expect(record(null, "noticeSent", {})).toMatchObject({
      kind: "unknown-task",
    });
  });
});

describe("the clocks on the way", () => {
  test("signing ends the sign clock alone and names the handler", () => {
    const task = taskIn("inProgress");
    expect([sign(task).state, finish(task).state]).toEqual(["done", "running"]);
    expect(task.handler).toBe("li");
    expect(taken(send(assign(), "accepted", { data: {} })).handler).toBeNull();
  });

  test("declining ends both", () => {
    const task = taskIn("declined");
    expect([sign(task).state, finish(task).state]).toEqual(["done", "done"]);
  });

  test("the finish clock holds still from submission until the work is returned, and runs on with what remained", () => {
    const submitted = walk(taskIn("inProgress"), ["submitted"], on("03-10T10:00"));
    expect(finish(submitted)).toMatchObject({
      state: "held",
      remaining: { workdays: 4 },
    });
    const inspected = walk(submitted, ["passed"], on("03-11T10:00"));
    expect(finish(inspected)).toBe(finish(submitted));
    const returned = walk(inspected, ["closureRefused"], on("03-20T10:00"));
    expect(finish(returned)).toMatchObject({
      state: "running",
      generation: 1,
      dueAt: on("03-26T17:30"),
    });
    expect(returned.reworks).toBe(1);
    expect(walk(submitted, ["failed"], on("03-20T10:00"))).toMatchObject({
      reworks: 1,
    });
  });

  test("a suspension holds the finish clock until the work is resumed", () => {
    const asked = walk(taskIn("inProgress"), ["suspensionRequested"], on("03-10T10:00"));
    expect(finish(asked).state).toBe("running");
    const suspended = walk(asked, ["suspensionGranted"], on("03-10T11:00"));
    expect(finish(suspended).state).toBe("held");
    expect(finish(walk(suspended, ["resumed"], on("03-20T10:00"))).dueAt).toBe(on("03-26T17:30"));
  });

  test.each(["closed", "archived", "terminated", "waived"] as const)(
    "no clock runs on in a task that is %s",
    (state) => {
      for (const clock of taskIn(state).clocks) {
        expect(clock).toMatchObject({ state: "done", rungs: [] });
      }
    },
  );
});

describe("reassigning", () => {
  const bare = { unit: "keju", reason: "改派" };
  const late = on("03-20T10:00");

  test("hands the task to the new unit with both clocks anew, the progress kept", () => {
    const task = walk(taskIn("inProgress"), ["progressed", "extensionRequested"]);
    const moved = taken(send(task, "reassigned", { data: bare, now: late }));
    expect(moved).toMatchObject({
      unit: "keju",
      state: "assigned",
      handler: null,
      progress: 40,
      request: null,
      card: "none",
    });
    expect(sign(moved)).toMatchObject({
      generation: 2,
      dueAt: on("03-23T17:30"),
    });
    expect(finish(moved)).toMatchObject({
      generation: 2,
      dueAt: on("04-03T17:30"),
    });
  });

  test("keeps a fixed date that is still to come, and asks for a new one once it has passed", () => {
    const task = taken(send(assign({ due: { on: "2026-03-18" } }), "declined"));
    const kept = taken(send(task, "reassigned", { data: bare, now: on("03-10T10:00") }));
    expect(finish(kept)).toMatchObject({
      generation: 2,
      dueAt: on("03-18T17:30"),
    });
    expect(send(task, "reassigned", { data: bare, now: late })).toMatchObject({
      kind: "invalid-deadline",
      detail: expect.stringContaining('give a new "due"'),
    });
    const due = { on: "2026-04-30" };
    const renewed = taken(send(task, "reassigned", { data: { ...bare, due }, now: late }));
    expect(finish(renewed).dueAt).toBe(on("04-30T17:30"));
    expect(renewed.terms.due).toEqual(due);
  });

  test("gives one working day to sign where the date to sign by has passed", () => {
    const task = assign({ signWithin: { on: "2026-03-04" } });
    const moved = taken(send(task, "reassigned", { data: bare, now: late }));
    expect(sign(moved).dueAt).toBe(on("03-23T17:30"));
    expect(moved.terms.signWithin).toEqual({ on: "2026-03-04" });
  });

  test("may hand a declined task back to the same unit", () => {
    const data = { ...bare, unit: "tianyuan" };
    expect(taken(send(taskIn("declined"), "reassigned", { data })).state).toBe("assigned");
  });
});

describe.each(["reopened", "lookbackFailed"] as const)("%s", (type) => {
  test("begins the finish clock anew by its own due and forgets who judged", () => {
    const task = taken(send(taskIn("closed"), type, { now: on("05-11T10:00") }));
    expect(finish(task)).toMatchObject({
      state: "running",
      generation: 2,
      dueAt: on("05-18T17:30"),
    });
    expect(task).toMatchObject({
      state: "inProgress",
      card: "none",
      submittedBy: null,
      inspectedBy: null,
      approvedBy: [],
      terms: { due: { workdays: 5 } },
    });
  });

  test("is refused with a due instant that is not to come", () => {
    const data = { due: { on: "2026-03-01" }, reason: "反弹" };
    expect(send(taskIn("closed"), type, { data })).toMatchObject({
      kind: "invalid-deadline",
    });
  });
});

describe("an extension", () => {
  const ask = (due: object, now = on("03-05T10:00"), terms = {}) =>
    send(taskIn("inProgress", terms), "extensionRequested", {
      data: { due, reason: "雨" },
      now,
    });

  test("is asked for before the due instant and for a later one", () => {
    expect(ask({ workdays: 7 })).toMatchObject({ kind: "invalid-deadline" });
    expect(ask({ workdays: 8 }, on("03-16T17:31"))).toMatchObject({
      kind: "invalid-deadline",
      detail: expect.stringContaining("asked for before that"),
    });
    expect(taken(ask({ workdays: 8 })).request?.dueAt).toBe(on("03-17T17:30"));
    expect(taken(ask({ workdays: 8 }, on("03-16T17:30"))).request).not.toBeNull();
  });

  test("moves nothing while it waits or when it is refused", () => {
    const asked = taken(ask({ workdays: 8 }));
    const refused = walk(asked, ["extensionRefused"], on("03-06T10:00"));
    expect([asked.clocks, refused.clocks]).toEqual([taskIn("inProgress").clocks, asked.clocks]);
  });

  test("granted, is counted from the request, in the next generation with the card cleared", () => {
    const carded = { ...taken(ask({ workdays: 8 })), card: "yellow" };
    const granted = taken(send(carded, "extensionGranted", { now: on("03-17T10:00") }));
    expect(finish(granted)).toMatchObject({
      generation: 2,
      dueAt: on("03-17T17:30"),
      fired: [],
    });
    expect(granted).toMatchObject({
      extensions: 1,
      card: "none",
      request: null,
    });
    expect(granted.terms.due).toEqual({ workdays: 8 });
  });

  test("granted with another due, is counted from the answer", () => {
    const data = { due: { workdays: 8 } };
    const outcome = send(taken(ask({ workdays: 8 })), "extensionGranted", {
      data,
      now: on("03-09T10:00"),
    });
    expect(finish(taken(outcome)).dueAt).toBe(on("03-19T17:30"));
  });

  test("is not granted to an instant that is past, or not after the present due", () => {
    const asked = taken(ask({ workdays: 8 }));
    expect(send(asked, "extensionGranted", { now: on("03-18T10:00") })).toMatchObject({
      kind: "invalid-deadline",
    });
    const data = { due: { on: "2026-03-16" } };
    expect(send(asked, "extensionGranted", { data })).toMatchObject({
      kind: "invalid-deadline",
    });
  });

  test("beyond the agreed number is a leading supervisor's to grant, and recorded as an override", () => {
    const again = taken(ask({ workdays: 8 }, on("03-05T10:00"), { maxExtensions: 0 }));
    expect(send(again, "extensionGranted")).toMatchObject({
      kind: "invalid-deadline",
    });
    const outcome = send(again, "extensionGranted", { by: leadingSupervisor });
    expect(outcome).toMatchObject({
      data: { override: true },
      state: { extensions: 1 },
    });
    const within = send(taken(ask({ workdays: 8 })), "extensionGranted", {
      by: leadingSupervisor,
    });
    expect(within).toMatchObject({ data: {} });
    expect(within).not.toHaveProperty("data.override");
  });
});

test("what an event doesn't touch is the very same object afterwards", () => {
  const task = taskIn("inProgress");
  const after = taken(send(task, "progressed", { now: start + 1 }));
  expect(after.clocks).toBe(task.clocks);
  expect(after.terms).toBe(task.terms);
  expect(after).toMatchObject({
    progress: 40,
    updatedAt: start + 1,
    createdAt: start,
  });
});

test("a sent notice changes the revision and nothing else, in every state", () => {
  for (const state of ["inProgress", "archived", "terminated"] as const) {
    const task = taskIn(state);
    const after = taken(record(task, "noticeSent", { message: "m" }, contextAt(start + 5)));
    expect(after).toEqual({
      ...task,
      revision: task.revision + 1,
      updatedAt: start + 5,
    });
  }
});
