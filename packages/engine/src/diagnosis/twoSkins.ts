import type { Activity } from "./activity.ts";
import { countWeekly } from "./gustOfWind.ts";
import { rankCorrelationOf } from "./rankCorrelation.ts";

/** A task that was open in the window, with the central works (中心工作) that its line serves. */
export interface ServingTask {
  readonly task: string;
  /** Whether it belongs to a campaign: a programme's task; the others are everyday work. */
  readonly campaign: boolean;
  readonly serves: readonly string[];
}

/** 两张皮: whether the campaign's work and the county's real work are two skins. Null where there is not enough to say. */
export interface TwoSkins {
  /** The share of tasks that serve no central work; by count, and by the reports made on them. */
  readonly detachedTasks: number | null;
  readonly detachedEffort: number | null;
  /** Each central work with the open tasks that serve it and the reports made on them. */
  readonly centralWorks: readonly {
    readonly work: string;
    readonly tasks: number;
    readonly reports: number;
  }[];
  /** Central works that no task serves, and their share. */
  readonly unserved: readonly string[];
  readonly unservedShare: number | null;
  /** Spearman's ρ of the weeks' campaign reports and the rest's: under 0 where campaign weeks crowd out the rest. From 12 weeks on. */
  readonly crowding: number | null;
}

export function twoSkinsOf(
  activity: Activity,
  tasks: readonly ServingTask[],
  centralWorks: readonly string[],
): TwoSkins {
  const taskById = new Map(tasks.map((task) => [task.task, task]));
  const reports = activity.reports.filter(({ task }) => taskById.has(task));
  const isDetached = (task: ServingTask | undefined) => task !== undefined && task.serves.length === 0;
  const served = centralWorks.map((work) => ({
    work,
    tasks: tasks.filter(({ serves }) => serves.includes(work)).length,
    reports: reports.filter(({ task }) => taskById.get(task)?.serves.includes(work)).length,
  }));
  const unserved = served.filter((of) => of.tasks === 0).map(({ work }) => work);
  const inCampaign = reports.filter(({ task }) => taskById.get(task)?.campaign === true);
  const beside = reports.filter(({ task }) => taskById.get(task)?.campaign === false);
  const weekly = (some: Activity["reports"]) => countWeekly({ ...activity, reports: some });
  return {
    detachedTasks: shareOf(tasks.filter(isDetached).length, tasks.length),
    detachedEffort: shareOf(
      reports.filter(({ task }) => isDetached(taskById.get(task))).length,
      reports.length,
    ),
    centralWorks: served,
    unserved,
    unservedShare: shareOf(unserved.length, centralWorks.length),
    crowding: rankCorrelationOf(
      weekly(inCampaign).map((week) => week.reports),
      weekly(beside).map((week) => week.reports),
    ),
  };
}

const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
