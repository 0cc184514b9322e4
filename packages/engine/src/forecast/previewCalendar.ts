import { stageOfClock } from "../lifecycle/stageActions.ts";
import { unarmed } from "../lifecycle/stages.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import type { Database } from "../store/database.ts";
import { findTasks } from "../store/matterReads.ts";
import { findRunningTasks } from "../store/runningTasks.ts";
import { findLadder } from "../store/versions.ts";
import type { Calendar, Instant } from "../time/calendar.ts";
import { type Clock, isMoved, reprojectClock } from "../time/clock.ts";
import type { ClockName, Ladder } from "../time/ladder.ts";

/** An open deadline that an edit would move; `from` and `to` are alike where only it being provisional or a rung moves. */
export interface MovedDeadline {
  readonly task: string;
  readonly number: string;
  readonly unit: string;
  readonly clock: ClockName;
  readonly stage: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly provisional: boolean;
}

/** The first of the deadlines that would move, and how many there are. */
export interface CalendarPreview {
  readonly moved: readonly MovedDeadline[];
  readonly total: number;
}

// Some 3 MB of tasks at a time, whatever the county holds.
const clocksAtOnce = 1_000;

/**
 * Which open deadlines a calendar would move if it were put in force, by the very projection that would move them.
 *
 * Nothing is changed. Tasks are gone through in pages, by id; `keep` of the moved deadlines are answered, all are counted.
 */
export async function previewCalendar(
  database: Database,
  tenantId: number,
  calendar: Calendar,
  keep: number,
): Promise<CalendarPreview> {
  const moved: MovedDeadline[] = [];
  let total = 0;
  for (let after: string | null = null; ; ) {
    const ids = await findRunningTasks(database, tenantId, calendar.id, after, clocksAtOnce);
    for (const task of await findTasks(database, tenantId, ids)) {
      const { id, version } = task.terms.ladder;
      const ladder = await findLadder(database, database, tenantId, id, version);
      const found = ladder === undefined ? [] : movedDeadlinesOf(task, calendar, ladder);
      total += found.length;
      moved.push(...found.slice(0, Math.max(0, keep - moved.length)));
    }
    const last = ids.at(-1);
    if (last === undefined) return { moved, total };
    after = last;
  }
}

/** The deadlines of one task that the calendar would move, those of stages that wait their turn too. Pure. */
export function movedDeadlinesOf(task: TaskState, calendar: Calendar, ladder: Ladder): MovedDeadline[] {
  const moved: MovedDeadline[] = [];
  const project = (clock: Clock, by: Ladder, stage: string | null) => {
    const after = reprojectClock(clock, calendar, by);
    if (!isMoved(clock, after)) return;
    const { id, number, unit } = task;
    const { dueAt: to, provisional } = after;
    moved.push({ task: id, number, unit, clock: clock.name, stage, from: clock.dueAt, to, provisional });
  };
  for (const clock of task.clocks) project(clock, ladder, stageOfClock(task, clock));
  for (const [place, stage] of task.stages.entries()) {
    if (stage.state === "waiting") project(stage.clock, unarmed, task.terms.stages[place]?.name ?? null);
  }
  return moved;
}
