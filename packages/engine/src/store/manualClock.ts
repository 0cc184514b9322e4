import { invariant } from "../errors.ts";
import type { Database } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const ensureStatement = statement(
  "manual-clock-ensure",
  `insert into manual_clock (stands_at)
values ($1::timestamptz)
on conflict on constraint manual_clock_pkey do update
set stands_at = greatest(manual_clock.stands_at, excluded.stands_at)`,
);

const advanceStatement = statement(
  "manual-clock-advance",
  `update manual_clock
set stands_at = greatest(stands_at, $1::timestamptz)`,
);

const readStatement = statement<{ stands_at: number }>(
  "manual-clock-read",
  `select stands_at
from manual_clock`,
);

/** Sets the manual clock, unless it stands later already. */
export async function ensureManualClock(database: Database, startsAt: number): Promise<void> {
  await database.execute(ensureStatement, [sqlInstant(startsAt)]);
}

/** Moves the manual clock forward; never back. */
export async function advanceManualClock(database: Database, to: number): Promise<void> {
  await database.execute(advanceStatement, [sqlInstant(to)]);
}

/** Where the manual clock stands. */
export async function readManualClock(database: Database): Promise<number> {
  const [row] = await database.query(readStatement);
  invariant(row !== undefined, "the manual clock was never set");
  return row.stands_at;
}
