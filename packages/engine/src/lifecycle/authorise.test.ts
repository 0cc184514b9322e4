import { describe, expect, test } from "vitest";
import { isSameParty } from "./authorise.ts";
import { type Caller, roles } from "./caller.ts";
import { currentDefinition } from "./definition.ts";
import {
  assign,
  caller,
  handler,
  inspector,
  otherSupervisor,
  send,
  supervisor,
  taken,
  taskIn,
  unitSystem,
  walk,
} from "./fixture.ts";
import { operationsOf } from "./operations.ts";
import { isRejection } from "./rejection.ts";
import { type ExternalEventType, externalEventTypes } from "./taskEvent.ts";
import { type TaskState, workStates } from "./taskState.ts";

/** The contract's "who" column once more, written by hand. */
const who: Readonly<Record<ExternalEventType, readonly string[]>> = {
  accepted: ["unit"],
  declined: ["unit"],
  reassigned: ["supervisor"],
  progressed: ["unit"],
  submitted: ["unit"],
  passed: ["inspector"],
  failed: ["inspector"],
  closureApproved: ["supervisor"],
  closureRefused: ["supervisor"],
  extensionRequested: ["unit"],
  extensionGranted: ["supervisor"],
  extensionRefused: ["supervisor"],
  suspensionRequested: ["unit"],
  suspensionGranted: ["supervisor"],
  suspensionRefused: ["supervisor"],
  resumed: ["unit", "supervisor"],
  urged: ["supervisor"],
  waived: ["supervisor"],
  terminated: ["supervisor"],
  reopened: ["supervisor"],
  lookbackPassed: ["inspector"],
  lookbackFailed: ["inspector"],
  // Nobody is asked to countersign a task whose matter doesn't ask for it.
  countersigned: [],
  countersignRefused: [],
  countersignersNamed: ["supervisor"],
};

const kindOf = (state: TaskState, type: ExternalEventType, by: Caller): string => {
  const outcome = send(state, type, { by });
  return isRejection(outcome) ? outcome.kind : "taken";
};

describe.each(externalEventTypes)("%s", (type) => {
  const task = assign();
  const callers: readonly (readonly [string, Caller, string | null])[] = [
    ["the unit's own system, without a role", unitSystem, "unit"],
    ["the unit's handler", handler, "unit"],
    ["the unit's liaison", caller("sun", "tianyuan", "liaison"), "unit"],
    ["the unit's head", caller("zhou", "tianyuan", "head"), "unit"],
    ["the unit's auditor", caller("wu", "tianyuan", "auditor"), null],
    ["another unit's handler", caller("zheng", "keju", "handler"), null],
    ["another unit's system", caller(null, "keju"), null],
    ["a county key without a role", caller(null, null), null],
    ["a handler without a unit", caller("feng", null, "handler"), null],
    ["a supervisor", supervisor, "supervisor"],
    ["an inspector", inspector, "inspector"],
    ["a leader", caller("chen", null, "leader"), null],
  ];

  test.each(callers)("is forbidden to %s unless the contract names them", (_name, by, kind) => {
    const allowed = kind !== null && who[type].includes(kind);
    expect(kindOf(task, type, by) === "forbidden").toBe(!allowed);
  });

  test("is forbidden to every role the contract does not name", () => {
    for (const role of roles.filter((one) => !who[type].includes(one))) {
      expect(kindOf(task, type, caller("chu", null, role))).toBe("forbidden");
    }
  });
});

/** One who is all at once, to meet four eyes and nothing before it. */
const all = (person: string | null, unit: string | null): Caller =>
  caller(person, unit, "handler", "inspector", "supervisor");

const asked = (type: "extensionRequested" | "suspensionRequested"): TaskState =>
  taken(send(taskIn("inProgress"), type, { by: all("he", "tianyuan") }));
const submitted = (): TaskState =>
  taken(send(taskIn("inProgress"), "submitted", { by: all("he", "tianyuan") }));
const inspected = (): TaskState => taken(send(submitted(), "passed", { by: inspector }));

const cases: readonly (readonly [ExternalEventType, () => TaskState])[] = [
  ["passed", submitted],
  ["failed", submitted],
  ["closureApproved", inspected],
  ["closureRefused", inspected],
  ["extensionGranted", () => asked("extensionRequested")],
  ["extensionRefused", () => asked("extensionRequested")],
  ["suspensionGranted", () => asked("suspensionRequested")],
  ["suspensionRefused", () => asked("suspensionRequested")],
  ["lookbackPassed", () => taken(send(inspected(), "closureApproved", { by: supervisor }))],
  ["lookbackFailed", () => taken(send(inspected(), "closureApproved", { by: supervisor }))],
];

