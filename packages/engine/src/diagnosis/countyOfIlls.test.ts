import { expect, test } from "vitest";
import { type Day, type Instant, instantAt, parseDay } from "../time/calendar.ts";
import { chinaCalendar } from "../time/chinaCalendar.ts";
import type { Mark, Report } from "./activity.ts";
import { gustOfWindOf } from "./gustOfWind.ts";
import { lopsidedOf } from "./lopsided.ts";
import { tightAndLooseOf } from "./tightAndLoose.ts";
import { twoSkinsOf } from "./twoSkins.ts";
import { weeksOf } from "./workTime.ts";

// A made-up county over seventeen weeks, each of its units with one ill that was put there on purpose, and one with none.
const calendar = chinaCalendar("default", 1);
const span = { from: parseDay("2026-03-02"), to: parseDay("2026-06-28") };
const weeks = weeksOf(calendar, span);
const lines = ["教育", "增收", "合作", "集体经济", "绿化", "村庄"];
const planned = lines.map((line) => ({ programme: "p", line, weight: 1 }));
const dailyWork = "日常工作";

const at = (day: Day, time = "10:00"): Instant => instantAt(calendar, day, time);
const lineAt = (index: number): string => lines[index % lines.length] ?? "";
/** A report on the unit's task in a line of the programme, or, without one, on its daily work. */
const report = (on: Instant, line: string | null): Report => ({
  task: line ?? dailyWork,
  unit: "u",
  programme: line === null ? null : "p",
  line,
  actor: "key",
  at: on,
});
const monday = 0;
const [tuesday, wednesday, thursday, friday] = [1, 2, 3, 4] as const;

/** Three reports a week in turn over the lines given, on the days given, and one on the daily work. */
const steady = (over: readonly string[] = lines): Report[] =>
  weeks.flatMap(({ from }, week) => [
    ...[monday, tuesday, wednesday].map((day, place) =>
      report(at(from + day), over[(week * 3 + place) % over.length] ?? null),
    ),
    report(at(from + thursday), null),
  ]);

interface UnitOfCounty {
  readonly reports: readonly Report[];
  readonly marks?: readonly Mark[];
}

const county: Readonly<Record<string, UnitOfCounty>> = {
  平稳: { reports: steady() },
  // Everything in four afternoons, and nothing between them.
  突击干: {
    reports: [1, 5, 6, 13].flatMap((week) =>
      Array.from({ length: 12 }, (_, place) =>
        report(at((weeks[week]?.from ?? 0) + tuesday, `14:${10 + place}`), lineAt(place)),
      ),
    ),
  },
  不吭声: { reports: [] },
  // Evenly, but each time on the eve of that week's deadline.
  卡点报: {
    reports: weeks.flatMap(({ from }, week) => [
      report(at(from + thursday), lineAt(week)),
      report(at(from + friday, "15:00"), lineAt(week)),
    ]),
    marks: weeks.map(({ from }, week) => ({
      kind: "deadline",
      task: lineAt(week),
      at: at(from + friday, "17:30"),
    })),
  },
  丢两条: { reports: steady(lines.slice(0, 4)) },
  // The same number each week; the more of them are for the campaign, the fewer are left for the daily work.
  被挤占: {
    reports: weeks.flatMap(({ from }, week) =>
      [monday, wednesday, friday].map((day, place) =>
        report(at(from + day), place < week % 4 ? lineAt(week + place) : null),
      ),
    ),
  },
};

/** What a reader of the figures would say of a unit: the ills that stand out, by the figures alone. */
function illsOf({ reports, marks = [] }: UnitOfCounty): string[] {
  const activity = { calendar, span, reports, marks };
  const { silentWeeks, gust, lastMinute } = gustOfWindOf(activity);
  // Of whom nothing was heard nothing else can be said.
  if (silentWeeks === weeks.length) return ["silent"];
  const { burstiness } = tightAndLooseOf(activity);
  const { forgotten } = lopsidedOf(activity, planned);
  const tasks = [
    ...lines.map((line) => ({ task: line, campaign: true, serves: ["w"] })),
    { task: dailyWork, campaign: false, serves: ["w"] },
  ];
  const { crowding, unserved } = twoSkinsOf(activity, tasks, ["w"]);
  const found: readonly (readonly [string, boolean])[] = [
    ["tightAndLoose", (burstiness ?? 0) > 0.3],
    ["gustOfWind", (gust?.gust ?? 0) > 0.5],
    ["lastMinute", (lastMinute ?? 0) > 0.5],
    [`forgotten: ${forgotten.map(({ line }) => line).join()}`, forgotten.length > 0],
    ["crowdedOut", (crowding ?? 0) < -0.5],
    ["unserved", unserved.length > 0],
  ];
  return found.flatMap(([ill, stands]) => (stands ? [ill] : []));
}

test("of a county whose ills are known the diagnosis finds each where it was put, and no other", () => {
  expect(Object.fromEntries(Object.entries(county).map(([unit, work]) => [unit, illsOf(work)]))).toEqual({
    平稳: [],
    突击干: ["tightAndLoose", "gustOfWind"],
    不吭声: ["silent"],
    卡点报: ["lastMinute"],
    丢两条: ["forgotten: 绿化,村庄"],
    被挤占: ["crowdedOut"],
  });
});

test("the figures are of the size of the ill, and of the steady unit they are small", () => {
  const figuresOf = (unit: string) => {
    const activity = { calendar, span, reports: county[unit]?.reports ?? [], marks: [] };
    return {
      burstiness: tightAndLooseOf(activity).burstiness ?? 0,
      gust: gustOfWindOf(activity).gust?.gust ?? 0,
      evenness: lopsidedOf(activity, planned).evenness ?? 0,
      crowds: gustOfWindOf(activity).crowds.filter(({ level }) => level === 1).length,
    };
  };
  const calm = figuresOf("平稳");
  const rushed = figuresOf("突击干");
  expect(calm.burstiness).toBeLessThan(0);
  expect(calm).toMatchObject({ gust: 0, crowds: 0 });
  expect(calm.evenness).toBeGreaterThan(0.99);
  // The afternoons of the sixth and seventh week lie a week apart: one crowd with two within it.
  expect(rushed.crowds).toBe(3);
  expect(figuresOf("丢两条").evenness).toBeCloseTo(Math.log(4) / Math.log(6), 2);
});
