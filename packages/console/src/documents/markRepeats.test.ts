import { expect, test } from "vitest";
import { markRepeats } from "./markRepeats.ts";

const shown = (text: string, sentences: readonly string[]) =>
  markRepeats(text, sentences).map(({ text: part, isRepeated }) => (isRepeated ? `[${part}]` : part));

test("what is pointed out is marked where it stands, and not a letter of the text is lost", () => {
  const text = "一是苗木到货迟。二是雨水偏少。三是管护不到位。";
  expect(shown(text, ["三是管护不到位。", "一是苗木到货迟。"])).toEqual([
    "[一是苗木到货迟。]",
    "二是雨水偏少。",
    "[三是管护不到位。]",
  ]);
  expect(shown(text, ["别的句子。", ""])).toEqual([text]);
  // Overlapping ones are marked once.
  expect(shown(text, [text, "二是雨水偏少。"])).toEqual([`[${text}]`]);
  expect(shown("", ["一"])).toEqual([]);
});
