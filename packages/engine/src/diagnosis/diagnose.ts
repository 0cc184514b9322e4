import {
  type ActivityScope,
  type ClosedStep,
  findClosedSteps,
  findMarks,
  findOpenTasks,
  findReports,
  type OpenTask,
} from "../store/activity.ts";
import type { Database } from "../store/database.ts";
import { type Calendar, instantAt } from "../time/calendar.ts";
import type { Activity } from "./activity.ts";
import { type ClosedTask, type Closing, closingOf } from "./closing.ts";
import { type GustOfWind, gustOfWindOf } from "./gustOfWind.ts";
import { type Lopsided, lopsidedOf } from "./lopsided.ts";
import { centralWorksOf, lineKey, linesOf, type Plan } from "./plan.ts";
import { type TightAndLoose, tightAndLooseOf } from "./tightAndLoose.ts";
import { type TwoSkins, twoSkinsOf } from "./twoSkins.ts";
import { type DateSpan, workdaysIn } from "./workTime.ts";

/** The diagnosis of a scope over a span of dates: figures and the dates behind them, for the unit and its supervisor. */
export interface Diagnosis {
  readonly span: DateSpan;
  readonly workdays: number;
  readonly reports: number;
  readonly openTasks: number;
  readonly tightAndLoose: TightAndLoose;
  readonly gustOfWind: GustOfWind;
  readonly lopsided: Lopsided;
  readonly twoSkins: TwoSkins;
  readonly closing: Closing;
}

/**
 * Diagnoses a scope on the working days of a calendar, from what was recorded in the span; nothing is changed or kept.
 *
 * A line that tasks name and no plan has is looked at like a planned one without a weight.
 */
export async function diagnose(
  database: Database,
  tenantId: number,
  scope: ActivityScope,
  span: DateSpan,
  calendar: Calendar,
  plan: Plan,
): Promise<Diagnosis> {
  const window = {
    from: instantAt(calendar, span.from, "00:00"),
    until: instantAt(calendar, span.to + 1, "00:00"),
  };
  const [reports, marks, openTasks, steps] = await Promise.all([
    findReports(database, tenantId, scope, window),
    findMarks(database, tenantId, scope, window),
    findOpenTasks(database, tenantId, scope, window),
    findClosedSteps(database, tenantId, scope, window),
  ]);
  const activity: Activity = { calendar, span, reports, marks };
  return {
    span,
    workdays: workdaysIn(calendar, span),
    reports: reports.length,
    openTasks: openTasks.length,
    tightAndLoose: tightAndLooseOf(activity),
    gustOfWind: gustOfWindOf(activity),
    lopsided: lopsidedOf(activity, linesOf(plan, scope, openTasks)),
    twoSkins: twoSkinsOf(
      activity,
      openTasks.map((task) => servingOf(plan, task)),
      centralWorksOf(plan, scope, openTasks),
    ),
    closing: closingOf(calendar, closedTasksOf(steps)),
  };
}

const servingOf = (plan: Plan, { task, programme, line }: OpenTask) => ({
  task,
  campaign: programme !== null,
  serves: programme === null || line === null ? [] : (plan.servesByLine.get(lineKey(programme, line)) ?? []),
});

function closedTasksOf(steps: readonly ClosedStep[]): ClosedTask[] {
  const tasks = new Map<string, ClosedTask & { readonly steps: ClosedStep[] }>();
  for (const step of steps) {
    const known = tasks.get(step.task);
    if (known === undefined) {
      tasks.set(step.task, { task: step.task, number: step.number, dueAt: step.due_at, steps: [step] });
    } else {
      known.steps.push(step);
    }
  }
  return [...tasks.values()];
}
