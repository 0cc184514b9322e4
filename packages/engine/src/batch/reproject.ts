import { engineParty } from "../lifecycle/caller.ts";
import type { TaskEvent } from "../lifecycle/taskEvent.ts";
import { saveClocks, type TaskClock } from "../store/clocks.ts";
import { claimStaleTasks } from "../store/tasks.ts";
import { findStaleCalendars } from "../store/versions.ts";
import type { Instant } from "../time/calendar.ts";
import { type BatchEnvironment, retrying } from "./applyBatch.ts";
import { BatchDraft } from "./batchDraft.ts";
import { loadBatch, loadDirectory } from "./load.ts";
import { contextOf, dueRungsOf, engineIdentity, planOwn, planRungs } from "./planRungs.ts";
import { writeBatch } from "./write.ts";

/**
 * Projects again the running clocks that an older version of their calendar projected (time.md 3), at most `limit` tasks
 * of one calendar. What moves is recorded as `projected` with from, to and why; where nothing moves only the
 * version the clock was projected with is brought up to date, so that it is not looked at again.
 */
export async function reprojectDeadlines(
  environment: BatchEnvironment,
  tenantId: number,
  limit: number,
): Promise<{ moved: number; more: boolean }> {
  const versions = await findStaleCalendars(environment.database, tenantId);
  for (const [id, version] of versions) {
    const outcome = await reprojectCalendar(environment, tenantId, { id, version }, limit);
    if (outcome.claimed > 0) return { moved: outcome.moved, more: true };
  }
  return { moved: 0, more: false };
}

async function reprojectCalendar(
  environment: BatchEnvironment,
  tenantId: number,
  calendar: { readonly id: string; readonly version: number },
  limit: number,
): Promise<{ claimed: number; moved: number }> {
  const { database, clock, onCommitted } = environment;
  const { committed, ...outcome } = await retrying(environment, () =>
    database.transaction(async (tx) => {
      const tasks = await claimStaleTasks(tx, tenantId, calendar, limit);
      if (tasks.length === 0) return { claimed: 0, moved: 0, committed: null };
      const wanted = {
        tasks,
        locked: true,
        events: [],
        units: [],
        idempotencyKeys: [],
        calendars: [],
        ladders: [],
      };
      const loaded = await loadBatch(database, tx, tenantId, wanted);
      const units = new Set([...loaded.tasks.values()].map((task) => task.unit));
      const draft = new BatchDraft({ ...loaded, directory: await loadDirectory(tx, tenantId, [...units]) });
      const now = await clock.read();
      const moved = tasks.filter((task) => planProjection(draft, task, calendar, now)).length;
      const committed = await writeBatch(tx, tenantId, draft);
      await saveClocks(tx, tenantId, unmovedClocks(draft, tasks, calendar));
      return { claimed: tasks.length, moved, committed };
    }),
  );
  if (committed !== null) onCommitted(committed);
  return outcome;
}

function planProjection(
  draft: BatchDraft,
  task: string,
  calendar: { readonly id: string; readonly version: number },
  now: Instant,
): boolean {
  const state = draft.task(task);
  if (state === undefined) return false;
  const event: TaskEvent = {
    type: "projected",
    data: { calendar, why: "calendar-edited" },
    by: engineParty,
    roles: [],
    at: contextOf(draft, state, now).now,
  };
  const identity = engineIdentity(`projected/${task}/${calendar.id}/${calendar.version}`);
  if (!planOwn(draft, task, event, identity, now)) return false;
  // A rung that the edit moves into the past fires with it.
  planRungs(draft, dueRungsOf(draft.task(task) ?? state, now), now);
  return true;
}

/** The running clocks that the new version moves by nothing, marked as projected with it. */
function unmovedClocks(
  draft: BatchDraft,
  tasks: readonly string[],
  calendar: { readonly id: string; readonly version: number },
): TaskClock[] {
  return tasks.flatMap((taskId) =>
    (draft.task(taskId)?.clocks ?? [])
      .filter((clock) => clock.state === "running" && clock.calendar.version < calendar.version)
      .map((clock) => ({ taskId, clock: { ...clock, calendar } })),
  );
}
