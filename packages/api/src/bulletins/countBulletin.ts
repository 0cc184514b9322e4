import {
  type Calendar,
  countForBulletin,
  dayOf,
  findTaskPlaces,
  findTasks,
  formatDay,
  type Instant,
  instantAt,
  parseDay,
  type Unit,
} from "@duban/engine";
import type { Api } from "../api.ts";
import { showTasks } from "../taskReader.ts";
import { findAllUnits } from "../unitList.ts";
import type { BulletinBody } from "./bulletinBody.ts";

/** Of what a bulletin counts: the tasks of a programme or a line, or all, open at some time in a span of dates. */
export interface BulletinScope {
  readonly programme: string | null;
  readonly line: string | null;
  readonly from: string;
  readonly to: string;
}

// A bulletin names those it can print; how many more there are it says.
const mostLaggards = 200;

type Figures = BulletinBody["figures"];
type Counts = Figures["totals"];

const none: Counts = { total: 0, closed: 0, open: 0, overdue: 0, returned: 0, putUp: 0 };

/** The figures of a bulletin as they stand at `now`: units in their fixed order, overdue tasks by their matters' numbers. */
export async function countBulletin(
  api: Api,
  tenantId: number,
  scope: BulletinScope,
  calendar: Calendar,
  now: Instant,
): Promise<Figures> {
  const window = {
    from: instantAt(calendar, parseDay(scope.from), "00:00"),
    until: instantAt(calendar, parseDay(scope.to) + 1, "00:00"),
    now,
  };
  const [rows, units] = await Promise.all([
    countForBulletin(api.database, tenantId, window, scope),
    findAllUnits(api.database, tenantId),
  ]);
  const byUnit = new Map(rows.map(({ unit, ...counts }) => [unit, counts]));
  const shown = units.filter(({ code, kind }) => kind !== "village" || byUnit.has(code));
  return {
    asOf: formatDay(dayOf(calendar, now)),
    totals: rows.reduce<Counts>(
      (sum, row) => ({
        total: sum.total + row.total,
        closed: sum.closed + row.closed,
        open: sum.open + row.open,
        overdue: sum.overdue + row.overdue,
        returned: sum.returned + row.returned,
        putUp: sum.putUp + row.putUp,
      }),
      none,
    ),
    units: shown.map(({ code, name }) => ({ unit: code, name, ...(byUnit.get(code) ?? none) })),
    laggards: await findLaggards(api, tenantId, scope, window.until, now, units),
  };
}

async function findLaggards(
  api: Api,
  tenantId: number,
  { programme, line }: BulletinScope,
  until: Instant,
  now: Instant,
  units: readonly Unit[],
): Promise<Figures["laggards"]> {
  const filter = {
    ...{ states: null, unit: null, card: null, programme, line, dueFrom: null, dueBefore: null },
    ...{ overdue: true, now, text: null, request: null, handler: null, words: null },
  };
  const places = await findTaskPlaces(api.database, tenantId, filter, null, mostLaggards, { all: true });
  const found = await findTasks(
    api.database,
    tenantId,
    places.map(({ id }) => id),
  );
  const tasks = await showTasks(
    api.database,
    tenantId,
    found.filter(({ createdAt }) => createdAt < until),
    now,
  );
  const nameByCode = new Map(units.map(({ code, name }) => [code, name]));
  const laggards = tasks.map(({ id, number, title, unit, dueAt, overdueWorkdays }) => ({
    task: id,
    number,
    title,
    unit,
    unitName: nameByCode.get(unit) ?? unit,
    dueOn: (dueAt ?? "").slice(0, 10),
    overdueWorkdays,
  }));
  return laggards.sort((one, other) => compareNumbers(one.number, other.number));
}

/** By year and number, not by letters: 9号 before 12号. */
const compareNumbers = (one: string, other: string): number =>
  one.localeCompare(other, "zh-CN", { numeric: true });
