import {
  type Ask,
  type AskRow,
  type Burden,
  burdenOf,
  type Calendar,
  dayOf,
  dueByRecurrence,
  findAsks,
  findFirstFigures,
  findProgrammes,
  formatDay,
  formatInstant,
  type Instant,
  instantAt,
  type Programme,
  parseDay,
} from "@duban/engine";
import { accessOfCaller } from "../access.ts";
import { operation } from "../operation.ts";
import { faulty, problem } from "../problem.ts";
import { burdenQuerySchema, burdenSchema } from "../schemas/burden.ts";
import { burdenHow } from "../views/burdenWords.ts";
import { countyCalendar } from "../villageReader.ts";

const defaultDays = 12 * 7;
const mostDays = 2 * 366;

const getBurden = operation({
  method: "get",
  path: "/v1/burden",
  id: "getBurden",
  summary: "What a unit was asked to report, by whom, how often, and which of it was already known",
  description:
    "Its tasks that were open in the window: twelve weeks unless said. A figure is the same if its name and measure are, whichever programme asks.",
  tag: "burden",
  allowed: "any",
  reads: "diagnosis",
  query: burdenQuerySchema,
  answers: [{ status: 200, description: "The burden.", schema: burdenSchema }],
  async handle({ api, caller, query }) {
    const { tenantId } = caller;
    const { unit } = query;
    const access = await accessOfCaller(api, caller);
    if (!(access.all || access.units.includes(unit))) {
      return problem("forbidden", "a burden is for the unit it is of, and for those in whose scope it lies");
    }
    const calendar = await countyCalendar(api, tenantId);
    const to = query.to === undefined ? dayOf(calendar, await api.clock.read()) : parseDay(query.to);
    const from = query.from === undefined ? to - defaultDays + 1 : parseDay(query.from);
    if (from > to || to - from >= mostDays) {
      const detail = from > to ? "lies after the last date" : "a window is of two years at most";
      return faulty("invalid-request", [{ pointer: "/from", detail }]);
    }
    const span = { from: instantAt(calendar, from, "00:00"), to: instantAt(calendar, to + 1, "00:00") };
    const rows = await findAsks(api.database, tenantId, unit, span);
    const tasks = rows.map(({ task }) => task);
    const named = [...new Set(rows.flatMap(({ programme }) => programme ?? []))];
    const [figures, programmes] = await Promise.all([
      findFirstFigures(api.database, tenantId, tasks, unit),
      findProgrammes(api.database, tenantId, named),
    ]);
    const asks = rows.map((row) => askOf(row, programmes, calendar, span));
    const rowByTask = new Map(rows.map((row) => [row.task, row]));
    const reported = figures.flatMap(({ task, target, at }) => {
      const row = rowByTask.get(task);
      return row === undefined ? [] : [{ task, figure: figureName(row, target, programmes), at }];
    });
    const shown = { unit, from: formatDay(from), to: formatDay(to) };
    return {
      status: 200,
      body: {
        ...shown,
        ...burdenView(burdenOf(asks, reported), asks, calendar.timeZone),
        how: [...burdenHow],
      },
    };
  },
});

/** What a target measures: its name and unit by the programme's definition, else its id. */
function figureName(row: AskRow, target: string, programmes: ReadonlyMap<string, Programme>): string {
  const line = programmes.get(row.programme ?? "")?.lines.find(({ id }) => id === row.line);
  const defined = line?.targets.find(({ id }) => id === target);
  return defined === undefined ? target : `${defined.name}（${defined.unit}）`;
}

function askOf(
  row: AskRow,
  programmes: ReadonlyMap<string, Programme>,
  calendar: Calendar,
  span: { readonly from: Instant; readonly to: Instant },
): Ask {
  const { task, matter, number, title, createdBy, at } = row;
  const figures = [...new Set(row.targets.map((target) => figureName(row, target, programmes)))];
  const reports = reportsDue(row, calendar, span);
  return { task, matter, number, title, by: createdBy.unit, at, reports, figures };
}

/** How often a report of the task fell due in the window, while it was open. */
function reportsDue(
  { reportEvery, at, endedAt }: AskRow,
  calendar: Calendar,
  span: { readonly from: Instant; readonly to: Instant },
): number {
  if (reportEvery === null) return 0;
  const end = Math.min(span.to, endedAt ?? span.to);
  let count = 0;
  for (
    let { dueAt } = dueByRecurrence(calendar, reportEvery, at);
    dueAt < end;
    { dueAt } = dueByRecurrence(calendar, reportEvery, dueAt)
  ) {
    if (dueAt >= span.from) count += 1;
  }
  return count;
}

function burdenView(burden: Burden, asks: readonly Ask[], timeZone: string) {
  const say = (instant: Instant) => formatInstant(timeZone, instant);
  return {
    ...burden,
    repeated: burden.repeated.map((figure) => ({
      ...figure,
      asks: figure.asks.map(({ at, knownSince, ...ask }) => ({
        ...ask,
        at: say(at),
        knownSince: knownSince === null ? null : say(knownSince),
      })),
    })),
    items: asks.map(({ matter: _matter, at, ...ask }) => ({ ...ask, at: say(at) })),
  };
}

export const burdenOperations = [getBurden];
