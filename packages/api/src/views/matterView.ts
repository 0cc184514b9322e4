import { formatInstant, type Matter, type TaskState } from "@duban/engine";
import type { z } from "zod";
import type { matterSchema } from "../schemas/work.ts";
import type { TaskView } from "./taskView.ts";

/** A matter as the contract shows it, with its tasks. */
export type MatterView = z.input<typeof matterSchema>;

/** The matter, its state derived from its tasks; instants in the zone given. */
export function matterView(
  matter: Matter,
  tasks: readonly TaskState[],
  shownTasks: readonly TaskView[],
  timeZone: string,
): MatterView {
  const { kind, ref } = matter.source;
  return {
    id: matter.id,
    number: matter.number,
    state: matterState(tasks),
    title: matter.title,
    // Its kind was checked by the schema it came in through.
    source: { kind: kind as MatterView["source"]["kind"], ...(ref === undefined ? {} : { ref }) },
    programme: matter.programme,
    line: matter.line,
    priority: matter.priority,
    requirement: matter.requirement,
    lead: matter.lead,
    assist: [...matter.assist],
    due: matter.due,
    signWithin: matter.signWithin,
    ladder: matter.ladder,
    calendar: matter.calendar,
    approvals: matter.approvals,
    ...(matter.approvalChain === undefined ? {} : { approvalChain: [...matter.approvalChain] }),
    countersign: matter.countersign === true,
    maxExtensions: matter.maxExtensions,
    stages: [...(matter.stages ?? [])],
    reportEvery: matter.reportEvery ?? null,
    targets: (matter.targets ?? []).map((target) => ({ ...target, shares: { ...target.shares } })),
    ...(matter.duty === undefined ? {} : { duty: matter.duty }),
    createdAt: formatInstant(timeZone, matter.createdAt),
    tasks: [...shownTasks],
  };
}

/** How far a matter has come: the mean of its tasks, to a tenth; null where each was waived or terminated. */
export function matterProgress(tasks: readonly Pick<TaskState, "state" | "progress">[]): string | null {
  const counted = tasks.filter(({ state }) => state !== "waived" && state !== "terminated");
  if (counted.length === 0) return null;
  const sum = counted.reduce(
    (so, { state, progress }) => so + (state === "closed" || state === "archived" ? 100 : progress),
    0,
  );
  // Whole numbers throughout, so that it is the very tenth that the line's sum in SQL is made of.
  const tenths = Math.floor((20 * sum + counted.length) / (2 * counted.length));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

const leadEnds: ReadonlySet<string> = new Set(["closed", "archived"]);
const assistEnds: ReadonlySet<string> = new Set(["closed", "archived", "waived", "terminated"]);

/**
 * A matter is closed when its lead's task is closed and nothing more is to come of the assisting ones: each is closed,
 * waived or terminated. It is terminated with its lead's task; else open.
 */
export function matterState(tasks: readonly Pick<TaskState, "role" | "state">[]): MatterView["state"] {
  if (tasks.some(({ role, state }) => role === "lead" && state === "terminated")) return "terminated";
  const isDone = tasks.every(({ role, state }) => (role === "lead" ? leadEnds : assistEnds).has(state));
  return isDone ? "closed" : "open";
}
