import {
  type Calendar,
  type Clock,
  type ClockName,
  dayOf,
  formatInstant,
  type Instant,
  invariant,
  isOverdue,
  missingCountersigns,
  nextRungAt,
  overdueWorkdays,
  type TaskState,
  workdaysBetween,
} from "@duban/engine";
import type { z } from "zod";
import type { taskSchema } from "../schemas/work.ts";

/** A task as the contract shows it. */
export type TaskView = z.input<typeof taskSchema>;

/**
 * The task as it stands at `now`: overdue and how late are derived here, and so right whatever the workers have done.
 *
 * Instants are written in the zone of the task's calendar.
 */
export function taskView(task: TaskState, calendar: Calendar, now: Instant): TaskView {
  const show = (instant: Instant) => formatInstant(calendar.timeZone, instant);
  const finish = clockOf(task, "finish");
  return {
    id: task.id,
    matter: task.matter,
    number: task.number,
    title: task.title,
    programme: task.programme,
    line: task.line,
    priority: task.priority,
    unit: task.unit,
    role: task.role,
    handler: task.handler,
    definition: task.definition,
    state: task.state,
    stateSince: show(task.stateSince),
    revision: task.revision,
    card: task.card,
    signBy: runningDue(clockOf(task, "sign"), show),
    dueAt: runningDue(finish, show),
    provisional: finish?.provisional ?? false,
    overdue: finish !== undefined && isOverdue(finish, now),
    workdaysLeft: finish === undefined ? null : workdaysLeft(finish, calendar, now),
    overdueWorkdays: finish === undefined ? 0 : overdueWorkdays(finish, calendar, now),
    lateWorkdays: finish === undefined ? 0 : lateWorkdays(finish, calendar, now),
    progress: task.progress,
    reworks: task.reworks,
    extensions: task.extensions,
    urges: task.urges,
    request: requestView(task),
    clocks: task.clocks.map((clock) => clockView(clock, show)),
    countersign: countersignView(task, show),
    stages: task.stages.map((_, place) => stageView(task, place, show)),
    reportEvery: task.terms.reportEvery,
    targets: targetsView(task),
    createdAt: show(task.createdAt),
    updatedAt: show(task.updatedAt),
  };
}

const clockOf = (task: TaskState, name: ClockName): Clock | undefined =>
  task.clocks.find((clock) => clock.name === name);

type Show = (instant: Instant) => string;

const runningDue = (clock: Clock | undefined, show: Show): string | null =>
  clock?.state === "running" ? show(clock.dueAt) : null;

/** How many working days the clock was past its due when it stopped, or is by now: what stays true of a closed task. */
function lateWorkdays(clock: Clock, calendar: Calendar, now: Instant): number {
  const until = clock.stoppedAt ?? now;
  return until > clock.dueAt
    ? workdaysBetween(calendar, dayOf(calendar, clock.dueAt), dayOf(calendar, until))
    : 0;
}

/** Working days x with today < x ≤ the due date: 0 on the day itself; null where nothing runs or it is overdue. */
function workdaysLeft(clock: Clock, calendar: Calendar, now: Instant): number | null {
  return clock.state === "running" && now <= clock.dueAt
    ? workdaysBetween(calendar, dayOf(calendar, now), dayOf(calendar, clock.dueAt))
    : null;
}

/** Every target the task has a share of or reported on, by id. */
function targetsView({ terms, figures }: TaskState): TaskView["targets"] {
  const ids = [...new Set([...Object.keys(terms.targets), ...Object.keys(figures)])].sort();
  return ids.map((id) => ({ id, share: terms.targets[id] ?? null, reported: figures[id] ?? null }));
}

function requestView({ request }: TaskState): TaskView["request"] {
  if (request === null) return null;
  const { kind, reason, due } = request;
  return due === null ? { kind, reason } : { kind, reason, due };
}

function countersignView(task: TaskState, show: Show): TaskView["countersign"] {
  const { countersign } = task.terms;
  if (countersign === undefined) return null;
  return {
    units: [...countersign],
    missing: [...missingCountersigns(task)],
    said: task.countersigns.map((one) => ({ ...one, at: show(one.at) })),
  };
}

function stageView(task: TaskState, place: number, show: Show): TaskView["stages"][number] {
  const stage = task.stages[place];
  const terms = task.terms.stages[place];
  invariant(stage !== undefined && terms !== undefined, "a task has as many stages as were agreed");
  if (stage.state === "met") return { ...terms, state: stage.state, metAt: show(stage.at) };
  if (stage.state === "skipped") return { ...terms, state: stage.state };
  const dueAt = runningDue(stage.state === "waiting" ? stage.clock : clockOf(task, "stage"), show);
  return { ...terms, state: stage.state, ...(dueAt === null ? {} : { dueAt }) };
}

function clockView(clock: Clock, show: Show): TaskView["clocks"][number] {
  const next = nextRungAt(clock);
  return {
    name: clock.name,
    state: clock.state,
    dueAt: clock.state === "held" ? null : show(clock.dueAt),
    remaining: clock.remaining,
    generation: clock.generation,
    nextRungAt: next === null ? null : show(next),
    provisional: clock.provisional,
  };
}
