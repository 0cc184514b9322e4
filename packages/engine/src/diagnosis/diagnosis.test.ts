import { describe, expect, it } from "vitest";
import { type Instant, instantAt, parseDay } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import type { Activity, Report } from "./activity.ts";
import { actsOf } from "./activity.ts";
import { type ClosedTask, closingOf } from "./closing.ts";
import { gustOfWindOf } from "./gustOfWind.ts";
import { lopsidedOf } from "./lopsided.ts";
import { tightAndLooseOf } from "./tightAndLoose.ts";
import { twoSkinsOf } from "./twoSkins.ts";
import { weeksOf, workdaysIn, workedDaysAt } from "./workTime.ts";

// National Day 2026: 1 to 7 October rest, the Sunday of 20 September and the Saturday of 10 October are worked.
const calendar = chinaCalendar("default", 1);
const at = (day: string, time = "10:00"): Instant => instantAt(calendar, parseDay(day), time);
const span = (from: string, to: string) => ({ from: parseDay(from), to: parseDay(to) });
const report = (day: string, more: Partial<Report> = {}): Report => ({
  task: "t1",
  unit: "nyj",
  programme: "p",
  line: "a",
  actor: "key",
  at: at(day),
  ...more,
});
const activity = (reports: readonly Report[], from = "2026-09-01", to = "2026-10-31"): Activity => ({
  calendar,
  span: span(from, to),
  reports,
  marks: [],
});

describe("working time", () => {
  it("counts a holiday as nothing and a make-up day as a day", () => {
    expect(workdaysIn(calendar, span("2026-10-01", "2026-10-07"))).toBe(0);
    const days = workedDaysAt(calendar, parseDay("2026-09-30"), at("2026-10-10", "17:30"));
    expect(days).toBe(4);
    expect(workedDaysAt(calendar, parseDay("2026-09-30"), at("2026-10-03"))).toBe(1);
    expect(workedDaysAt(calendar, parseDay("2026-09-30"), at("2026-09-30", "13:15"))).toBeCloseTo(0.5, 12);
  });

  it("leaves out a week without a working day", () => {
    const weeks = weeksOf(calendar, span("2026-09-28", "2026-10-11"));
    expect(weeks).toHaveLength(2);
    expect(weeksOf(calendar, span("2026-10-01", "2026-10-04"))).toHaveLength(0);
  });
});

