import {
  type Caller,
  chinaCalendar,
  dayOf,
  defaultId,
  type FundedTask,
  findFundedTasks,
  findProjects,
  findSeenTasks,
  formatDay,
  type PaidSum,
  type Project,
  type ProjectFunds,
  projectFunds,
  sumPayments,
} from "@duban/engine";
import { accessOfCaller } from "./access.ts";
import type { Api } from "./api.ts";
import { findCalendarInForce } from "./taskReader.ts";

/** The projects a caller may see, with their money as it stands, and the tasks behind them. */
export interface SeenFunds {
  readonly projects: readonly ProjectFunds[];
  readonly taskById: ReadonlyMap<string, FundedTask>;
  readonly sees: (task: string) => boolean;
  readonly timeZone: string;
}

/** The projects that the caller may see, only those of the ids if given: whose task, programme, line or unit is his to see, or that his unit pays. */
export async function findSeenFunds(
  api: Api,
  caller: Caller,
  ids: readonly string[] | null,
): Promise<SeenFunds> {
  const { database, clock } = api;
  const { tenantId } = caller;
  const [all, access, calendar] = await Promise.all([
    findProjects(database, tenantId, ids),
    accessOfCaller(api, caller),
    findCalendarInForce(database, tenantId, defaultId),
  ]);
  const taskIds = all.flatMap(({ tasks }) => tasks.map(({ task }) => task));
  const seen = await findSeenTasks(database, tenantId, taskIds, access);
  const projects = all.filter(
    ({ programme, line, unit, paidBy, tasks }: Project) =>
      access.all ||
      access.units.includes(unit) ||
      (paidBy !== null && paidBy === caller.unit) ||
      (programme !== null && access.programmes.includes(programme)) ||
      (line !== null && access.lines.includes(line)) ||
      tasks.some(({ task }) => seen.has(task)),
  );
  const shown = projects.map(({ id }) => id);
  const [sums, taskById, now] = await Promise.all([
    sumPayments(database, tenantId, shown),
    findFundedTasks(database, tenantId, taskIds),
    clock.read(),
  ]);
  const { timeZone } = calendar ?? chinaCalendar(defaultId, 0);
  const today = formatDay(dayOf(calendar ?? chinaCalendar(defaultId, 0), now));
  const sumsOf = new Map<string, PaidSum[]>();
  for (const sum of sums) sumsOf.set(sum.project, [...(sumsOf.get(sum.project) ?? []), sum]);
  return {
    projects: projects.map((project) => projectFunds(project, sumsOf.get(project.id) ?? [], taskById, today)),
    taskById,
    sees: (task) => seen.has(task),
    timeZone,
  };
}
