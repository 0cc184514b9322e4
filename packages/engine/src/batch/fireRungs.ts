import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { StormOptions } from "../engine.ts";
import type { Transaction } from "../store/database.ts";
import { type ClaimedTask, claimDueTasks, type DueTask } from "../store/tasks.ts";
import type { Instant } from "../time/calendar.ts";
import { type BatchEnvironment, retrying } from "./applyBatch.ts";
import { BatchDraft } from "./batchDraft.ts";
import { loadBatch, loadDirectory } from "./load.ts";
import { dueRungsOf, inOrder, planRungs } from "./planRungs.ts";
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
export function fireDueRungs(
  environment: BatchEnvironment,
  tenantId: number,
  upTo: Instant,
  limit: number,
): Promise<Fired> {
  return fireClaimed(environment, tenantId, upTo, limit, (tx) => claimDueTasks(tx, tenantId, upTo, limit));
}

/**
 * Records what is due at one instant of very many tasks, in several transactions at once, batch by batch until nothing is left of
 * it or the signal is aborted; answers how many.
 *
 * Each batch claims behind the one before it: what fired leaves dead entries at the head of the index, and to look past all of
 * them again for every batch makes a storm take the square of its size. What a batch passes over, since somebody else holds
 * it, or loses to a fault, is still due and found by the next call. While `eventsWait`, only one transaction is under way: who sends
 * an event waits for its answer, the storm for nobody.
 */
export async function fireStorm(
  environment: BatchEnvironment,
  tenantId: number,
  upTo: Instant,
  limit: number,
  { lanes, signal, eventsWait }: StormOptions & { readonly eventsWait: () => boolean },
): Promise<number> {
  let after: DueTask | undefined;
  let over = false;
  // One claims at a time: two who begin at the same place would each look past what the other has.
  let turn: Promise<unknown> = Promise.resolve();
  const claim = (tx: Transaction): Promise<ClaimedTask[]> => {
    const claimed = turn.then(() => claimDueTasks(tx, tenantId, upTo, limit, after));
    turn = claimed.then(
      (tasks) => {
        after = tasks.at(-1) ?? after;
      },
      () => undefined,
    );
    return claimed;
  };
  const drain = async (lane: number): Promise<number> => {
    let sum = 0;
    try {
      while (!over && !signal.aborted) {
        if (lane > 0 && eventsWait()) {
          await pause(besidePauseMs);
          continue;
        }
        const { fired, more } = await fireClaimed(environment, tenantId, upTo, limit, claim);
        sum += fired;
        if (!more) break;
      }
    } finally {
      // Also where it failed: no lane goes on behind the back of who is told.
      over = true;
    }
    return sum;
  };
  const sums = await Promise.all(Array.from({ length: lanes }, (_, lane) => drain(lane)));
  return sums.reduce((sum, count) => sum + count, 0);
}

// About what a batch of a storm takes: a lane that gave way looks again when the next one could begin.
const besidePauseMs = 50;

async function fireClaimed(
  environment: BatchEnvironment,
  tenantId: number,
  upTo: Instant,
  limit: number,
  claim: (tx: Transaction) => Promise<ClaimedTask[]>,
): Promise<Fired> {
  const { database, clock, onCommitted } = environment;
  const { committed, ...outcome } = await retrying(environment, () =>
    database.transaction(async (tx) => {
      const claimed = await claim(tx);
      const last = claimed.at(-1);
      if (last === undefined) return { fired: 0, more: false, storm: null, committed: null };
      const cut = claimed.length === limit;
      const horizon = cut ? last.next_rung_at : upTo;
      const [loaded, directory] = await Promise.all([
        loadBatch(database, tx, tenantId, { ...nothingElse, held: rowsOf(claimed) }),
        loadDirectory(tx, tenantId, [...new Set(claimed.map(({ unit }) => unit))]),
      ]);
      const draft = new BatchDraft({ ...loaded, directory });
      const due = inOrder([...loaded.tasks.values()].flatMap((task) => dueRungsOf(task, horizon)));
      const now = Math.max(await clock.read(), horizon);
      let fired = 0;
      for (let start = 0; start < due.length; start += rungsAtOnce) {
        fired += planRungs(draft, due.slice(start, start + rungsAtOnce), now);
        await nextTurn();
      }
      const storm = cut && claimed[0]?.next_rung_at === last.next_rung_at ? last.next_rung_at : null;
      return { fired, more: cut, storm, committed: await writeBatch(tx, tenantId, draft) };
    }),
  );
  if (committed !== null) onCommitted(committed);
  return outcome;
}

/** The rows of the tasks, each once: one that is due by two of its clocks was claimed by both. */
const rowsOf = (claimed: readonly ClaimedTask[]): ClaimedTask[] => [
  ...new Map(claimed.map((task) => [task.id, task])).values(),
];

// Planned without a pause, a full batch would hold up for tens of milliseconds whatever else this process answers.
const rungsAtOnce = 50;

const nothingElse = {
  locked: true,
  tasks: [],
  events: [],
  units: [],
  idempotencyKeys: [],
  calendars: [],
  ladders: [],
} as const;
