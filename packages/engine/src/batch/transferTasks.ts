import type { TaskEvent } from "../lifecycle/taskEvent.ts";
import { claimSucceededTasks } from "../store/succeededTasks.ts";
import { claimSuccession, findOpenSuccession, noteMoved, type Succession } from "../store/successions.ts";
import type { Instant } from "../time/calendar.ts";
import { type BatchEnvironment, retrying } from "./applyBatch.ts";
import { BatchDraft } from "./batchDraft.ts";
import { loadBatch, loadDirectory } from "./load.ts";
import { contextOf, dueRungsOf, engineIdentity, planOwn, planRungs } from "./planRungs.ts";
import { writeBatch } from "./write.ts";

/**
 * Moves at most `limit` tasks of the oldest succession that isn't done: `transferred` is recorded of each, once for the succession,
 * in the transaction that moves it. The one that finds nothing left marks it as done. After a crash it goes on with what is left.
 */
export async function transferTasks(
  environment: BatchEnvironment,
  tenantId: number,
  limit: number,
): Promise<{ moved: number; more: boolean }> {
  const open = await findOpenSuccession(environment.database, tenantId);
  if (open === undefined) return { moved: 0, more: false };
  const { database, clock, onCommitted } = environment;
  const { moved, committed } = await retrying(environment, () =>
    database.transaction(async (tx) => {
      const succession = await claimSuccession(tx, tenantId, open);
      if (succession === undefined) return { moved: 0, committed: null };
      const tasks = await claimSucceededTasks(tx, tenantId, succession, limit);
      const now = await clock.read();
      if (tasks.length === 0) {
        await noteMoved(tx, tenantId, succession.id, 0, now);
        return { moved: 0, committed: null };
      }
      const loaded = await loadBatch(database, tx, tenantId, { ...nothingElse, tasks });
      const units = new Set([...loaded.tasks.values()].map((task) => task.unit));
      if (succession.kind === "unit") units.add(succession.successor);
      const draft = new BatchDraft({ ...loaded, directory: await loadDirectory(tx, tenantId, [...units]) });
      for (const task of tasks) planTransfer(draft, task, succession, now);
      const committed = await writeBatch(tx, tenantId, draft);
      await noteMoved(tx, tenantId, succession.id, tasks.length, null);
      return { moved: tasks.length, committed };
    }),
  );
  if (committed !== null) onCommitted(committed);
  return { moved, more: true };
}

const nothingElse = {
  locked: true,
  events: [],
  units: [],
  idempotencyKeys: [],
  calendars: [],
  ladders: [],
} as const;

/** What is due fires first, as before any other event. The administrator who ordered it is who did it. */
function planTransfer(draft: BatchDraft, task: string, succession: Succession, now: Instant): void {
  const state = draft.task(task);
  if (state === undefined) return;
  planRungs(draft, dueRungsOf(state, now), now);
  const { id, kind, subject: from, successor: to, withPeople: people, reason, orderedBy } = succession;
  const event: TaskEvent = {
    type: "transferred",
    data: {
      succession: id,
      reason,
      ...(kind === "unit" ? { unit: { from, to, people } } : { person: { from, to } }),
    },
    by: orderedBy,
    roles: ["systemAdmin"],
    at: contextOf(draft, state, now).now,
    right: "systemAdmin",
  };
  planOwn(draft, task, event, engineIdentity(`transferred/${task}/${id}`), now);
}
