import { describe, expect, test } from "vitest";
import { type OtherInspection, overlapWarnings } from "./overlaps.ts";

const announcing = { id: "new", asker: "dcs", from: "2026-04-13", to: "2026-04-17", units: ["kj", "wd"] };
const other = (changes: Partial<OtherInspection>): OtherInspection => ({
  id: "old",
  number: "查〔2026〕1号",
  asker: "zzb",
  from: "2026-04-17",
  to: "2026-04-20",
  units: ["kj"],
  isDrawn: true,
  ...changes,
});
const kinds = (others: readonly OtherInspection[], quota = 4) =>
  overlapWarnings(announcing, others, quota).map(({ unit, kind }) => [unit, kind]);

describe("an overlap of inspections", () => {
  test("is warned of from the first common day, by another asker as many-headed, by the same as repeated", () => {
    expect(kinds([other({})])).toEqual([["kj", "manyHeaded"]]);
    expect(kinds([other({ asker: "dcs" })])).toEqual([["kj", "repeated"]]);
    expect(kinds([other({ from: "2026-04-18" })])).toEqual([]);
    expect(kinds([other({ from: "2026-01-01", to: "2026-04-13" })])).toEqual([["kj", "manyHeaded"]]);
  });

  test("is warned of before the other is drawn, for each unit that it may draw", () => {
    expect(kinds([other({ isDrawn: false, units: ["kj", "wd", "mt"] })])).toEqual([
      ["kj", "manyHeaded"],
      ["wd", "manyHeaded"],
    ]);
  });

  test("is not one with itself", () => {
    expect(kinds([other({ id: "new" })])).toEqual([]);
  });
});

describe("the quota", () => {
  const past = (id: string, changes: Partial<OtherInspection> = {}) =>
    other({ id, from: "2026-01-05", to: "2026-01-06", ...changes });

  test("warns of a unit that was drawn as often this year as it may be", () => {
    expect(kinds([past("a"), past("b")], 2)).toEqual([["kj", "quota"]]);
    expect(kinds([past("a"), past("b")], 3)).toEqual([]);
    expect(kinds([], 0)).toEqual([
      ["kj", "quota"],
      ["wd", "quota"],
    ]);
  });

  test("counts only what was drawn, and only windows that began in the year", () => {
    expect(kinds([past("a", { isDrawn: false })], 1)).toEqual([]);
    expect(kinds([past("a", { from: "2025-12-30" })], 1)).toEqual([]);
  });
});
