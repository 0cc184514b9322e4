import { type Day, dayOf, workdaysBetween } from "../time/calendar.ts";
import { type Activity, activeDaysOf, actsOf, type Mark, type Report } from "./activity.ts";
import { burstsOf } from "./bursts.ts";
import { type Gust, gustOf } from "./gust.ts";
import { type DateSpan, weekAt, weeksOf, workedDaysAt } from "./workTime.ts";

/** A week with its reports: a task reported on twice in one act counts once. */
export interface Week extends DateSpan {
  readonly reports: number;
}

/** A span in which reports crowded, with the dates that had been set for within it or just after. */
export interface Crowd extends DateSpan {
  readonly level: number;
  readonly marks: readonly { readonly kind: Mark["kind"]; readonly on: Day }[];
}

/** 一阵风: how far activity is a gust of wind that passes. Figures are null where there is not enough to say. */
export interface GustOfWind {
  readonly gust: Gust | null;
  readonly weeks: readonly Week[];
  /** Weeks without a sign of life. */
  readonly silentWeeks: number;
  /** The longest stretch of working days without one; null where there is none. */
  readonly longestSilence: (DateSpan & { readonly workdays: number }) | null;
  readonly crowds: readonly Crowd[];
  /** 突击: the share of reports in the last three working days before a deadline or inspection of their task. */
  readonly lastMinute: number | null;
}

/** 突击 is what comes in a date's last three working days, its own included. */
const lastDays = 3;

// Two acts cannot be nearer than a minute of a working day of eight hours: a rate cannot tell them apart.
const leastGap = 1 / 480;

export function gustOfWindOf(activity: Activity): GustOfWind {
  const weeks = countWeekly(activity);
  return {
    gust: gustOf(weeks.map(({ reports }) => reports)),
    weeks,
    silentWeeks: weeks.filter(({ reports }) => reports === 0).length,
    longestSilence: longestSilenceOf(activity),
    crowds: crowdsOf(activity),
    lastMinute: lastMinuteOf(activity),
  };
}

/** The weeks of the window with their reports. */
export function countWeekly({ calendar, span, reports }: Activity): Week[] {
  const weeks = weeksOf(calendar, span);
  const counts = weeks.map(() => 0);
  for (const { at } of reports) {
    const week = weekAt(weeks, dayOf(calendar, at));
    counts[week] = (counts[week] ?? 0) + 1;
  }
  return weeks.map((week, index) => ({ ...week, reports: counts[index] ?? 0 }));
}

function longestSilenceOf(activity: Activity): GustOfWind["longestSilence"] {
  const { calendar, span } = activity;
  const edges = [span.from - 1, ...activeDaysOf(activity), span.to + 1];
  let longest: GustOfWind["longestSilence"] = null;
  for (const [index, day] of edges.slice(1).entries()) {
    const silence = { from: (edges[index] ?? span.from) + 1, to: day - 1 };
    const workdays = workdaysBetween(calendar, silence.from - 1, silence.to);
    if (workdays > (longest?.workdays ?? 0)) longest = { ...silence, workdays };
  }
  return longest;
}

/** The bursts of the window, found on working time so that a holiday is no silence; only those that stand above the rest. */
function crowdsOf({ calendar, span, reports, marks }: Activity): Crowd[] {
  const acts = actsOf(reports);
  const placeOf = (at: number) => workedDaysAt(calendar, span.from, at);
  const dayByPlace = new Map(acts.map((at) => [placeOf(at), dayOf(calendar, at)]));
  return burstsOf(acts.map(placeOf), leastGap).map(({ level, from, to }) => {
    const crowd = { from: dayByPlace.get(from) ?? span.from, to: dayByPlace.get(to) ?? span.to };
    return { level, ...crowd, marks: marksNear({ calendar, span, reports, marks }, crowd) };
  });
}

/** The dates set for within a span or its next three working days, each once. */
function marksNear({ calendar, marks }: Activity, { from, to }: DateSpan): Crowd["marks"] {
  const near = new Map<string, { kind: Mark["kind"]; on: Day }>();
  for (const { kind, at } of marks) {
    const on = dayOf(calendar, at);
    if (on >= from && workdaysBetween(calendar, to, on) <= lastDays) near.set(`${kind}${on}`, { kind, on });
  }
  return [...near.values()].sort((one, other) => one.on - other.on);
}

function lastMinuteOf({ calendar, reports, marks }: Activity): number | null {
  if (reports.length === 0 || marks.length === 0) return null;
  const marksByTask = new Map<string, Mark[]>();
  for (const mark of marks) marksByTask.set(mark.task, [...(marksByTask.get(mark.task) ?? []), mark]);
  const isLast = ({ task, at }: Report) =>
    (marksByTask.get(task) ?? []).some(
      (mark) =>
        mark.at >= at && workdaysBetween(calendar, dayOf(calendar, at), dayOf(calendar, mark.at)) < lastDays,
    );
  return reports.filter(isLast).length / reports.length;
}
