import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

// A sequence is one row: what this costs doesn't grow with the history, and the write path pays nothing for it.
const lastPositionStatement = statement<{ position: number }>(
  "events-last-position",
  `select s.last_value as position
from events_position_seq s`,
);

/**
 * The last position given out to a recorded event, of any tenant: it grows whenever something is being recorded.
 *
 * It grows while the event is written, so before its commit: who is told that it grew must look again a little later too.
 */
export async function findLastPosition(on: Executor): Promise<number> {
  const [row] = await on.query(lastPositionStatement);
  return row?.position ?? 0;
}
