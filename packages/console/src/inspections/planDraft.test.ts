import { expect, test } from "vitest";
import { emptyPlan, isWholePlan, planRequestOf } from "./planDraft.ts";

test("a draft becomes a plan: each line of the check-list a point, what is empty left out", () => {
  const draft = {
    ...emptyPlan("dcs", "2026-03-02"),
    title: " 春耕督查 ",
    checkList: "良种到户\n\n  化肥到位 ",
  };
  expect(planRequestOf(draft)).toEqual({
    title: "春耕督查",
    asker: "dcs",
    from: "2026-03-02",
    to: "2026-03-02",
    scope: { kinds: ["township"], units: [] },
    objects: 3,
    inspectors: 2,
    checkList: [
      { id: "1", text: "良种到户" },
      { id: "2", text: "化肥到位" },
    ],
    lookBackAfterDays: 90,
  });
  expect(isWholePlan(draft)).toBe(true);
  expect(isWholePlan({ ...draft, checkList: " \n" })).toBe(false);
  expect(isWholePlan({ ...draft, to: "2026-03-01" })).toBe(false);
});
