import { describe, expect, test } from "vitest";
import { formatDecimal, parseDecimal } from "../figures/decimal.ts";
import { alarmsOf, type FundPosition } from "./alarms.ts";
import type { FundedTask, PaidSum, Project } from "./project.ts";
import { formatProgress, projectFunds } from "./projectFunds.ts";
import { rollUp } from "./rollUp.ts";

const money = (text: string) => parseDecimal(text) ?? { units: 0n, scale: 0 };
const position = (changes: Partial<FundPosition>): FundPosition => ({
  amount: money("100"),
  planned: money("100"),
  paid: money("0"),
  progress: { done: 0n, of: 100n },
  movedOn: null,
  today: "2026-06-30",
  aheadBy: 20,
  idleAfterDays: 90,
  ...changes,
});

describe("an alarm", () => {
  test.each([
    ["20", 0n, []],
    ["20.000001", 0n, ["ahead"]],
    ["65", 45n, []],
    ["65.01", 45n, ["ahead"]],
    ["100", 80n, []],
    ["100", 79n, ["ahead"]],
  ])("ahead: %s of 100 paid with %s percent done", (paid, done, alarms) => {
    expect(alarmsOf(position({ paid: money(paid), progress: { done, of: 100n } }))).toEqual(alarms);
  });

  test("ahead is exact where there are thirds: nothing is rounded before it is compared", () => {
    const third = { done: 1n, of: 3n };
    const amount = money("100");
    expect(alarmsOf(position({ amount, paid: money("53.333333"), progress: third }))).toEqual([]);
    expect(alarmsOf(position({ amount, paid: money("53.333334"), progress: third }))).toEqual(["ahead"]);
  });

  test("ahead is not rung where no task says how far the work is", () => {
    expect(alarmsOf(position({ paid: money("90"), progress: null }))).toEqual([]);
  });

  test.each([
    ["2026-04-01", "0", ["idle"]],
    ["2026-04-02", "0", []],
    ["2026-04-01", "100", ["ahead"]],
    [null, "0", []],
  ])("idle: moved on %s, %s paid", (movedOn, paid, alarms) => {
    expect(alarmsOf(position({ movedOn, paid: money(paid) }))).toEqual(alarms);
  });

  test("is rung where more is paid or planned than there is", () => {
    const progress = { done: 1n, of: 1n };
    expect(alarmsOf(position({ paid: money("100.01"), progress }))).toEqual(["overpaid"]);
    expect(alarmsOf(position({ planned: money("100.01"), progress }))).toEqual(["overplanned"]);
  });
});

const task = (id: string, changes: Partial<FundedTask> = {}): [string, FundedTask] => [
  id,
  {
    id,
    unit: "kj",
    title: id,
    number: "督〔2026〕1号",
    programme: "四群教育",
    line: "绿化荒山",
    state: "inProgress",
    progress: 0,
    ...changes,
  },
];
const project = (changes: Partial<Project>): Project => ({
  id: "road",
  version: 1,
  createdAt: 0,
  name: "通村路",
  unit: "kj",
  paidBy: null,
  programme: "四群教育",
  line: "村庄建设",
  sources: [{ id: "s", name: "省级", kind: "province", amount: "100", arrivedOn: "2026-01-05" }],
  tasks: [],
  aheadBy: 20,
  idleAfterDays: 90,
  ...changes,
});
const paid = (amount: string, changes: Partial<PaidSum> = {}): PaidSum => ({
  project: "road",
  task: null,
  fundSource: null,
  paid: amount,
  lastOn: "2026-06-01",
  ...changes,
});
const shown = (
  parts: readonly {
    readonly amount: { units: bigint; scale: number };
    readonly paid: { units: bigint; scale: number };
  }[],
) => parts.map((part) => [formatDecimal(part.amount), formatDecimal(part.paid)]);