describe.each(cases)("four eyes on %s", (type, task) => {
  test("keep a member of the task's unit out", () => {
    expect(kindOf(task(), type, all("shi", "tianyuan"))).toBe("four-eyes");
  });

  test("keep who submitted or asked out, even under a key of another unit", () => {
    expect(kindOf(task(), type, all("he", "ducha"))).toBe("four-eyes");
  });

  test("let somebody else of another unit in", () => {
    expect(kindOf(task(), type, all("shi", "ducha"))).toBe("taken");
  });
});

describe("four eyes on a closure", () => {
  test.each(["closureApproved", "closureRefused"] as const)("keep who inspected from %s", (type) => {
    expect(kindOf(inspected(), type, all("wang", "other"))).toBe("four-eyes");
  });

  test("keep a system key that submitted from inspecting without a person behind it", () => {
    const system = { ...all(null, "tianyuan"), key: "shared" };
    const task = taken(send(taskIn("inProgress"), "submitted", { by: system }));
    expect(kindOf(task, "passed", { ...all("shi", "ducha"), key: "shared" })).toBe("four-eyes");
    expect(kindOf(task, "passed", { ...all("shi", "ducha"), key: "own" })).toBe("taken");
  });

  test("are asked after the state: what it does not take is not-accepted", () => {
    expect(kindOf(taskIn("inProgress"), "passed", all("li", "tianyuan"))).toBe("not-accepted");
  });

  test("follow the present unit and the last submission after a reassignment", () => {
    const moved = walk(submitted(), ["failed", "reassigned"]);
    expect(moved).toMatchObject({
      unit: "keju",
      submittedBy: null,
      handler: null,
    });
    const done = taken(
      send(taken(send(moved, "accepted", { by: all("lü", "keju") })), "submitted", {
        by: all("lü", "keju"),
      }),
    );
    expect(kindOf(done, "passed", all("he", "tianyuan"))).toBe("taken");
    expect(kindOf(done, "passed", all("shi", "keju"))).toBe("four-eyes");
  });
});

describe("a closure that needs several supervisors", () => {
  const task = (): TaskState => taskIn("inspected", { approvals: 2 });

  test("stays inspected until the last different one has approved", () => {
    const once = taken(send(task(), "closureApproved", { by: supervisor }));
    expect(once).toMatchObject({
      state: "inspected",
      approvedBy: [{ person: "zhao" }],
    });
    const twice = taken(send(once, "closureApproved", { by: otherSupervisor }));
    expect(twice).toMatchObject({
      state: "closed",
      approvedBy: [{}, { person: "qian" }],
    });
  });

  test("does not count one supervisor twice, under whichever key", () => {
    const once = taken(send(task(), "closureApproved", { by: supervisor }));
    expect(send(once, "closureApproved", { by: { ...supervisor, key: "another" } })).toMatchObject({
      kind: "four-eyes",
      detail: "This supervisor has approved the closure already; another one must.",
    });
  });

  test("starts counting again once refused", () => {
    const once = taken(send(task(), "closureApproved", { by: supervisor }));
    const back = taken(send(once, "closureRefused", { by: supervisor }));
    expect(back).toMatchObject({
      state: "inProgress",
      approvedBy: [],
      reworks: 1,
    });
    const again = walk(back, ["submitted", "passed", "closureApproved"]);
    expect(again).toMatchObject({
      state: "inspected",
      approvedBy: [{ person: "zhao" }],
    });
  });
});

test("the same party is the same person, or the same key where either has no person", () => {
  const party = (key: string, person: string | null) => ({
    key,
    person,
    unit: null,
  });
  expect(isSameParty(party("a", "li"), party("b", "li"))).toBe(true);
  expect(isSameParty(party("a", "li"), party("a", "wang"))).toBe(false);
  expect(isSameParty(party("a", null), party("a", "wang"))).toBe(true);
  expect(isSameParty(party("a", null), party("b", null))).toBe(false);
});

test("the operations of a task are exactly the events it would take from that caller", () => {
  const tasks = [
    ...workStates.map((state) => taskIn(state)),
    taskIn("inProgress", { role: "assist" }),
    asked("extensionRequested"),
    asked("suspensionRequested"),
    inspected(),
    taken(send(taskIn("inspected", { approvals: 2 }), "closureApproved")),
  ];
  const callers = [handler, unitSystem, inspector, supervisor, all("he", "tianyuan"), all("he", "x")];
  for (const task of tasks) {
    for (const by of callers) {
      const taking = externalEventTypes.filter((type) => kindOf(task, type, by) === "taken");
      expect(operationsOf(currentDefinition, task, by)).toEqual(taking);
    }
  }
});

test("nobody from outside may send what the engine records", () => {
  for (const type of ["assigned", "rungFired", "projected", "transferred", "noticeSent"] as const) {
    expect(currentDefinition.authority[type].senders).toEqual(["engine"]);
  }
});
