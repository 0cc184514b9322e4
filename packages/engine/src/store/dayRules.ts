import type { DaysRule } from "../coverage/daysOwed.ts";
import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/calendar.ts";
import { addVersion } from "./addVersion.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const saveStatement = statement<{ version: number }>(
  "day-rules-save",
  `insert into village_day_rules (tenant_id, version, body, created_by, created_at)
select $1::integer, coalesce(max(r.version), 0) + 1, $2::jsonb, $3::jsonb, $4::timestamptz
from village_day_rules r
where r.tenant_id = $1::integer
on conflict on constraint village_day_rules_pkey do nothing
returning version`,
);

/** Puts a rule in force. */
export function saveDaysRule(
  on: Executor,
  tenantId: number,
  rule: DaysRule,
  by: Party,
  now: Instant,
): Promise<number> {
  return addVersion(on, saveStatement, [tenantId, JSON.stringify(rule), JSON.stringify(by), sqlInstant(now)]);
}

const findStatement = statement<{ body: DaysRule }>(
  "day-rules-find",
  `select r.body
from village_day_rules r
where r.tenant_id = $1::integer
order by r.version desc
limit 1`,
);

/** The rule in force, if the county has put one. */
export async function findDaysRule(on: Executor, tenantId: number): Promise<DaysRule | undefined> {
  const [row] = await on.query(findStatement, [tenantId]);
  return row?.body;
}
