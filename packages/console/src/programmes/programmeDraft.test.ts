import { expect, test } from "vitest";
import {
  definitionOf,
  emptyProgramme,
  isFigure,
  isWholeProgramme,
  newTarget,
  programmeDraftOf,
} from "./programmeDraft.ts";

const definition = {
  name: "“四群”教育",
  phases: [{ name: "集中推进", from: "2026-03-01", to: "2026-06-30" }],
  centralWorks: [
    { id: "shui", name: "饮水安全" },
    { id: "生态", name: "生态" },
  ],
  lines: [
    {
      id: "lvhua",
      name: "绿化荒山",
      weight: "0.15",
      centralWork: ["生态"],
      targets: [{ id: "mu", name: "造林", unit: "亩", figure: "3200.5" }],
    },
  ],
};

test("a definition that is opened and kept is the same; renamed it keeps its id", () => {
  const draft = programmeDraftOf(definition);
  expect(definitionOf(draft)).toEqual(definition);
  const renamed = { ...draft, lines: draft.lines.map((line) => ({ ...line, name: "绿化" })) };
  expect(definitionOf(renamed).lines[0]).toMatchObject({ id: "lvhua", name: "绿化" });
});

test("what is new is called by its name, and nothing half said is kept", () => {
  const draft = programmeDraftOf(definition);
  const [line] = draft.lines;
  if (line === undefined) throw new Error("the definition has a line");
  const withTarget = (part: object) => ({
    ...draft,
    lines: [{ ...line, targets: [{ ...newTarget(), name: " 补植 ", unit: "亩", ...part }] }],
  });
  expect(isWholeProgramme(withTarget({}))).toBe(true);
  expect(definitionOf(withTarget({})).lines[0]?.targets).toEqual([
    { id: "补植", name: "补植", unit: "亩", figure: null },
  ]);
  expect(isWholeProgramme(withTarget({ unit: "" }))).toBe(false);
  expect(isWholeProgramme(withTarget({ figure: "三千" }))).toBe(false);
  expect(isWholeProgramme({ ...emptyProgramme(), name: "新活动" })).toBe(false);
  const late = { ...draft, phases: [{ key: "1", name: "一", from: "2026-03-02", to: "2026-03-01" }] };
  expect(isWholeProgramme(late)).toBe(false);
  expect(["", "0.000001", "-3", "1e3", "1.0000001"].map(isFigure)).toEqual([true, true, true, false, false]);
});
