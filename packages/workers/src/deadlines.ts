import { setTimeout as wait } from "node:timers/promises";
import {
  type Database,
  type Engine,
  type EngineClock,
  findNextAttemptAt,
  findNextOccurrenceAt,
  findNextRungAt,
  findTenants,
  type Instant,
} from "@duban/engine";
import { createAllOccurrences } from "./schedules.ts";
import { countDrain, type WorkerStats } from "./workerStats.ts";

/**
 * Drains what time has made due. Safe to run in any number of processes at once, and at any moment: what is due is read from
 * the tables, and each rung is claimed there.
 */
export interface Deadlines {
  /** Makes the matters of the duties' occurrences due by now, and fires every rung due by now, of every tenant, oldest first. */
  drain(): Promise<void>;
  /**
   * Projects again what an edited calendar left behind, and moves what a merged unit or a person who left did. Whoever ordered it does so
   * himself; this finds what he didn't finish.
   */
  reproject(): Promise<void>;
  /**
   * When to look again: at the next rung or notice (now, if one is due), or at the next delivery that is not due yet. Null
   * if there is none. Deliveries that are due have been rung for, and say themselves when they are to be tried again.
   */
  nextWakeAt(): Promise<Instant | null>;
}

export interface DeadlinesOptions {
  readonly engine: Engine;
  readonly database: Database;
  readonly clock: EngineClock;
  readonly stats: WorkerStats;
  /** Batches of a storm under way at once; see `stormLanes`. */
  readonly lanes?: number | undefined;
  /** Aborted when the process drains: the batch under way is the last. */
  readonly signal: AbortSignal;
}

/** Rungs in one transaction: enough to share its commit, few enough that events in between wait for less than a tenth of a second. */
const rungsPerBatch = 200;

/**
 * Batches of a storm under way at once in one process. Two keep both it and the database busy, as the rows of one are written while the
 * other is planned, and give way to events that wait there. A process without an API sees no events, and would never give way: one.
 */
export const stormLanes = (hasApi: boolean): number => (hasApi ? 2 : 1);

/**
 * Fires one batch of the rungs due by `upTo`; of a storm, all that is due at its instant, in several lanes at once. Answers how
 * many, and whether more is due.
 */
export async function fireBatch(
  engine: Engine,
  tenantId: number,
  upTo: Instant,
  signal: AbortSignal,
  lanes = stormLanes(true),
): Promise<{ fired: number; more: boolean }> {
  const { fired, more, storm } = await engine.fireDueRungs(tenantId, upTo, rungsPerBatch);
  if (storm === null) return { fired, more: more && fired > 0 };
  const stormFired = await engine.fireStorm(tenantId, storm, rungsPerBatch, { lanes, signal });
  return { fired: fired + stormFired, more: true };
}

const tasksPerProjection = 200;

// A wake-up may come a little early where clocks differ; going back to the queue for so little would miss the instant.
const earlyMs = 1_000;

export function createDeadlines(options: DeadlinesOptions): Deadlines {
  const { engine, database, clock, stats, signal, lanes } = options;
  /** Answers how many rungs were fired. A tenant with a storm shares the drain, batch by batch, with those without. */
  const fireAll = async (tenants: readonly number[]): Promise<number> => {
    let fired = 0;
    for (let open = [...tenants]; open.length > 0; ) {
      const still: number[] = [];
      for (const tenantId of open) {
        if (signal.aborted) return fired;
        const batch = await fireBatch(engine, tenantId, await clock.read(), signal, lanes);
        fired += batch.fired;
        if (batch.more) still.push(tenantId);
      }
      open = still;
    }
    return fired;
  };

  const createAll = async (tenants: readonly number[]): Promise<number> => {
    let created = 0;
    for (const tenantId of tenants) {
      created += await createAllOccurrences(engine, tenantId, await clock.read(), stats, signal);
    }
    return created;
  };

  const oldestOf = async (tenants: readonly number[], find: typeof findNextRungAt) =>
    earliest(await Promise.all(tenants.map((tenantId) => find(database, tenantId))));

  return {
    async drain() {
      const tenants = await tenantIds(database);
      for (;;) {
        const [rungAt, occurrenceAt] = await Promise.all([
          oldestOf(tenants, findNextRungAt),
          oldestOf(tenants, findNextOccurrenceAt),
        ]);
        const oldest = earliest([rungAt, occurrenceAt]);
        if (oldest === null || signal.aborted) return;
        const aheadMs = oldest - (await clock.read());
        if (aheadMs > 0) {
          if (clock.isManual || aheadMs > earlyMs) return;
          await wait(aheadMs, undefined, { signal }).catch(() => undefined);
          continue;
        }
        const created = await createAll(tenants);
        const fired = await fireAll(tenants);
        if (fired > 0) countDrain(stats, fired, (await clock.read()) - (rungAt ?? oldest));
        if (fired + created === 0) return;
      }
    },
    async reproject() {
      for (const tenantId of await tenantIds(database)) {
        await transferAll(engine, tenantId, signal);
        await reprojectAll(engine, tenantId, stats, signal);
      }
    },
    async nextWakeAt() {
      const tenants = await tenantIds(database);
      const own = await Promise.all(tenants.map((tenantId) => engine.nextDueAt(tenantId)));
      const attempts = await Promise.all(tenants.map((tenantId) => findNextAttemptAt(database, tenantId)));
      const now = await clock.read();
      return earliest([...own, ...attempts.filter((attemptAt) => attemptAt !== null && attemptAt > now)]);
    },
  };
}

/** Every tenant there is. */
export const tenantIds = async (database: Database): Promise<number[]> =>
  (await findTenants(database)).map(({ tenantId }) => tenantId);

/** Brings every open deadline of a tenant up to the calendars in force. */
export async function reprojectAll(
  engine: Engine,
  tenantId: number,
  stats: WorkerStats,
  signal: AbortSignal,
): Promise<void> {
  for (let more = true; more && !signal.aborted; ) {
    const batch = await engine.reprojectDeadlines(tenantId, tasksPerProjection);
    stats.deadlinesMoved += batch.moved;
    more = batch.more;
  }
}

async function transferAll(engine: Engine, tenantId: number, signal: AbortSignal): Promise<void> {
  for (let more = true; more && !signal.aborted; ) {
    ({ more } = await engine.transferTasks(tenantId, tasksPerProjection));
  }
}

/** The earliest of some instants; null if there is none. */
export function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
