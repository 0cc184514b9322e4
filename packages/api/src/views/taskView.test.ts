import { type Clock, chinaCalendar, parseInstant, type TaskState } from "@duban/engine";
import { describe, expect, test } from "vitest";
import { matterState } from "./matterView.ts";
import { taskView } from "./taskView.ts";

const at = (text: string) => parseInstant(text) ?? 0;
const calendar = chinaCalendar("default", 1);
const party = { key: "k", person: null, unit: "nyj" };

const finish: Clock = {
  name: "finish",
  state: "running",
  generation: 1,
  basis: { deadline: { workdays: 3 }, from: at("2026-03-02T10:00:00+08:00") },
  startedAt: at("2026-03-02T10:00:00+08:00"),
  dueAt: at("2026-03-05T17:30:00+08:00"),
  provisional: false,
  remaining: null,
  stoppedAt: null,
  fired: [],
  rungs: [{ rung: 0, at: at("2026-03-05T17:30:00+08:00") }],
  calendar: { id: "default", version: 1 },
};

const task = (more: Partial<TaskState> = {}): TaskState => ({
  id: "01900000-0000-7000-8000-000000000001",
  matter: "01900000-0000-7000-8000-000000000002",
  number: "督〔2026〕1号",
  title: "绿化荒山",
  programme: null,
  line: null,
  priority: "normal",
  unit: "nyj",
  role: "lead",
  definition: { id: "task", version: 1 },
  state: "inProgress",
  stateSince: at("2026-03-02T10:00:00+08:00"),
  revision: 2,
  card: "none",
  progress: 0,
  reworks: 0,
  extensions: 0,
  urges: 0,
  request: null,
  handler: null,
  submittedBy: null,
  inspectedBy: null,
  approvedBy: [],
  countersigns: [],
  terms: {
    due: { workdays: 3 },
    signWithin: { workdays: 1 },
    approvals: 1,
    maxExtensions: 1,
    calendar: "default",
    ladder: { id: "default", version: 1 },
    stages: [],
    reportEvery: null,
    targets: {},
  },
  clocks: [finish],
  stages: [],
  figures: {},
  createdAt: at("2026-03-02T10:00:00+08:00"),
  updatedAt: at("2026-03-02T10:00:00.5+08:00"),
  ...more,
});

describe("taskView", () => {
  test("derives overdue from the moment it is asked, to the millisecond", () => {
    const view = (now: string) => taskView(task(), calendar, at(now));
    expect(view("2026-03-05T17:30:00+08:00").overdue).toBe(false);
    expect(view("2026-03-05T17:30:00.001+08:00")).toMatchObject({ overdue: true, overdueWorkdays: 0 });
    expect(view("2026-03-09T09:00:00+08:00")).toMatchObject({
      overdue: true,
      overdueWorkdays: 2,
      lateWorkdays: 2,
    });
  });

  test("shows what remains of a held clock and no due instant, and is not overdue", () => {
    const held: Clock = {
      ...finish,
      state: "held",
      remaining: { workdays: 0 },
      stoppedAt: at("2026-03-06T10:00:00+08:00"),
      rungs: [],
    };
    const view = taskView(task({ clocks: [held] }), calendar, at("2026-04-01T10:00:00+08:00"));
    expect(view).toMatchObject({ dueAt: null, overdue: false, overdueWorkdays: 0, lateWorkdays: 1 });
    expect(view.clocks[0]).toMatchObject({ dueAt: null, remaining: { workdays: 0 }, nextRungAt: null });
  });

  test("shows a request with the deadline asked for, and times in the calendar's zone", () => {
    const request = {
      kind: "suspension",
      reason: "等批复",
      due: null,
      dueAt: null,
      by: party,
      at: 0,
    } as const;
    const view = taskView(task({ request }), calendar, at("2026-03-03T10:00:00Z"));
    expect(view.request).toEqual({ kind: "suspension", reason: "等批复" });
    expect(view.updatedAt).toBe("2026-03-02T10:00:00.500+08:00");
  });
});

test.each([
  ["open", ["inProgress"], []],
  ["open", ["closed"], ["inProgress"]],
  ["open", ["waived"], []],
  ["closed", ["closed"], ["terminated"]],
  ["closed", ["closed"], []],
  ["closed", ["archived"], ["waived", "closed", "archived"]],
  ["terminated", ["terminated"], ["inProgress"]],
] as const)("a matter is %s whose lead is %j and whose assisting tasks are %j", (state, lead, assist) => {
  const tasks = [
    ...lead.map((one) => ({ role: "lead" as const, state: one })),
    ...assist.map((one) => ({ role: "assist" as const, state: one })),
  ];
  expect(matterState(tasks)).toBe(state);
});
