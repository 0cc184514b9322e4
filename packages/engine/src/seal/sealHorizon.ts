import { setTimeout as wait } from "node:timers/promises";
import type { Executor } from "../store/database.ts";
import { findPositions, findWriters, type SealedPlaces } from "../store/seals.ts";

/** Up to here every position is final: it holds a committed record, or never will. */
export type Horizon = SealedPlaces;

// A batch is over in milliseconds; who holds on for longer is waited for by the next run.
const longestWaitMs = 2_000;
const lookEveryMs = 20;

/**
 * The positions that nothing can commit beneath any more; undefined if a writer holds on.
 *
 * Positions are given out before they are committed, and a lower one may be committed after a higher one: a chain that went
 * by what it sees would step over it. So the positions given out are read first, then who is writing, and once all of
 * those are over, whatever will ever be at or under these positions can be seen.
 */
export async function findHorizon(on: Executor, signal: AbortSignal): Promise<Horizon | undefined> {
  const horizon = await findPositions(on);
  const writers = await findWriters(on);
  for (let waitedMs = 0; writers.size > 0; waitedMs += lookEveryMs) {
    if (signal.aborted || waitedMs >= longestWaitMs) return undefined;
    await wait(lookEveryMs);
    const still = await findWriters(on);
    for (const writer of writers) if (!still.has(writer)) writers.delete(writer);
  }
  return horizon;
}
