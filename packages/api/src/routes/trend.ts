import {
  chinaCalendar,
  dayOf,
  defaultId,
  findOutlook,
  findTrend,
  formatDay,
  formatInstant,
  instantAt,
  isWorkday,
  type OutlookRow,
} from "@duban/engine";
import { accessOfCaller } from "../access.ts";
import type { Api } from "../api.ts";
import { operation } from "../operation.ts";
import { outlookQuerySchema, outlookSchema, trendQuerySchema, trendSchema } from "../schemas/trend.ts";
import { findCalendarInForce } from "../taskReader.ts";

const calendarOf = async (api: Api, tenantId: number) =>
  (await findCalendarInForce(api.database, tenantId, defaultId)) ?? chinaCalendar(defaultId, 0);

// Day 0 was a Thursday: weeks begin on Mondays.
const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);

const getTrend = operation({
  method: "get",
  path: "/v1/trend",
  id: "getTrend",
  summary: "The last weeks: tasks put up, tasks ended, and those overdue at each week's end",
  description:
    "Weeks run from Monday to Sunday in the county's zone; the last one is the present week so far. `opened` and `closed` come from what was recorded. `overdue` goes by the finish clocks as they now stand: a deadline moved since counts by its present due instant.",
  tag: "tasks",
  allowed: "any",
  reads: "tasks",
  query: trendQuerySchema,
  answers: [{ status: 200, description: "The weeks, the earliest first.", schema: trendSchema }],
  async handle({ api, caller, query: { weeks, unit = null } }) {
    const { tenantId } = caller;
    const now = await api.clock.read();
    const calendar = await calendarOf(api, tenantId);
    const monday = mondayOf(dayOf(calendar, now));
    const spans = Array.from({ length: weeks }, (_, index) => {
      const from = monday - 7 * (weeks - 1 - index);
      const endsAt = instantAt(calendar, from + 7, "00:00");
      // One past now, so that what is recorded at this very moment belongs to it.
      return { from, startsAt: instantAt(calendar, from, "00:00"), endsAt: Math.min(endsAt, now + 1) };
    });
    const rows = await findTrend(api.database, tenantId, spans, unit, await accessOfCaller(api, caller));
    return {
      status: 200,
      body: {
        now: formatInstant(calendar.timeZone, now),
        weeks: spans.map(({ from }, index) => ({
          from: formatDay(from),
          to: formatDay(from + 6),
          isWhole: from !== monday,
          ...(rows[index] ?? { opened: 0, closed: 0, overdue: 0 }),
        })),
      },
    };
  },
});

const getOutlook = operation({
  method: "get",
  path: "/v1/outlook",
  id: "getOutlook",
  summary: "The next days: tasks that come due, and rungs that fire, by day",
  description:
    "Today is the first day, from now on. What will happen if nothing else does: the rungs one by one are in `GET /v1/forecast`. `cards` counts the rungs that raise one, by its colour; `rungs` counts all.",
  tag: "time",
  allowed: "any",
  reads: "tasks",
  query: outlookQuerySchema,
  answers: [{ status: 200, description: "The days in order.", schema: outlookSchema }],
  async handle({ api, caller, query: { days, unit = null } }) {
    const { tenantId } = caller;
    const now = await api.clock.read();
    const calendar = await calendarOf(api, tenantId);
    const today = dayOf(calendar, now);
    const spans = Array.from({ length: days }, (_, index) => ({
      day: today + index,
      startsAt: instantAt(calendar, today + index, "00:00"),
      endsAt: instantAt(calendar, today + index + 1, "00:00"),
    }));
    const rows = await findOutlook(
      api.database,
      tenantId,
      spans,
      unit,
      now,
      await accessOfCaller(api, caller),
    );
    return {
      status: 200,
      body: {
        now: formatInstant(calendar.timeZone, now),
        days: spans.map(({ day }, index) => ({
          date: formatDay(day),
          works: isWorkday(calendar, day),
          ...countsOf(rows.filter(({ place }) => place === index + 1)),
        })),
      },
    };
  },
});

function countsOf(rows: readonly OutlookRow[]) {
  const cards = rows.flatMap(({ card, rungs }) => (card === null || card === "" ? [] : [[card, rungs]]));
  return {
    due: rows.reduce((sum, { due }) => sum + due, 0),
    rungs: rows.reduce((sum, { rungs }) => sum + rungs, 0),
    cards: Object.fromEntries(cards) as Readonly<Record<string, number>>,
  };
}

export const trendOperations = [getTrend, getOutlook];
