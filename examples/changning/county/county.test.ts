import { expect, test } from "vitest";
import { departmentMatters } from "./departmentMatters.ts";
import { lineMatters } from "./lineMatters.ts";
import { people } from "./people.ts";
import { workLines } from "./programme.ts";
import { townshipCode, townships, units } from "./units.ts";
import { dayOf, isWorkday } from "./year2013.ts";

test("each of the six lines goes to each of the thirteen townships", () => {
  const pairs = lineMatters.map(({ request }) => {
    const township = [request.lead, ...(request.assist ?? [])].find((unit) => unit.startsWith("530524"));
    return `${request.line}/${township}`;
  });
  const wanted = townships.flatMap((township) => workLines.map((line) => `${line.id}/${township.code}`));
  expect(wanted).toHaveLength(78);
  expect([...pairs].sort()).toEqual(wanted.sort());
});

test("every unit has a handler, a liaison and a head, and every name is its own", () => {
  for (const unit of units) {
    const roles = people.filter((person) => person.unit === unit.code).flatMap((person) => person.roles);
    expect(roles).toEqual(expect.arrayContaining(["handler", "liaison", "head"]));
  }
  expect(new Set(people.map((person) => person.id)).size).toBe(people.length);
  expect(new Set(people.map((person) => person.name)).size).toBe(people.length);
});

test("matters name units the county has, no unit twice, and are put up on working days", () => {
  const codes = new Set(units.map((unit) => unit.code));
  for (const { on, request } of [...lineMatters, ...Object.values(departmentMatters)]) {
    const named = [request.lead, ...(request.assist ?? [])];
    expect(named.every((code) => codes.has(code))).toBe(true);
    expect(new Set(named).size).toBe(named.length);
    expect(isWorkday(dayOf(on))).toBe(true);
  }
});

test("units keep their fixed order: departments, then the townships by code", () => {
  const orders = units.map((unit) => unit.order ?? 0);
  expect(orders).toEqual([...orders].sort((one, other) => one - other));
  const codes = townships.map((township) => township.code);
  expect(codes).toEqual([...codes].sort());
});

test("a township is found by any of its names", () => {
  expect(townshipCode("耇街")).toBe(townshipCode("耈街彝族苗族乡"));
  expect(townshipCode("温泉乡")).toBe("530524106");
  expect(() => townshipCode("长安镇")).toThrow(RangeError);
});
