import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** What became of a date of a duty's rule: a matter, or why none. */
export interface RecordedOccurrence {
  readonly on: string;
  readonly version: number;
  readonly at: Instant;
  readonly state: "created" | "skipped";
  readonly matter: string | null;
  readonly number: string | null;
  readonly reason: string | null;
  readonly recordedAt: Instant;
}

/** An occurrence to record; `number` is the matter's own and not kept twice. */
export type NewOccurrence = Omit<RecordedOccurrence, "number">;

const insertStatement = statement(
  "duty-occurrences-insert",
  `insert into duty_occurrences (tenant_id, duty_id, occurs_on, version, at, state, matter_id, reason, recorded_at)
select $1::integer, $2::text, n.occurs_on, n.version, n.at, n.state, n.matter, n.reason, n.recorded_at
from json_to_recordset($3::json) as n (occurs_on date, version integer, at timestamptz, state text, matter uuid,
  reason text, recorded_at timestamptz)`,
);

/** Records what became of dates; one that is recorded already fails on `duty_occurrences_pkey`. Their matters must exist. */
export function insertOccurrences(
  tx: Transaction,
  tenantId: number,
  duty: string,
  occurrences: readonly NewOccurrence[],
): Promise<number> {
  const records = occurrences.map(({ on, at, recordedAt, ...occurrence }) => ({
    ...occurrence,
    occurs_on: on,
    at: sqlInstant(at),
    recorded_at: sqlInstant(recordedAt),
  }));
  return tx.execute(insertStatement, [tenantId, duty, JSON.stringify(records)]);
}

const findStatement = statement<RecordedOccurrence>(
  "duty-occurrences-find",
  `select o.occurs_on as "on", o.version, o.at, o.state, o.matter_id as matter, m.number, o.reason,
  o.recorded_at as "recordedAt"
from duty_occurrences o
left join matters m on m.tenant_id = o.tenant_id and m.id = o.matter_id
where o.tenant_id = $1::integer
  and o.duty_id = $2::text
  and ($3::date is null or o.occurs_on < $3::date)
order by o.occurs_on desc
limit $4::integer`,
);

/** The dates of a duty that were dealt with, the latest first, before `before` if given. */
export function findOccurrences(
  on: Executor,
  tenantId: number,
  duty: string,
  before: string | null,
  limit: number,
): Promise<RecordedOccurrence[]> {
  return on.query(findStatement, [tenantId, duty, before, limit]);
}
