import { describe, expect, test } from "vitest";
import { currentDefinition } from "./definition.ts";
import {
  caller,
  handler,
  inspector,
  otherSupervisor,
  send,
  supervisor,
  taskIn,
  unitSystem,
} from "./fixture.ts";
import { operationsOf } from "./operations.ts";
import { refusalsOf } from "./refusals.ts";
import { contractEventTypes } from "./taskEvent.ts";
import { workStates } from "./taskState.ts";
import { acceptedTypes } from "./transition.ts";

const callers = [
  handler,
  unitSystem,
  inspector,
  supervisor,
  otherSupervisor,
  caller("sun", "ducha", "auditor"),
];

describe.each(workStates)("of a task that is %s", (state) => {
  test.each(callers.map((by) => [by.name, by] as const))(
    "what %s may and what he may not are together all that it takes",
    (_name, by) => {
      const task = taskIn(state);
      const may = operationsOf(currentDefinition, task, by);
      const mayNot = refusalsOf(currentDefinition, task, by).map(({ type }) => type);
      expect([...may, ...mayNot].sort()).toEqual([...acceptedTypes(currentDefinition, task)].sort());
    },
  );
});

test("who inspected is told that this is what keeps him from approving", () => {
  const both = caller("wang", "ducha", "inspector", "supervisor");
  expect(refusalsOf(currentDefinition, taskIn("inspected"), both)).toContainEqual({
    type: "closureApproved",
    kind: "four-eyes",
    detail: "Who inspected the work may not decide on its closure.",
    senders: ["supervisor"],
    recusal: "inspector",
  });
});

test("who has not the role is told whose it is", () => {
  expect(refusalsOf(currentDefinition, taskIn("underInspection"), handler)).toContainEqual({
    type: "passed",
    kind: "forbidden",
    detail: "Only an inspector in whose scope it is may send passed.",
    senders: ["inspector"],
    recusal: null,
  });
});

describe.each(workStates)("asked for all, of a task that is %s", (state) => {
  test.each(callers.map((by) => [by.name, by] as const))(
    "%s is told of every event either that he may send it or the very refusal that sending it meets",
    (_name, by) => {
      const task = taskIn(state);
      const may = operationsOf(currentDefinition, task, by);
      const refused = refusalsOf(currentDefinition, task, by, true);
      expect([...may, ...refused.map(({ type }) => type)].sort()).toEqual([...contractEventTypes].sort());
      for (const { type, kind, detail } of refused) {
        expect(send(task, type, { by })).toMatchObject({ kind, detail });
      }
    },
  );
});
