import { expect, test } from "vitest";
import { behalfHeader } from "../app/behalf.ts";
import type { Approval } from "../app/shapes.ts";
import { choiceOf, groupsOf, isDecidable, mustSayWhy, otherOf } from "./decide.ts";

const choice = (decision: "approve" | "refuse" | null, type: string, reason: "required" | "optional") => ({
  decision,
  type,
  reason,
});
const approval = (choices: Approval["choices"], onBehalfOf: string | null = null): Approval => ({
  kind: "closure",
  onBehalfOf,
  task: {} as Approval["task"],
  asked: { by: null, text: null },
  inspected: null,
  since: "2026-03-02T10:00:00+08:00",
  waitingWorkdays: 0,
  moves: {},
  choices,
  expectedrevision: 4,
});
const closure = [
  choice("approve", "closureApproved", "optional"),
  choice("refuse", "closureRefused", "required"),
];
const inspection = [choice("approve", "passed", "required"), choice("refuse", "failed", "required")];
const reassignment = [choice(null, "reassigned", "required")];

test("an approval is decided by the events that the server names, and a reassignment by none of the two sides", () => {
  expect(choiceOf(approval(closure), "refuse")?.type).toBe("closureRefused");
  expect(isDecidable(approval(reassignment))).toBe(false);
  expect(otherOf(approval(reassignment))).toBe("reassigned");
  expect(otherOf(approval(closure))).toBeUndefined();
});

test("many at once must say why as soon as one of them must", () => {
  expect(mustSayWhy([approval(closure), approval(closure)], "approve")).toBe(false);
  expect(mustSayWhy([approval(closure), approval(inspection)], "approve")).toBe(true);
  expect(mustSayWhy([approval(closure)], "refuse")).toBe(true);
});

test("what is decided for others goes under their names, each in a call of its own, one's own first", () => {
  const given = [
    approval(closure, "周"),
    approval(closure),
    approval(inspection, "周"),
    approval(closure, "p-2"),
  ];
  expect(groupsOf(given).map(({ onBehalfOf, approvals }) => [onBehalfOf, approvals.length])).toEqual([
    [null, 1],
    ["周", 2],
    ["p-2", 1],
  ]);
  expect(behalfHeader("周")).toEqual({ "on-behalf-of": "%E5%91%A8" });
  expect(behalfHeader(null)).toEqual({});
});
