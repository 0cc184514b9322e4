import { expect, it } from "vitest";
import { type Ask, burdenOf } from "./burden.ts";

const ask = (task: string, by: string | null, at: number, figures: readonly string[], reports = 0): Ask => ({
  task,
  matter: `m-${task}`,
  number: task,
  title: task,
  by,
  at,
  reports,
  figures,
});

const trees = "造林面积（亩）";
const roads = "硬化道路（公里）";

it("says of each asker how much he asked for, in the order in which they first asked", () => {
  const burden = burdenOf(
    [ask("t3", "lyj", 30, [trees]), ask("t1", "nyj", 10, [trees, roads], 4), ask("t2", "lyj", 20, [], 2)],
    [],
  );
  expect(burden).toMatchObject({ asks: 3, reports: 6 });
  expect(burden.askers).toEqual([
    { by: "nyj", asks: 1, reports: 4, figures: 2 },
    { by: "lyj", asks: 2, reports: 2, figures: 1 },
  ]);
});

it("finds the figure that was asked twice, and from when on it was known", () => {
  const asks = [ask("t1", "nyj", 10, [trees]), ask("t2", "lyj", 20, [trees]), ask("t3", "lyj", 40, [trees])];
  const { repeated } = burdenOf(asks, [
    { task: "t1", figure: trees, at: 25 },
    { task: "t1", figure: trees, at: 30 },
    { task: "t3", figure: trees, at: 12 },
    { task: "t1", figure: roads, at: 11 },
  ]);
  expect(repeated).toHaveLength(1);
  expect(repeated[0]).toMatchObject({ figure: trees, askers: ["nyj", "lyj"] });
  expect(repeated[0]?.asks.map(({ task, knownSince }) => [task, knownSince])).toEqual([
    ["t1", null],
    ["t2", 12],
    ["t3", 25],
  ]);
});

it("finds it too where one asker asked twice, and nothing where each figure was asked once", () => {
  const twice = [ask("t1", null, 10, [trees]), ask("t2", null, 20, [trees])];
  expect(burdenOf(twice, []).repeated[0]?.askers).toEqual([null]);
  expect(burdenOf([ask("t1", "nyj", 10, [trees]), ask("t2", "lyj", 20, [roads])], []).repeated).toEqual([]);
});
