import { describe, expect, test } from "vitest";
import type { Task } from "../app/shapes.ts";
import { wordsOf } from "./language.tsx";
import { dateText, dueSentence, dueShort, fullTimeText } from "./when.ts";

const [zh, en] = [wordsOf("zh"), wordsOf("en")];
const now = "2026-09-30T10:00:00+08:00";

const taskOf = (change: Partial<Task>): Task => ({
  id: "t",
  matter: "m",
  number: "督〔2026〕1号",
  title: "绿化荒山",
  programme: null,
  line: null,
  priority: "normal",
  unit: "lyj",
  role: "lead",
  handler: null,
  definition: { id: "task", version: 1 },
  state: "inProgress",
  revision: 1,
  card: "none",
  signBy: null,
  dueAt: "2026-10-10T17:30:00+08:00",
  provisional: false,
  overdue: false,
  workdaysLeft: 3,
  overdueWorkdays: 0,
  lateWorkdays: 0,
  progress: 0,
  reworks: 0,
  extensions: 0,
  urges: 0,
  request: null,
  countersign: null,
  clocks: [],
  stages: [],
  targets: [],
  createdAt: now,
  updatedAt: now,
  ...change,
});

const held = (remaining: Task["clocks"][number]["remaining"], lateWorkdays = 0) =>
  taskOf({
    dueAt: null,
    workdaysLeft: null,
    lateWorkdays,
    clocks: [{ name: "finish", dueAt: null, remaining }],
  });

describe("a due date in words", () => {
  test.each([
    ["working days left, and the instant", taskOf({}), "还剩 3 个工作日，10月10日 17:30 到期"],
    ["today", taskOf({ workdaysLeft: 0, dueAt: "2026-09-30T17:30:00+08:00" }), "今天到期（9月30日 17:30）"],
    [
      "a rest day ahead",
      taskOf({ workdaysLeft: 0, dueAt: "2026-10-04T17:30:00+08:00" }),
      "到期前已无工作日，10月4日 17:30 到期",
    ],
    [
      "late",
      taskOf({ overdue: true, overdueWorkdays: 2, dueAt: "2026-09-28T17:30:00+08:00" }),
      "已逾期 2 个工作日，9月28日 17:30 到期",
    ],
    [
      "late by less than a working day",
      taskOf({ overdue: true, dueAt: "2026-09-30T09:00:00+08:00" }),
      "已逾期，不足 1 个工作日，9月30日 09:00 到期",
    ],
    ["held with working days", held({ workdays: 4 }), "计时暂停，还剩 4 个工作日"],
    ["held with days", held({ days: 9 }), "计时暂停，还剩 9 天"],
    ["held with hours", held({ milliseconds: 7_200_000 }), "计时暂停，还剩 2 小时"],
    ["held after its due", held({ workdays: 0 }, 5), "计时暂停，此前已逾期 5 个工作日"],
    ["ended late", taskOf({ state: "closed", dueAt: null, lateWorkdays: 1 }), "已了结，逾期 1 个工作日"],
  ])("says %s", (_what, task, sentence) => {
    expect(dueSentence(zh, task, now)).toBe(sentence);
  });

  test("names the year where it is another one", () => {
    expect(dateText(zh, "2027-01-05", now)).toBe("2027年1月5日");
    expect(dateText(en, "2027-01-05", now)).toBe("5 Jan 2027");
  });

  test("is that of the calendar's zone, whatever the browser's is", () => {
    expect(fullTimeText(zh, "2026-10-10T00:30:00+08:00", now)).toBe("10月10日（周六）00:30");
  });

  test("has a short form for a table", () => {
    expect(dueShort(zh, taskOf({}), now)).toBe("剩 3 个工作日");
    expect(dueShort(en, held({ workdays: 4 }), now)).toBe("clock held");
  });
});
