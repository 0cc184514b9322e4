import { describe, expect, test } from "vitest";
import type { ApprovalStep } from "./approvalChain.ts";
import { currentDefinition } from "./definition.ts";
import { caller, otherSupervisor, send, supervisor, taken, taskIn, walk } from "./fixture.ts";
import { operationsOf } from "./operations.ts";
import type { TaskState } from "./taskState.ts";

const leader = caller("sun", "xianwei", "leader");
const chain: readonly ApprovalStep[] = [
  { role: "supervisor", unit: "ducha" },
  { role: "supervisor", person: "qian" },
  { role: "leader" },
];
const terms = { approvals: chain.length, approvalChain: chain };
const inspected = taskIn("inspected", terms);
const approve = (state: TaskState, by: typeof leader) => send(state, "closureApproved", { by });

describe("a chain of approvers", () => {
  test("is taken in its order, by whom each step names, and closes with the last", () => {
    expect(approve(inspected, otherSupervisor)).toMatchObject({ kind: "forbidden" });
    expect(approve(inspected, leader)).toMatchObject({ kind: "forbidden" });
    const one = taken(approve(inspected, supervisor));
    expect(one.state).toBe("inspected");
    expect(approve(one, leader)).toMatchObject({
      kind: "forbidden",
      detail: "It is the turn of qian, as supervisor, to decide on the closure.",
    });
    const two = taken(approve(one, otherSupervisor));
    expect(approve(two, otherSupervisor)).toMatchObject({ kind: "forbidden" });
    const closed = taken(approve(two, leader));
    expect([closed.state, closed.approvedBy.map(({ person }) => person)]).toEqual([
      "closed",
      ["zhao", "qian", "sun"],
    ]);
    expect(closed.clocks.every(({ state }) => state === "done")).toBe(true);
  });

  test("is refused only by him whose turn it is, and then starts anew", () => {
    const one = taken(approve(inspected, supervisor));
    expect(send(one, "closureRefused", { by: supervisor })).toMatchObject({ kind: "forbidden" });
    const returned = taken(send(one, "closureRefused", { by: otherSupervisor }));
    expect(returned).toMatchObject({ state: "inProgress", approvedBy: [], reworks: 1 });
    const again = walk(returned, ["submitted", "passed"]);
    expect(approve(again, otherSupervisor)).toMatchObject({ kind: "forbidden" });
    expect(taken(approve(again, supervisor)).approvedBy.length).toBe(1);
  });

  test("keeps four eyes: no unit approves its own work, and nobody takes two steps", () => {
    const own = taskIn("inspected", {
      ...terms,
      approvalChain: [{ role: "supervisor" }, { role: "leader" }],
    });
    expect(approve(own, caller("he", "tianyuan", "supervisor"))).toMatchObject({ kind: "four-eyes" });
    const both = caller("zhao", "ducha", "supervisor", "leader");
    expect(approve(taken(approve(own, both)), both)).toMatchObject({ kind: "four-eyes" });
  });

  test("shows in the operations to him alone whose turn it is", () => {
    const may = (state: TaskState, by: typeof leader) =>
      operationsOf(currentDefinition, state, by).includes("closureApproved");
    expect([supervisor, otherSupervisor, leader].map((by) => may(inspected, by))).toEqual([
      true,
      false,
      false,
    ]);
    const two = taken(approve(taken(approve(inspected, supervisor)), otherSupervisor));
    expect([supervisor, otherSupervisor, leader].map((by) => may(two, by))).toEqual([false, false, true]);
  });

  test("leaves a task of a matter that asked for none as it was: no leader closes it", () => {
    expect(approve(taskIn("inspected"), leader)).toMatchObject({ kind: "forbidden" });
    expect(taken(approve(taskIn("inspected"), otherSupervisor)).state).toBe("closed");
  });
});
