import { expect, test } from "vitest";
import { wholeCrowds } from "./crowds.ts";

const crowd = (level: number, from: string, to: string) => ({ level, from, to, marks: [] });

test("a crowd within a crowd is no crowd of its own: each stands once, with where it was densest", () => {
  const nested = [
    crowd(1, "2026-03-02", "2026-03-10"),
    crowd(2, "2026-03-02", "2026-03-10"),
    crowd(3, "2026-03-05", "2026-03-06"),
    crowd(2, "2026-03-09", "2026-03-10"),
    crowd(1, "2026-05-04", "2026-05-05"),
    crowd(2, "2026-05-04", "2026-05-05"),
  ];
  expect(wholeCrowds(nested)).toEqual([
    {
      ...crowd(1, "2026-03-02", "2026-03-10"),
      densest: { level: 3, from: "2026-03-05", to: "2026-03-06" },
    },
    { ...crowd(1, "2026-05-04", "2026-05-05"), densest: null },
  ]);
  expect(wholeCrowds([])).toEqual([]);
});
