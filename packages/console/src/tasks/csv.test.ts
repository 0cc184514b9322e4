import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test("a file of rows opens in a spreadsheet as it was, quotes, commas and lines too", () => {
  expect(
    csvOf([
      ["编号", "标题"],
      ["督〔2026〕1号", '修路, "二期"\n第三段'],
    ]),
  ).toBe('\u{feff}编号,标题\r\n督〔2026〕1号,"修路, ""二期""\n第三段"\r\n');
});

test("nothing in it is taken for a formula", () => {
  expect(csvOf([["=1+1", "-2", "@a", "3-4"]])).toBe("\u{feff}'=1+1,'-2,'@a,3-4\r\n");
});
