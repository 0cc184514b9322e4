import type { Executor } from "./database.ts";
import type { SealedTable } from "./seals.ts";
import { statement } from "./statement.ts";

/** What a seal says of a record: where it stands, which it is (of an event: task and revision), and the SHA-256 of its text. */
export interface RecordDigest {
  readonly position: number;
  readonly task: string | null;
  readonly revision: number | null;
  readonly digest: string;
}

// A record's text is its row as jsonb writes it: members in one order, instants in UTC, whatever the column's type. Hashed
// where it lies, so that sealing sends no row anywhere; the check reads the text itself and trusts no function of the database.
const digestEventsStatement = statement<RecordDigest>(
  "sealed-digest-events",
  `select e.position, e.task_id as task, e.revision,
  encode(sha256(convert_to(to_jsonb(e)::text, 'UTF8')), 'base64') as digest
from events e
where e.tenant_id = $1::integer
  and e.position > $2::bigint
  and e.position <= $3::bigint
order by e.position
limit $4::integer`,
);

const digestTrailStatement = statement<RecordDigest>(
  "sealed-digest-trail",
  `select t.position, null::uuid as task, null::integer as revision,
  encode(sha256(convert_to(to_jsonb(t)::text, 'UTF8')), 'base64') as digest
from trail t
where t.tenant_id = $1::integer
  and t.position > $2::bigint
  and t.position <= $3::bigint
order by t.position
limit $4::integer`,
);

/** The digests of a county's records after `after` up to `upTo`, by position; served by events_by_position and trail_pkey. */
export function digestRecords(
  on: Executor,
  table: SealedTable,
  tenantId: number,
  span: { readonly after: number; readonly upTo: number },
  limit: number,
): Promise<RecordDigest[]> {
  const digest = table === "events" ? digestEventsStatement : digestTrailStatement;
  return on.query(digest, [tenantId, span.after, span.upTo, limit]);
}

/** A record's text by the columns that its seal knew. */
export interface RecordText {
  readonly position: number;
  readonly text: string;
}

const textsOfEventsStatement = statement<RecordText>(
  "sealed-texts-events",
  `select e.position, (
  select jsonb_object_agg(m.key, m.value)::text
  from jsonb_each(to_jsonb(e)) as m (key, value)
  where m.key = any($5::text[])
) as text
from events e
where e.tenant_id = $1::integer
  and e.position > $2::bigint
  and e.position <= $3::bigint
order by e.position
limit $4::integer`,
);

const textsOfTrailStatement = statement<RecordText>(
  "sealed-texts-trail",
  `select t.position, (
  select jsonb_object_agg(m.key, m.value)::text
  from jsonb_each(to_jsonb(t)) as m (key, value)
  where m.key = any($5::text[])
) as text
from trail t
where t.tenant_id = $1::integer
  and t.position > $2::bigint
  and t.position <= $3::bigint
order by t.position
limit $4::integer`,
);

/** The texts of a county's records after `after` up to `upTo`, by position, by those columns only. */
export function findRecordTexts(
  on: Executor,
  table: SealedTable,
  tenantId: number,
  span: { readonly after: number; readonly upTo: number },
  columns: readonly string[],
  limit: number,
): Promise<RecordText[]> {
  const texts = table === "events" ? textsOfEventsStatement : textsOfTrailStatement;
  return on.query(texts, [tenantId, span.after, span.upTo, limit, columns]);
}

const countUnsealedStatement = statement<Readonly<Record<SealedTable, number>>>(
  "sealed-count-unsealed",
  `select (
  select count(*)
  from (select from events e where e.tenant_id = $1::integer and e.position > $2::bigint limit $4::integer) as waiting
) as events, (
  select count(*)
  from (select from trail t where t.tenant_id = $1::integer and t.position > $3::bigint limit $4::integer) as waiting
) as trail`,
);

/** How many of a county's records lie after those positions, each counted up to `most`; served by events_by_position and trail_pkey. */
export async function countUnsealed(
  on: Executor,
  tenantId: number,
  after: Readonly<Record<SealedTable, number>>,
  most: number,
): Promise<Readonly<Record<SealedTable, number>>> {
  const [row] = await on.query(countUnsealedStatement, [tenantId, after.events, after.trail, most]);
  return row ?? { events: 0, trail: 0 };
}
