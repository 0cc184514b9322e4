import { describe, expect, it } from "vitest";
import type { Programme } from "../store/programmes.ts";
import { parseDay } from "../time/day.ts";
import { centralWorksOf, lineKey, linesOf, planOf } from "./plan.ts";

const line = (id: string, weight: string | null, centralWork: string[] = []) => ({
  id,
  name: id,
  weight,
  centralWork,
  targets: [],
});
const programme = (id: string, more: Partial<Programme> = {}): Programme => ({
  id,
  version: 1,
  createdAt: 0,
  name: id,
  phases: [],
  centralWorks: [
    { id: "grain", name: "粮食" },
    { id: `${id}-work`, name: "工作" },
  ],
  lines: [line("a", "3", ["grain"]), line("b", "1.5"), line("c", null, [`${id}-work`])],
  ...more,
});
const county = { unit: null, programme: null, line: null };
const march = { from: parseDay("2026-03-01"), to: parseDay("2026-03-31") };
const phase = (from: string, to: string) => ({ phases: [{ name: "集中整改", from, to }] });

describe("the plan that a diagnosis is held against", () => {
  it("has the lines with their weights, the central works, and which line serves which", () => {
    const plan = planOf([programme("p")], county, march);
    expect(plan.lines.map(({ weight }) => weight)).toEqual([3, 1.5, null]);
    expect(plan.servesByLine.get(lineKey("p", "a"))).toEqual(["grain"]);
    expect(centralWorksOf(plan, county, [])).toEqual(["grain", "p-work"]);
  });

  it("leaves out a campaign that is over or to come, unless it is asked about itself", () => {
    const over = programme("p", phase("2026-01-05", "2026-02-28"));
    const last = programme("q", phase("2026-03-31", "2026-06-30"));
    expect(planOf([over, last], county, march).lines.map(({ programme: of }) => of)).toEqual(["q", "q", "q"]);
    expect(planOf([over, last], { ...county, programme: "p" }, march).lines).toHaveLength(3);
  });

  it("asks of a unit the lines it has tasks in, of a line only itself, and takes in what nobody planned", () => {
    const plan = planOf([programme("p"), programme("q")], county, march);
    const tasks = [
      { task: "t1", programme: "p", line: "b" },
      { task: "t2", programme: "p", line: "x" },
      { task: "t3", programme: null, line: null },
    ];
    const ofUnit = { ...county, unit: "nyj" };
    expect(linesOf(plan, ofUnit, tasks)).toEqual([
      { programme: "p", line: "b", weight: 1.5 },
      { programme: "p", line: "x", weight: null },
    ]);
    expect(centralWorksOf(plan, ofUnit, tasks)).toEqual(["grain", "p-work"]);
    const ofLine = { ...county, programme: "p", line: "c" };
    expect(linesOf(plan, ofLine, tasks)).toEqual([{ programme: "p", line: "c", weight: null }]);
    expect(centralWorksOf(plan, ofLine, tasks)).toEqual(["p-work"]);
    expect(linesOf(plan, county, tasks)).toHaveLength(7);
    // What two programmes call by one id is one work.
    expect(centralWorksOf(plan, county, tasks)).toEqual(["grain", "p-work", "q-work"]);
  });
});