describe("a diagnosis", () => {
  it("does not take a holiday for slackness: reports every fifth working day are even across it", () => {
    const days = ["2026-09-07", "2026-09-14", "2026-09-20", "2026-09-24", "2026-10-09"];
    const { gaps } = tightAndLooseOf(
      activity(
        days.map((day) => report(day)),
        "2026-08-31",
        "2026-10-15",
      ),
    );
    expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBe(
      workdaysIn(calendar, span("2026-08-31", "2026-10-15")),
    );
    expect(Math.max(...gaps)).toBeLessThan(8);
  });

  it("takes what was sent in one act for one, and counts it once a task", () => {
    const imported = ["t1", "t2", "t3"].map((task) => report("2026-09-10", { task }));
    const both = [...imported, report("2026-09-10", { actor: "other" })];
    expect(actsOf(both)).toHaveLength(2);
    const { weeks } = gustOfWindOf(activity(both));
    expect(weeks.map((week) => week.reports).filter((count) => count > 0)).toEqual([4]);
  });

  it("names the weeks without a sign of life and the longest silence, in working days", () => {
    const found = gustOfWindOf(activity([report("2026-09-02"), report("2026-10-29")]));
    expect(found.silentWeeks).toBe(found.weeks.length - 2);
    expect(found.longestSilence).toMatchObject(span("2026-09-03", "2026-10-28"));
    expect(found.longestSilence?.workdays).toBe(workdaysIn(calendar, span("2026-09-03", "2026-10-28")));
  });

  it("lays bursts over the deadlines they come before, and says how much came at the last minute", () => {
    const calm = ["2026-09-01", "2026-09-08", "2026-09-15"].map((day) => report(day));
    const rush = Array.from({ length: 12 }, (_, index) =>
      report("2026-10-20", { at: at("2026-10-20", `1${index % 6}:${10 + index}`), task: `t${index % 4}` }),
    );
    const marks = [{ kind: "deadline" as const, task: "t1", at: at("2026-10-21", "17:30") }];
    const found = gustOfWindOf({ ...activity([...calm, ...rush]), marks });
    expect(found.crowds[0]).toMatchObject({
      level: 1,
      marks: [{ kind: "deadline", on: parseDay("2026-10-21") }],
    });
    // Three of the rush are on t1; the calm ones on t1 came long before.
    expect(found.lastMinute).toBeCloseTo(3 / 15, 12);
    expect(gustOfWindOf(activity(calm)).lastMinute).toBeNull();
  });

  it("names the lines left without activity", () => {
    const planned = ["a", "b"].map((line) => ({ programme: "p", line, weight: 1 }));
    const found = lopsidedOf(activity([report("2026-09-02")]), planned);
    expect(found).toMatchObject({ evenness: 0, forgotten: [{ line: "b" }] });
    expect(found.planFit).toBeLessThan(1);
    expect(
      lopsidedOf(
        activity([]),
        planned.map((line) => ({ ...line, weight: null })),
      ).planFit,
    ).toBeNull();
  });

  it("holds lines against the weights of their own programme, not of another's", () => {
    const planned = [
      { programme: "p", line: "a", weight: 3 },
      { programme: "p", line: "b", weight: 1 },
      { programme: "q", line: "c", weight: 50 },
      { programme: "q", line: "d", weight: 50 },
    ];
    const reports = ["a", "a", "a", "b"].map((line, day) => report(`2026-09-0${day + 1}`, { line }));
    const others = ["c", "d"].map((line) => report("2026-09-07", { programme: "q", line }));
    expect(lopsidedOf(activity([...reports, ...others]), planned).planFit).toBeCloseTo(1, 12);
    expect(lopsidedOf(activity([...reports, ...others.slice(1)]), planned).planFit).toBeLessThan(0.99);
  });

  it("tells work that serves nothing central, by count and by effort, and central work that nothing serves", () => {
    const reports = [report("2026-09-02"), report("2026-09-03"), report("2026-09-04", { task: "t2" })];
    const tasks = [
      { task: "t1", campaign: true, serves: [] },
      { task: "t2", campaign: false, serves: ["road"] },
    ];
    expect(twoSkinsOf(activity(reports), tasks, ["road", "water"])).toEqual({
      detachedTasks: 0.5,
      detachedEffort: 2 / 3,
      centralWorks: [
        { work: "road", tasks: 1, reports: 1 },
        { work: "water", tasks: 0, reports: 0 },
      ],
      unserved: ["water"],
      unservedShare: 0.5,
      crowding: null,
    });
  });

  it("sees campaign weeks crowd out the rest", () => {
    const tasks = [
      { task: "t1", campaign: true, serves: ["w"] },
      { task: "t2", campaign: false, serves: ["w"] },
    ];
    const reports = weeksOf(calendar, span("2026-03-02", "2026-06-28")).flatMap((week, index) => {
      const busy = index % 4;
      const on = (task: string, count: number) =>
        Array.from({ length: count }, (_, minute) =>
          report("2026-03-02", { task, at: instantAt(calendar, week.from, "10:00") + minute * 60_000 }),
        );
      return [...on("t1", busy), ...on("t2", 3 - busy)];
    });
    expect(twoSkinsOf(activity(reports, "2026-03-02", "2026-06-28"), tasks, ["w"]).crowding).toBeCloseTo(
      -1,
      12,
    );
  });

  it("says of closing what was late, returned, extended and sprung back, and at whose desk it waited", () => {
    const step = (type: string, day: string, state: ClosedTask["steps"][number]["state"]) => ({
      type,
      at: at(day, "09:00"),
      state,
    });
    const steady: ClosedTask = {
      task: "t1",
      number: "1",
      dueAt: at("2026-09-11", "17:30"),
      steps: [
        step("assigned", "2026-09-01", "assigned"),
        step("accepted", "2026-09-02", "inProgress"),
        step("submitted", "2026-09-04", "underInspection"),
        step("passed", "2026-09-08", "inspected"),
        step("closureApproved", "2026-09-18", "closed"),
      ],
    };
    const late: ClosedTask = {
      task: "t2",
      number: "2",
      dueAt: at("2026-09-02", "17:30"),
      steps: [...steady.steps, step("reopened", "2026-09-21", "inProgress")],
    };
    const found = closingOf(calendar, [steady, late]);
    expect(found).toMatchObject({ closed: 2, onTime: 1, late: 1, returned: 0, sprungBack: 1 });
    expect(found.meanWorkdaysAt).toEqual({ unit: 3, inspector: 2, supervisor: 8, suspended: 0 });
    expect(found.slowestDesk).toBe("supervisor");
    expect(closingOf(calendar, [])).toMatchObject({ closed: 0, meanWorkdaysAt: null, slowestDesk: null });
  });
});
