import { expect, test } from "vitest";
import { scaleOf } from "./scale.ts";

test("a scale is whole, round and holds the greatest number in about four steps", () => {
  expect(scaleOf(0)).toEqual({ end: 1, step: 1 });
  expect(scaleOf(3)).toEqual({ end: 3, step: 1 });
  expect(scaleOf(18)).toEqual({ end: 20, step: 5 });
  expect(scaleOf(49)).toEqual({ end: 60, step: 20 });
  expect(scaleOf(61_000)).toEqual({ end: 80_000, step: 20_000 });
});
