import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

// Up to the last of the oldest entries that are all before the instant: by position, so that what is left has no holes. One
// thousand at a time: what is dropped is dropped in the transaction of a seal.
const endStatement = statement<{ position: number | null }>(
  "trail-end-before",
  `with oldest as materialized (
  select t.position, t.at
  from trail t
  where t.tenant_id = $1::integer
    and t.position <= $3::bigint
  order by t.position
  limit 1000
)
select max(o.position) as position
from oldest o
where o.at < $2::timestamptz
  and not exists (select from oldest y where y.position <= o.position and y.at >= $2::timestamptz)`,
);

/** The last of the trail's oldest entries that are all from before `before` and not after the position `sealedUpTo`; null: none. */
export async function findTrailEnd(
  on: Executor,
  tenantId: number,
  before: Instant,
  sealedUpTo: number,
): Promise<number | null> {
  const [row] = await on.query(endStatement, [tenantId, sqlInstant(before), sealedUpTo]);
  return row?.position ?? null;
}

const dropStatement = statement(
  "trail-drop",
  `delete from trail
where tenant_id = $1::integer
  and position <= $2::bigint`,
);

/** Drops a county's entries up to a position, for good; how many. The seal made in this transaction says so. */
export function dropTrail(tx: Transaction, tenantId: number, upTo: number): Promise<number> {
  return tx.execute(dropStatement, [tenantId, upTo]);
}
