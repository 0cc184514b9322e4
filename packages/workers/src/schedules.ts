import type { Engine, Instant } from "@duban/engine";
import type { WorkerStats } from "./workerStats.ts";

/** Duties in one call; each is a transaction of its own, and a county has dozens. */
export const dutiesPerBatch = 100;

/**
 * Makes the matters of every occurrence of a tenant's recurring duties due by `upTo`; answers how many dates were dealt with.
 *
 * Safe in any number of processes at once: a duty is claimed in the transaction that makes its matter.
 */
export async function createAllOccurrences(
  engine: Engine,
  tenantId: number,
  upTo: Instant,
  stats: WorkerStats,
  signal: AbortSignal,
): Promise<number> {
  let done = 0;
  for (let more = true; more && !signal.aborted; ) {
    const batch = await engine.createDueOccurrences(tenantId, upTo, dutiesPerBatch);
    stats.occurrencesCreated += batch.created;
    stats.occurrencesSkipped += batch.skipped;
    done += batch.created + batch.skipped;
    more = batch.more;
  }
  return done;
}
