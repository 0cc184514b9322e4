import { describe, expect, test } from "vitest";
import { definitions, findDefinition } from "./definition.ts";
import { actionNames, type MachineValue, type RequestNode, type WorkNode } from "./definitionShape.ts";
import { decide, machineOf } from "./machine.ts";
import { externalEventTypes, type TaskEventType } from "./taskEvent.ts";
import { workStates } from "./taskState.ts";

const types: readonly TaskEventType[] = [
  ...externalEventTypes,
  "assigned",
  "rungFired",
  "projected",
  "transferred",
  "noticeSent",
];
const works: readonly WorkNode[] = ["unassigned", ...workStates];
const requests: readonly RequestNode[] = ["none", "extension", "suspension"];
const booleans = [false, true] as const;

/** Not asked for; asked for and missing; asked for and had. */
const signings = [
  { countersignAsked: false, countersigned: true },
  { countersignAsked: true, countersigned: false },
  { countersignAsked: true, countersigned: true },
] as const;

const combinations = works.flatMap((work) =>
  requests.flatMap((request) =>
    types.flatMap((type) =>
      booleans.flatMap((assisting) =>
        booleans.flatMap((quorumReached) =>
          signings.map((signing) => ({
            value: { work, request } satisfies MachineValue,
            type,
            facts: { assisting, quorumReached, ...signing },
          })),
        ),
      ),
    ),
  ),
);

describe.each(definitions)("definition $ref.id version $ref.version", (definition) => {
  test("is decided from memory as XState decides it afresh, for every state, event and fact", () => {
    const fresh = machineOf(definition);
    for (const { value, type, facts } of combinations) {
      const answer = fresh(value, type, facts);
      expect(decide(definition, value, type, facts)).toEqual(answer);
      expect(decide(definition, value, type, facts)).toBe(decide(definition, value, type, facts));
    }
  });

  test("is JSON: it survives being written down and read", () => {
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
  });

  test("leaves no request waiting outside inProgress", () => {
    for (const { value, type, facts } of combinations) {
      if (value.request !== "none" && value.work !== "inProgress") continue;
      const answer = decide(definition, value, type, facts);
      if (answer !== undefined && answer.request !== "none") expect(answer.work).toBe("inProgress");
    }
  });

  test("is found by its reference, and by no other", () => {
    expect(findDefinition(definition.ref)).toBe(definition);
    expect(findDefinition({ id: definition.ref.id, version: 99 })).toBeUndefined();
  });
});

test("every action of the vocabulary is used by some definition", () => {
  const used = new Set(
    definitions.flatMap((definition) =>
      combinations.flatMap(({ value, type, facts }) => decide(definition, value, type, facts)?.actions ?? []),
    ),
  );
  expect([...used].sort()).toEqual([...actionNames].sort());
});
