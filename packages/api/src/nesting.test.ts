import { expect, test } from "vitest";
import { isTooDeep } from "./nesting.ts";

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(`${open.repeat(depth)}1${close.repeat(depth)}`);

test("a body is as deep as its deepest member; what a recursion can't bear is told too", () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const) {
    expect([64, 65, 250_000].map((depth) => isTooDeep(nested(depth, open, close)))).toEqual([
      false,
      true,
      true,
    ]);
  }
  expect(isTooDeep({ shallow: [1, "2", null], deep: nested(64, "[", "]") })).toBe(true);
  expect(isTooDeep(null)).toBe(false);
});
