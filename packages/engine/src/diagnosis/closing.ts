import type { WorkState } from "../lifecycle/taskState.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { workedDaysAt } from "./workTime.ts";

/** A step of a task's history: what happened when, and where the work stood after it. */
export interface Step {
  readonly type: string;
  readonly at: Instant;
  readonly state: WorkState;
}

/** A task that was closed in the window: its history to that day, and the finish clock's due then. */
export interface ClosedTask {
  readonly task: string;
  readonly number: string;
  readonly dueAt: Instant;
  readonly steps: readonly Step[];
}

/** At whose desk the work lies: a declined task waits for a supervisor, a suspended one for what it was suspended for. */
export const desks = ["unit", "inspector", "supervisor", "suspended"] as const;
export type Desk = (typeof desks)[number];

/** How work came to its end. Times are in working days; null where no task was closed. */
export interface Closing {
  readonly closed: number;
  /** Reported as done (the last `submitted`) not after the due. */
  readonly onTime: number;
  readonly late: number;
  /** Returned for rework at least once; extended at least once; sprung back after closing (look-back failed, reopened). */
  readonly returned: number;
  readonly extended: number;
  readonly sprungBack: number;
  readonly meanWorkdaysAt: Readonly<Record<Desk, number>> | null;
  /** Where work waits longest, on average. */
  readonly slowestDesk: Desk | null;
  readonly lateTasks: readonly { readonly task: string; readonly number: string }[];
}

const deskByState: Readonly<Partial<Record<WorkState, Desk>>> = {
  assigned: "unit",
  inProgress: "unit",
  declined: "supervisor",
  underInspection: "inspector",
  inspected: "supervisor",
  suspended: "suspended",
};

export function closingOf(calendar: Calendar, tasks: readonly ClosedTask[]): Closing {
  const having = (...types: string[]) =>
    tasks.filter(({ steps }) => steps.some(({ type }) => types.includes(type))).length;
  const late = tasks.filter(isLate);
  const sums: Record<Desk, number> = { unit: 0, inspector: 0, supervisor: 0, suspended: 0 };
  for (const { steps } of tasks) addTimes(calendar, steps, sums);
  const meanAt = (desk: Desk) => sums[desk] / tasks.length;
  const ordered = [...desks].sort((one, other) => sums[other] - sums[one]);
  return {
    closed: tasks.length,
    onTime: tasks.length - late.length,
    late: late.length,
    returned: having("failed", "closureRefused"),
    extended: having("extensionGranted"),
    sprungBack: having("lookbackFailed", "reopened"),
    meanWorkdaysAt:
      tasks.length === 0
        ? null
        : {
            unit: meanAt("unit"),
            inspector: meanAt("inspector"),
            supervisor: meanAt("supervisor"),
            suspended: meanAt("suspended"),
          },
    slowestDesk: tasks.length === 0 ? null : (ordered[0] ?? null),
    lateTasks: late.map(({ task, number }) => ({ task, number })),
  };
}

function isLate({ steps, dueAt }: ClosedTask): boolean {
  const submitted = steps.findLast(({ type }) => type === "submitted");
  return submitted !== undefined && submitted.at > dueAt;
}

/** Adds the working days between each step and the next to the desk where the work lay meanwhile. */
function addTimes(calendar: Calendar, steps: readonly Step[], sums: Record<Desk, number>): void {
  const since = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    const desk = deskByState[step.state];
    if (next === undefined || desk === undefined) continue;
    sums[desk] += workedDaysAt(calendar, since, next.at) - workedDaysAt(calendar, since, step.at);
  }
}
