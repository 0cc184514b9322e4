import { claimDueTasks } from "../store/tasks.ts";
import type { Instant } from "../time/calendar.ts";
import { type BatchEnvironment, retrying } from "./applyBatch.ts";
import { BatchDraft } from "./batchDraft.ts";
import { loadBatch, loadDirectory } from "./load.ts";
import { dueRungsOf, planRungs } from "./planRungs.ts";
import { writeBatch } from "./write.ts";

/**
 * How many were recorded, and whether more is due. `storm` is the one instant at which the whole of a full batch was due:
 * among rungs of one instant there is no order, so several may drain what else is due by then at once.
 */
export interface Fired {
  readonly fired: number;
  readonly more: boolean;
  readonly storm: Instant | null;
}

/**
 * Records the rungs due by `upTo` of the first tasks that have any, oldest rung first, in one transaction.
 *
 * A batch never runs ahead: where the limit cuts it, only rungs not after the last one claimed are fired, so that over
 * all tasks the order of recording is the order of instants (within one worker; several keep it task by task).
 */
export async function fireDueRungs(
  environment: BatchEnvironment,
  tenantId: number,
  upTo: Instant,
  limit: number,
): Promise<Fired> {
  const { database, clock, onCommitted } = environment;
  const { committed, ...outcome } = await retrying(environment, () =>
    database.transaction(async (tx) => {
      const claimed = await claimDueTasks(tx, tenantId, upTo, limit);
      const last = claimed.at(-1);
      if (last === undefined) return { fired: 0, more: false, storm: null, committed: null };
      const cut = claimed.length === limit;
      const horizon = cut ? last.next_rung_at : upTo;
      const tasks = [...new Set(claimed.map(({ id }) => id))];
      const loaded = await loadBatch(database, tx, tenantId, { ...nothingElse, tasks });
      const units = new Set([...loaded.tasks.values()].map((task) => task.unit));
      const draft = new BatchDraft({ ...loaded, directory: await loadDirectory(tx, tenantId, [...units]) });
      const due = [...loaded.tasks.values()].flatMap((task) => dueRungsOf(task, horizon));
      const fired = planRungs(draft, due, Math.max(await clock.read(), horizon));
      const storm = cut && claimed[0]?.next_rung_at === last.next_rung_at ? last.next_rung_at : null;
      return { fired, more: cut, storm, committed: await writeBatch(tx, tenantId, draft) };
    }),
  );
  if (committed !== null) onCommitted(committed);
  return outcome;
}

const nothingElse = {
  locked: true,
  events: [],
  units: [],
  idempotencyKeys: [],
  calendars: [],
  ladders: [],
} as const;
