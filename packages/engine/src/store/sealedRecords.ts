import type { Executor } from "./database.ts";
import { noPlaces, type SealedPlaces, type SealedTable } from "./seals.ts";
import { statement } from "./statement.ts";

/**
 * What a seal says of a record: where it stands, which it is (of an event: its task, of a village event: `household/…` or `village/…`,
 * each with the revision), and the SHA-256 of its text.
 */
export interface RecordDigest {
  readonly position: number;
  readonly subject: string | null;
  readonly revision: number | null;
  readonly digest: string;
}

// A record's text is its row as jsonb writes it: members in one order, instants in UTC, whatever the column's type. Hashed
// where it lies, so that sealing sends no row anywhere; the check reads the text itself and trusts no function of the database.
const digestEventsStatement = statement<RecordDigest>(
  "sealed-digest-events",
  `select e.position, e.task_id::text as subject, e.revision,
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
  `select t.position, null::text as subject, null::integer as revision,
  encode(sha256(convert_to(to_jsonb(t)::text, 'UTF8')), 'base64') as digest
from trail t
where t.tenant_id = $1::integer
  and t.position > $2::bigint
  and t.position <= $3::bigint
order by t.position
limit $4::integer`,
);

const digestVillageEventsStatement = statement<RecordDigest>(
  "sealed-digest-village-events",
  `select v.position, v.kind || '/' || v.subject as subject, v.revision,
  encode(sha256(convert_to(to_jsonb(v)::text, 'UTF8')), 'base64') as digest
from village_events v
where v.tenant_id = $1::integer
  and v.position > $2::bigint
  and v.position <= $3::bigint
order by v.position
limit $4::integer`,
);

const digestByTable = {
  events: digestEventsStatement,
  trail: digestTrailStatement,
  village_events: digestVillageEventsStatement,
} as const;

/** The digests of a county's records after `after` up to `upTo`, by position; served by the index by position of each table. */
export function digestRecords(
  on: Executor,
  table: SealedTable,
  tenantId: number,
  span: { readonly after: number; readonly upTo: number },
  limit: number,
): Promise<RecordDigest[]> {
  return on.query(digestByTable[table], [tenantId, span.after, span.upTo, limit]);
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

const textsOfVillageEventsStatement = statement<RecordText>(
  "sealed-texts-village-events",
  `select v.position, (
  select jsonb_object_agg(m.key, m.value)::text
  from jsonb_each(to_jsonb(v)) as m (key, value)
  where m.key = any($5::text[])
) as text
from village_events v
where v.tenant_id = $1::integer
  and v.position > $2::bigint
  and v.position <= $3::bigint
order by v.position
limit $4::integer`,
);

const textsByTable = {
  events: textsOfEventsStatement,
  trail: textsOfTrailStatement,
  village_events: textsOfVillageEventsStatement,
} as const;

/** The texts of a county's records after `after` up to `upTo`, by position, by those columns only. */
export function findRecordTexts(
  on: Executor,
  table: SealedTable,
  tenantId: number,
  span: { readonly after: number; readonly upTo: number },
  columns: readonly string[],
  limit: number,
): Promise<RecordText[]> {
  return on.query(textsByTable[table], [tenantId, span.after, span.upTo, limit, columns]);
}

const countUnsealedStatement = statement<SealedPlaces>(
  "sealed-count-unsealed",
  `select (
  select count(*)
  from (select from events e where e.tenant_id = $1::integer and e.position > $2::bigint limit $5::integer) as waiting
) as events, (
  select count(*)
  from (select from trail t where t.tenant_id = $1::integer and t.position > $3::bigint limit $5::integer) as waiting
) as trail, (
  select count(*)
  from (select from village_events v where v.tenant_id = $1::integer and v.position > $4::bigint limit $5::integer) as waiting
) as village_events`,
);

/** How many of a county's records lie after those positions, each counted up to `most`; served by the indexes by position. */
export async function countUnsealed(
  on: Executor,
  tenantId: number,
  after: SealedPlaces,
  most: number,
): Promise<SealedPlaces> {
  const values = [tenantId, after.events, after.trail, after.village_events, most];
  const [row] = await on.query(countUnsealedStatement, values);
  return row ?? noPlaces;
}
