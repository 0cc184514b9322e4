import { describe, expect, test } from "vitest";
import { dataFor, send, senderOf, taken, taskIn, walk } from "./fixture.ts";
import { isRejection } from "./rejection.ts";
import { contractEventTypes } from "./taskEvent.ts";
import { type TaskState, type WorkState, workStates } from "./taskState.ts";

const anyOpen = ["assigned", "declined", "inProgress", "suspended", "underInspection", "inspected"] as const;

type ContractEventType = (typeof contractEventTypes)[number];

/** The contract's table once more, written by hand: from which states, and where to ("=" stays). */
const table: Readonly<Record<ContractEventType, readonly [readonly WorkState[], WorkState | "="]>> = {
  accepted: [["assigned"], "inProgress"],
  declined: [["assigned"], "declined"],
  reassigned: [["declined", "assigned", "inProgress"], "assigned"],
  progressed: [["inProgress"], "="],
  submitted: [["inProgress"], "underInspection"],
  passed: [["underInspection"], "inspected"],
  failed: [["underInspection"], "inProgress"],
  closureApproved: [["inspected"], "closed"],
  closureRefused: [["inspected"], "inProgress"],
  extensionRequested: [["inProgress"], "="],
  extensionGranted: [[], "="],
  extensionRefused: [[], "="],
  suspensionRequested: [["inProgress"], "="],
  suspensionGranted: [[], "suspended"],
  suspensionRefused: [[], "="],
  resumed: [["suspended"], "inProgress"],
  urged: [anyOpen, "="],
  waived: [anyOpen, "waived"],
  terminated: [anyOpen, "terminated"],
  reopened: [["closed"], "inProgress"],
  lookbackPassed: [["closed"], "archived"],
  lookbackFailed: [["closed"], "inProgress"],
};

const answers = {
  extension: ["extensionGranted", "extensionRefused"],
  suspension: ["suspensionGranted", "suspensionRefused"],
} as const;
const asking = ["extensionRequested", "suspensionRequested"] as const;

/** What a task takes: by the table, by its request, and by its role. */
function isTaken(type: ContractEventType, { state, request, role }: TaskState): boolean {
  if (type === "waived" && role === "lead") return false;
  if (request === null) return table[type][0].includes(state);
  if (asking.some((asked) => asked === type)) return false;
  return answers[request.kind].some((answer) => answer === type) || table[type][0].includes(state);
}

const waiting = (["extensionRequested", "suspensionRequested"] as const).map(
  (asked) => [`inProgress, ${asked}`, walk(taskIn("inProgress"), [asked])] as const,
);
const tasks: readonly (readonly [string, TaskState])[] = [
  ...workStates.map((state) => [`${state}, ${taskIn(state).role}`, taskIn(state)] as const),
  ...workStates
    .filter((state) => state !== "waived")
    .map((state) => [`${state}, assist`, taskIn(state, { role: "assist" })] as const),
  ...waiting,
];

describe.each(tasks)("a task that is %s", (_name, task) => {
  test.each(contractEventTypes)("takes or refuses %s as the contract's table says", (type) => {
    const outcome = send(task, type);
    if (isTaken(type, task)) {
      const to = table[type][1];
      expect(taken(outcome).state).toBe(to === "=" ? task.state : to);
      expect(taken(outcome).revision).toBe(task.revision + 1);
    } else {
      expect(outcome).toMatchObject({ rejected: true, kind: "not-accepted" });
    }
  });

  test("says in a refusal what it takes instead, whoever asks", () => {
    const accepted = contractEventTypes.filter((type) => isTaken(type, task));
    const refused = contractEventTypes.find((type) => !isTaken(type, task)) ?? "accepted";
    const outcome = send(task, refused, {
      data: dataFor[refused],
      by: senderOf(refused),
    });
    expect(isRejection(outcome) && outcome.extra).toEqual({
      state: task.state,
      accepted,
    });
  });

  test("changes nothing of the state it was given", () => {
    const before = structuredClone(task);
    for (const type of contractEventTypes) send(task, type);
    expect(task).toEqual(before);
  });
});

describe("requests", () => {
  test.each(["submitted", "reassigned", "terminated"] as const)(
    "lapse when %s takes the task out of inProgress",
    (type) => {
      for (const [, task] of waiting) expect(taken(send(task, type)).request).toBeNull();
    },
  );

  test("lapse when an assisting task is waived", () => {
    const task = walk(taskIn("inProgress", { role: "assist" }), ["extensionRequested"]);
    expect(taken(send(task, "waived")).request).toBeNull();
  });

  test.each(["progressed", "urged"] as const)("go on waiting while %s comes in", (type) => {
    for (const [, task] of waiting) expect(taken(send(task, type)).request).toEqual(task.request);
  });

  test("are answered once, and another may follow", () => {
    const task = walk(taskIn("inProgress"), ["extensionRequested", "extensionRefused"]);
    expect(task.request).toBeNull();
    expect(send(task, "extensionRefused")).toMatchObject({
      kind: "not-accepted",
      detail: "No request for extension waits.",
    });
    expect(walk(task, ["suspensionRequested"]).request).toMatchObject({
      kind: "suspension",
    });
  });

  test("are kept as they were asked, with what the deadline meant", () => {
    const task = walk(taskIn("inProgress"), ["extensionRequested"]);
    expect(task.request).toMatchObject({
      kind: "extension",
      reason: "连续降雨",
      due: { workdays: 30 },
      by: { person: "li", unit: "tianyuan" },
    });
    expect(send(task, "suspensionRequested")).toMatchObject({
      detail: "A request for extension waits already.",
    });
  });
});

test("a lead task is not waived, and hears why", () => {
  expect(send(taskIn("inProgress"), "waived")).toMatchObject({
    kind: "not-accepted",
    detail: "Only an assisting task can be waived.",
  });
});
