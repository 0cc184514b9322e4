import { expect, test } from "vitest";
import { chiefCount, groupsFor, placeAt, placeGroups } from "./places.tsx";
import type { Reader } from "./rights.ts";

const pathsFor = (reader: Reader) =>
  groupsFor(reader).flatMap(({ places }) => places.map(({ path }) => path));
const chief: Reader = { unit: "xwb", roles: ["supervisor"] };

test("every place has an address of its own", () => {
  const paths = placeGroups.flatMap(({ places }) => places.map(({ path }) => path));
  expect(new Set(paths).size).toBe(paths.length);
});

test("who may not read a screen does not see its place", () => {
  const handler = pathsFor({ unit: "530524101", roles: ["handler"] });
  expect(handler).toContain("/tasks");
  expect(handler).not.toContain("/audit");
  expect(handler).not.toContain("/matters/new");
  const auditor = pathsFor({ unit: "sjj", roles: ["auditor"] });
  expect(auditor).toContain("/audit");
  expect(auditor).not.toContain("/approvals");
  const security = pathsFor({ unit: null, roles: ["securityAdmin"] });
  expect(security).toContain("/admin");
  expect(security).not.toContain("/tasks");
  expect(groupsFor({ unit: null, roles: ["securityAdmin"] }).every(({ places }) => places.length > 0)).toBe(
    true,
  );
});

test("a supervisor's chief places are what he decides by", () => {
  expect(pathsFor(chief).slice(0, chiefCount)).toEqual(["/", "/tasks", "/approvals", "/matters/new"]);
});

test("an address lights one place: its own, or that of the screen it is reached from", () => {
  const at = (location: string) => placeAt(location, groupsFor(chief));
  expect(at("/")).toBe("/");
  expect(at("/tasks/018f")).toBe("/tasks");
  expect(at("/matters/018f")).toBe("/tasks");
  expect(at("/matters/new")).toBe("/matters/new");
  expect(at("/imports")).toBe("/programmes");
  expect(at("/tasksomething")).toBeUndefined();
  expect(at("/account")).toBeUndefined();
});
