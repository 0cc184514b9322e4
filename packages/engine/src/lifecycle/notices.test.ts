import { expect, test } from "vitest";
import { assign, assignedData, record, send, taskIn, walk } from "./fixture.ts";
import type { ExternalEventType } from "./taskEvent.ts";
import type { TaskState, WorkState } from "./taskState.ts";

/** Whom each event tells, from a state that takes it. */
const told: readonly (readonly [ExternalEventType, WorkState, readonly string[]])[] = [
  ["accepted", "assigned", []],
  ["declined", "assigned", ["supervisor"]],
  ["reassigned", "declined", ["handler", "liaison"]],
  ["progressed", "inProgress", []],
  ["submitted", "inProgress", ["inspector"]],
  ["passed", "underInspection", ["supervisor"]],
  ["failed", "underInspection", ["handler"]],
  ["closureApproved", "inspected", []],
  ["closureRefused", "inspected", ["handler"]],
  ["extensionRequested", "inProgress", ["supervisor"]],
  ["suspensionRequested", "inProgress", ["supervisor"]],
  ["resumed", "suspended", []],
  ["urged", "inProgress", ["handler"]],
  ["terminated", "inProgress", ["handler"]],
  ["reopened", "closed", ["handler"]],
  ["lookbackPassed", "closed", []],
  ["lookbackFailed", "closed", ["handler"]],
];

const effectsOf = (task: TaskState, type: ExternalEventType) => {
  const outcome = send(task, type);
  if (outcome.rejected) throw new Error(outcome.detail);
  return outcome.effects;
};

test.each(told)("%s tells exactly whom it concerns", (type, state, roles) => {
  const effects = effectsOf(taskIn(state), type);
  expect(effects.map((effect) => effect.roles)).toEqual(roles.length === 0 ? [] : [roles]);
  for (const effect of effects) expect(effect).toMatchObject({ subject: type, urgent: false });
});

test.each(["extension", "suspension"] as const)(
  "the answer to a request for %s reaches the handler",
  (kind) => {
    const task = walk(taskIn("inProgress"), [`${kind}Requested`]);
    for (const answer of [`${kind}Granted`, `${kind}Refused`] as const) {
      expect(effectsOf(task, answer)).toMatchObject([
        { subject: answer, roles: ["handler"], persons: ["li"], climb: true },
      ]);
    }
  },
);

test("an assignment tells the unit's handler and liaison, and says when it is due", () => {
  expect(record(null, "assigned", assignedData)).toMatchObject({
    effects: [
      {
        subject: "assigned",
        roles: ["handler", "liaison"],
        persons: [],
        climb: true,
        facts: { dueAt: "2026-03-16T17:30:00+08:00" },
      },
    ],
  });
});

test("a waiver reaches the handler with its reason", () => {
  const task = taskIn("inProgress", { role: "assist" });
  expect(effectsOf(task, "waived")).toMatchObject([
    { roles: ["handler"], facts: { reason: "已由牵头单位办完", dueAt: null } },
  ]);
});

test("urging counts, and is urgent for a critical task alone", () => {
  const task = walk(assign({ priority: "critical" }), ["urged"]);
  expect(task).toMatchObject({ state: "assigned", urges: 1 });
  expect(effectsOf(task, "urged")).toMatchObject([{ urgent: true, facts: { n: 2 } }]);
  expect(effectsOf(task, "terminated")).toMatchObject([{ urgent: false }]);
  expect(effectsOf(assign({ priority: "urgent" }), "urged")).toMatchObject([{ urgent: false }]);
});

test("who is to countersign is told when work begins, is returned, or names him, and the lead when the last has signed or one refused", () => {
  const asked = { countersign: ["keju", "linye"] };
  const told = (task: TaskState, type: ExternalEventType) =>
    effectsOf(task, type).map(({ subject, unit, roles }) => [subject, unit ?? "own", roles.join()]);
  const ask = (unit: string) => ["countersignAsked", unit, "handler,liaison"];
  expect(told(taskIn("assigned", asked), "accepted")).toEqual([ask("keju"), ask("linye")]);
  const begun = taskIn("inProgress", asked);
  expect(told(begun, "countersigned")).toEqual([["countersigned", "own", "handler"]]);
  expect(told(begun, "countersignRefused")).toEqual([["countersignRefused", "own", "handler"]]);
  expect(told(begun, "progressed")).toEqual([]);
  const alone = taskIn("inProgress", { countersign: ["keju"] });
  expect(told(alone, "countersigned")).toEqual([["countersignComplete", "own", "handler"]]);
  const submitted = walk(alone, ["countersigned", "submitted"]);
  expect(told(submitted, "failed")).toEqual([["failed", "own", "handler"], ask("keju")]);
  expect(told(taskIn("assigned"), "accepted")).toEqual([]);
});
