import { expect, test } from "vitest";
import { layOut } from "./table.ts";
import { cut, pad, widthOf } from "./width.ts";

test("Chinese and full-width signs take two columns, the rest one, combining marks none", () => {
  expect(widthOf("督〔2013〕1号")).toBe(13);
  expect(widthOf("耈街A…")).toBe(6);
  expect(widthOf("e\u0301")).toBe(1);
  expect(widthOf("𠮷")).toBe(2);
});

test("a text is cut between characters and never takes more columns than it may", () => {
  expect(cut("绿化荒山", 8)).toBe("绿化荒山");
  expect(cut("绿化荒山", 7)).toBe("绿化荒…");
  expect(cut("绿化荒山", 6)).toBe("绿化…");
  expect(pad("绿", 4, "left")).toBe("  绿");
});

test("columns stand under each other whatever script their cells are in", () => {
  const table = layOut(
    [
      { chinese: "单位", english: "unit" },
      { chinese: "件", english: "n", align: "right" },
    ],
    [
      ["县林业局", "13"],
      ["x", "7"],
    ],
  );
  const lines = table.split("\n");
  expect(lines).toEqual(["单位      件", "unit       n", "--------  --", "县林业局  13", "x          7"]);
  expect(new Set(lines.map(widthOf)).size).toBe(1);
});
