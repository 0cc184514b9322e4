import { expect, test } from "vitest";
import { bulletinRequestOf, emptyBulletin, isWholeBulletin, periodOf } from "./bulletinDraft.ts";

test("a period ends where nothing is known any more, and last month is whole", () => {
  expect(periodOf("lastMonth", "2026-04-02")).toEqual({ from: "2026-03-01", to: "2026-03-31" });
  expect(periodOf("lastMonth", "2026-01-31")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(periodOf("lastMonth", "2024-03-01")).toEqual({ from: "2024-02-01", to: "2024-02-29" });
  expect(periodOf("thisMonth", "2026-04-02")).toEqual({ from: "2026-04-01", to: "2026-04-02" });
  expect(periodOf("thisYear", "2026-04-02")).toEqual({ from: "2026-01-01", to: "2026-04-02" });
});

test("a bulletin without a cause is not whole, and what is left empty is left out", () => {
  const draft = emptyBulletin("2026-04-02");
  expect(isWholeBulletin({ ...draft, cause: " " })).toBe(false);
  const told = { ...draft, cause: " 苗木到货迟。", line: "绿化荒山" };
  expect(isWholeBulletin(told)).toBe(true);
  // A line is one of a programme: without it, it is nobody's.
  expect(bulletinRequestOf(told, "monthly")).toEqual({
    kind: "monthly",
    from: "2026-03-01",
    to: "2026-03-31",
    cause: "苗木到货迟。",
  });
  expect(bulletinRequestOf({ ...told, kind: "year", programme: "四群" }, "monthly")).toMatchObject({
    kind: "year",
    programme: "四群",
    line: "绿化荒山",
  });
});
