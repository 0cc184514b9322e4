import { expect, test } from "vitest";
import { Agenda } from "./agenda.ts";
import { between, chanceOf } from "./chance.ts";

test("the agenda gives out instants in order, and of one instant what was put there first", () => {
  const agenda = new Agenda<{ at: number; name: string }>();
  for (const [at, name] of [
    [3, "a"],
    [1, "b"],
    [3, "c"],
    [2, "d"],
    [1, "e"],
  ] as const)
    agenda.add({ at, name });
  const taken: string[] = [];
  for (let next = agenda.takeNext(); next.length > 0; next = agenda.takeNext()) {
    taken.push(next.map((entry) => entry.name).join(""));
  }
  expect(taken).toEqual(["be", "d", "ac"]);
});

test("chance is the same for the same words, another for others, and keeps its bounds", () => {
  const draw = (words: string) => {
    const chance = chanceOf(words);
    return Array.from({ length: 200 }, () => between(chance, 2, 9));
  };
  expect(draw("lvhua/温泉/lead")).toEqual(draw("lvhua/温泉/lead"));
  expect(draw("lvhua/温泉/lead")).not.toEqual(draw("lvhua/温泉/assist"));
  expect(new Set(draw("x"))).toEqual(new Set([2, 3, 4, 5, 6, 7, 8, 9]));
});
