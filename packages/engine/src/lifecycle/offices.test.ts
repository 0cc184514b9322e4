import { expect, test } from "vitest";
import { isAuditor, officesAmong } from "./offices.ts";

test("the offices among roles are told in their order, each once, whatever else is held", () => {
  expect(officesAmong(["auditor", "supervisor", "systemAdmin", "auditor"])).toEqual([
    "systemAdmin",
    "auditor",
  ]);
  expect(officesAmong(["handler", "head", "leader"])).toEqual([]);
  expect([isAuditor({ roles: ["auditor"] }), isAuditor({ roles: ["securityAdmin"] })]).toEqual([true, false]);
});