describe("a project's money", () => {
  const tasks = [
    { task: "a", planned: "1" },
    { task: "b", planned: "1" },
    { task: "c", planned: "1" },
  ];
  const known = new Map([
    task("a", { progress: 50 }),
    task("b", { line: "村庄建设", state: "closed" }),
    task("c", { state: "waived" }),
  ]);

  test("is shared out to its tasks to the last fen, a payment that names one going there whole", () => {
    const funds = projectFunds(
      project({ tasks }),
      [paid("10"), paid("5.55", { task: "b" })],
      known,
      "2026-06-30",
    );
    expect(shown(funds.parts)).toEqual([
      ["33.34", "3.34"],
      ["33.33", "8.88"],
      ["33.33", "3.33"],
    ]);
    expect(formatDecimal(funds.paid)).toBe("15.55");
  });

  test("is held against the progress of its tasks by what is planned for each, closed being all and waived none", () => {
    expect(formatProgress(projectFunds(project({ tasks }), [], known, "2026-06-30").progress)).toBe("75.0");
    const weighed = [
      { task: "a", planned: "300" },
      { task: "b", planned: "100" },
    ];
    expect(formatProgress(projectFunds(project({ tasks: weighed }), [], known, "2026-06-30").progress)).toBe(
      "62.5",
    );
    expect(formatProgress(projectFunds(project({}), [], known, "2026-06-30").progress)).toBeNull();
  });

  test("that came back is taken off, and stays exact", () => {
    const funds = projectFunds(project({ tasks }), [paid("-10")], known, "2026-06-30");
    expect(formatDecimal(funds.paid)).toBe("-10");
    expect(shown(funds.parts).map(([, part]) => part)).toEqual(["-3.34", "-3.33", "-3.33"]);
  });

  test("is paid out of its only source, of several as the payment says", () => {
    const [one] = projectFunds(project({}), [paid("7")], known, "2026-06-30").sources;
    expect(one && formatDecimal(one.paid)).toBe("7");
    const sources = ["s", "t"].map((id) => ({
      id,
      name: id,
      kind: "county" as const,
      amount: "50",
      arrivedOn: null,
    }));
    const two = projectFunds(
      project({ sources }),
      [paid("7"), paid("3", { fundSource: "t" })],
      known,
      "2026-06-30",
    );
    expect(two.sources.map((source) => formatDecimal(source.paid))).toEqual(["0", "3"]);
    expect(formatDecimal(two.unsourced)).toBe("7");
  });

  test("counts from its arrival as long as nothing was paid", () => {
    expect(projectFunds(project({}), [], known, "2026-04-05").alarms).toEqual(["idle"]);
    expect(projectFunds(project({}), [], known, "2026-04-04").alarms).toEqual([]);
  });
});

describe("the money of several projects", () => {
  const known = new Map([task("a"), task("b", { line: "村庄建设" })]);
  const tasks = [
    { task: "a", planned: "30" },
    { task: "b", planned: "60" },
  ];
  const projects = [
    projectFunds(project({ tasks }), [paid("9")], known, "2026-06-30"),
    projectFunds(
      project({
        id: "trees",
        tasks: [{ task: "a", planned: "0.1" }],
        sources: [{ id: "s", name: "县级", kind: "county", amount: "0.2", arrivedOn: null }],
      }),
      [],
      known,
      "2026-06-30",
    ),
  ];
  const { total, programmes, lines, sources } = rollUp(projects);

  test("adds up once, whatever tasks share it", () => {
    expect([total.projects, formatDecimal(total.amount), formatDecimal(total.paid)]).toEqual([
      2,
      "100.2",
      "9",
    ]);
    expect(programmes.map((sum) => [sum.programme, sum.projects, formatDecimal(sum.amount)])).toEqual([
      ["四群教育", 2, "100.2"],
    ]);
  });

  test("stands in each line with the part that is planned there, and the lines make the programme", () => {
    expect(
      lines.map((sum) => [sum.line, sum.projects, formatDecimal(sum.amount), formatDecimal(sum.paid)]),
    ).toEqual([
      ["绿化荒山", 2, "33.53", "3"],
      ["村庄建设", 1, "66.67", "6"],
    ]);
  });

  test("is summed by where it comes from", () => {
    expect(sources.map((sum) => [sum.kind, formatDecimal(sum.amount), formatDecimal(sum.paid)])).toEqual([
      ["province", "100", "9"],
      ["county", "0.2", "0"],
    ]);
  });
});
