import { expect, test } from "vitest";
import { eventOfAct } from "./manyActs.ts";

test("what many tasks are sent at once is what each of them takes", () => {
  const at = (state: string, kind?: "extension" | "suspension") => ({
    state,
    request: kind === undefined ? null : { kind, reason: "" },
  });
  expect(eventOfAct("urge", at("assigned"))).toBe("urged");
  expect(eventOfAct("urge", at("closed"))).toBeUndefined();
  expect(eventOfAct("approve", at("inspected"))).toBe("closureApproved");
  expect(eventOfAct("approve", at("inProgress", "extension"))).toBe("extensionGranted");
  expect(eventOfAct("approve", at("inProgress", "suspension"))).toBe("suspensionGranted");
  expect(eventOfAct("approve", at("inProgress"))).toBeUndefined();
});
