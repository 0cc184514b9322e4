import type { Access } from "../lifecycle/reading.ts";
import { stageOfClock } from "../lifecycle/stageActions.ts";
import { unarmed } from "../lifecycle/stages.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import type { Database } from "../store/database.ts";
import { findTasks } from "../store/matterReads.ts";
import { findRunningClocks, likenessOf, type RunningClock, runningClockOf } from "../store/runningClocks.ts";
import { findSeenTasks } from "../store/seen.ts";
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

// Some 2 MB of clocks at a time, whatever the county holds.
const clocksAtOnce = 2_000;

/** Where a deadline would go, null if it would stay. */
type Move = Pick<MovedDeadline, "to" | "provisional"> | null;

/**
 * Which open deadlines a calendar would move if it were put in force, by the very projection that would move them.
 *
 * Nothing is changed. Clocks are gone through in pages, task by task; `keep` of the moved deadlines that
 * may be seen are answered, all of them are counted.
 * The tasks of a matter have clocks that are alike, and those are projected once; only tasks with stages are read whole.
 */
export async function previewCalendar(
  database: Database,
  tenantId: number,
  calendar: Calendar,
  keep: number,
  access: Access,
): Promise<CalendarPreview> {
  const moved: MovedDeadline[] = [];
  let total = 0;
  const add = (found: readonly MovedDeadline[]) => {
    total += found.length;
    moved.push(...found.slice(0, Math.max(0, keep - moved.length)));
  };
  const known = new Map<string, Move>();
  let staged: string | null = null;
  for await (const page of pagesOf(database, tenantId, calendar.id)) {
    const tasks = new Set(page.map(({ task }) => task));
    const seen = await findSeenTasks(database, tenantId, [...tasks], access);
    for (const clock of page) {
      if (clock.task === staged || !seen.has(clock.task)) continue;
      const ladder = await findLadder(database, database, tenantId, clock.ladderId, clock.ladderVersion);
      if (ladder === undefined) continue;
      if (clock.hasStages) {
        staged = clock.task;
        const whole = await findTasks(database, tenantId, [staged]);
        add(whole.flatMap((task) => movedDeadlinesOf(task, calendar, ladder)));
        continue;
      }
      const move = moveOf(clock, calendar, ladder, known);
      const { task, number, unit, name, dueAt: from } = clock;
      if (move !== null) add([{ task, number, unit, clock: name, stage: null, from, ...move }]);
    }
  }
  return { moved, total };
}

async function* pagesOf(database: Database, tenantId: number, calendar: string) {
  let page = await findRunningClocks(database, tenantId, calendar, null, clocksAtOnce);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield page;
    page = await findRunningClocks(database, tenantId, calendar, last, clocksAtOnce);
  }
}

// A page's worth several times over: those that are alike lie close together, having been made together.
const knownMoves = 10_000;

function moveOf(clock: RunningClock, calendar: Calendar, ladder: Ladder, known: Map<string, Move>): Move {
  const likeness = likenessOf(clock);
  const found = known.get(likeness);
  if (found !== undefined) return found;
  const before = runningClockOf(clock);
  const after = reprojectClock(before, calendar, ladder);
  const move = isMoved(before, after) ? { to: after.dueAt, provisional: after.provisional } : null;
  if (known.size >= knownMoves) known.clear();
  known.set(likeness, move);
  return move;
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
