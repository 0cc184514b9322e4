import {
  type Calendar,
  chinaCalendar,
  type Database,
  findCalendar,
  findCurrentCalendars,
  type Instant,
  type TaskState,
} from "@duban/engine";
import { type TaskView, taskView } from "./views/taskView.ts";

/** The calendar in force under an id, if there is one. */
export async function findCalendarInForce(
  database: Database,
  tenantId: number,
  id: string,
): Promise<Calendar | undefined> {
  const version = (await findCurrentCalendars(database, tenantId)).get(id);
  return version === undefined ? undefined : findCalendar(database, database, tenantId, id, version);
}

/**
 * The calendar a task is shown by: the version its finish clock was projected with, so that due and lateness agree.
 *
 * Versions are kept in memory: seldom a query.
 */
export async function calendarOfTask(
  database: Database,
  tenantId: number,
  task: TaskState,
): Promise<Calendar> {
  const clock = task.clocks.find(({ name }) => name === "finish") ?? task.clocks[0];
  const projected =
    clock && (await findCalendar(database, database, tenantId, clock.calendar.id, clock.calendar.version));
  // Neither can be missing while a task's calendar is in the store; without one the national list is the best guess.
  return (
    projected ??
    (await findCalendarInForce(database, tenantId, task.terms.calendar)) ??
    chinaCalendar(task.terms.calendar, 0)
  );
}

/** Tasks as they are shown at `now`. */
export function showTasks(
  database: Database,
  tenantId: number,
  tasks: readonly TaskState[],
  now: Instant,
): Promise<TaskView[]> {
  return Promise.all(
    tasks.map(async (task) => taskView(task, await calendarOfTask(database, tenantId, task), now)),
  );
}
