import { expect, test } from "vitest";
import { dictionary } from "./dictionary.ts";
import { wordsOf } from "./language.tsx";
import { terms } from "./terms.ts";

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("every word is there in both languages, with the same places to fill in", () => {
  const uneven = Object.entries(dictionary).filter(([, [zh, en]]) => {
    const isWhole = zh.length > 0 && en.length > 0;
    // A count in a table's cell needs no unit in English, and a unit's word in Chinese stays.
    return !isWhole || holes(zh).join() !== holes(en).join();
  });
  expect(uneven.map(([name]) => name)).toEqual([]);
});

test("no English word holds Chinese, but the name of the other language", () => {
  const mixed = Object.entries(dictionary).filter(([, [, en]]) => /\p{Script=Han}/u.test(en));
  expect(mixed.map(([name]) => name)).toEqual(["language"]);
});

test("one is counted in the singular in English, and only one", () => {
  const { t } = wordsOf("en");
  expect(t("countTasks", { n: 1 })).toBe("1 task");
  expect(t("countTasks", { n: 21 })).toBe("21 tasks");
  expect(t("shortLate", { n: 1 })).toBe("1 working day overdue");
  expect(wordsOf("zh").t("countTasks", { n: 1 })).toBe("1 件");
});

test("a value without a word is shown as it is", () => {
  expect(wordsOf("zh").term("card", "purple")).toBe("purple");
  expect(wordsOf("zh").term("card", "toString")).toBe("toString");
  expect(Object.keys(terms.state)).toContain("underInspection");
});
