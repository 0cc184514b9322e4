import { invariant } from "../errors.ts";
import type { Executor } from "./database.ts";
import type { Statement } from "./statement.ts";

// Each round another one has won: who loses so often is not one of many writers, but a fault.
const mostRounds = 100;

/**
 * Adds the next version of something that is kept in versions, and answers which.
 *
 * The statement inserts `max(version) + 1` and ends in `on conflict do nothing returning version`. Of two at once the later finds the
 * number taken and takes the next: none fails, and none is lost.
 */
export async function addVersion(
  on: Executor,
  add: Statement<{ version: number }>,
  values: readonly unknown[],
): Promise<number> {
  for (let round = 0; round < mostRounds; round += 1) {
    const [added] = await on.query(add, values);
    if (added !== undefined) return added.version;
  }
  invariant(false, `${add.name} found its number taken ${mostRounds} times`);
}
