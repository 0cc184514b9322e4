import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/calendar.ts";
import type {
  NeedMatter,
  RecordedVillageEvent,
  VillageEventType,
  VillageKind,
} from "../villages/villageEvent.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const appendStatement = statement(
  "village-events-append",
  `insert into village_events (tenant_id, kind, subject, revision, type, source, event_id, fingerprint, at, recorded_at, actor,
  roles, data, matters)
select $1::integer, n.kind, n.subject, n.revision, n.type, n.source, n.event_id, decode(n.fingerprint, 'hex'), n.at,
  n.recorded_at, n.actor, n.roles, n.data, n.matters
from json_to_recordset($2::json) as n (kind text, subject text, revision integer, type text, source text, event_id text,
  fingerprint text, at timestamptz, recorded_at timestamptz, actor jsonb, roles text[], data jsonb, matters jsonb)`,
);

/** Appends village events; a (source, id) that is already there fails on `village_events_once`. */
export function appendVillageEvents(
  tx: Transaction,
  tenantId: number,
  events: readonly RecordedVillageEvent[],
): Promise<number> {
  const records = events.map(({ id, recordedAt, fingerprint, at, ...event }) => ({
    ...event,
    event_id: id,
    fingerprint: fingerprint.toString("hex"),
    at: sqlInstant(at),
    recorded_at: sqlInstant(recordedAt),
  }));
  return tx.execute(appendStatement, [tenantId, JSON.stringify(records)]);
}

/** What is known of a village event that came before under the same source and id. */
export interface KnownVillageEvent {
  readonly source: string;
  readonly id: string;
  readonly subject: string;
  readonly revision: number;
  readonly fingerprint: Buffer;
  readonly matters: readonly NeedMatter[];
}

const findKnownStatement = statement<KnownVillageEvent>(
  "village-events-find-known",
  `select e.source, e.event_id as id, e.subject, e.revision, e.fingerprint, e.matters
from unnest($2::text[], $3::text[]) as k (source, event_id)
join village_events e on e.tenant_id = $1::integer and e.source = k.source and e.event_id = k.event_id`,
);

/** Those of the (source, id) pairs that were recorded before; served by village_events_once. */
export function findKnownVillageEvents(
  on: Executor,
  tenantId: number,
  names: readonly { readonly source: string; readonly id: string }[],
): Promise<KnownVillageEvent[]> {
  return on.query(findKnownStatement, [
    tenantId,
    names.map(({ source }) => source),
    names.map(({ id }) => id),
  ]);
}

/** A recorded village event as it is shown. */
export interface VillageEventRow {
  readonly revision: number;
  readonly type: VillageEventType;
  readonly source: string;
  readonly id: string;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly actor: Party;
  readonly data: Readonly<Record<string, unknown>>;
  readonly matters: readonly NeedMatter[];
}

const historyStatement = statement<VillageEventRow>(
  "village-events-history",
  `select e.revision, e.type, e.source, e.event_id as id, e.at, e.recorded_at as "recordedAt", e.actor, e.data, e.matters
from village_events e
where e.tenant_id = $1::integer
  and e.kind = $2::text
  and e.subject = $3::text
  and e.revision > $4::integer
order by e.revision
limit $5::integer`,
);

/** The events of a household or a village in order, from the revision after `after`, at most `limit`. */
export function findVillageHistory(
  on: Executor,
  tenantId: number,
  of: { readonly kind: VillageKind; readonly subject: string },
  after: number,
  limit: number,
): Promise<VillageEventRow[]> {
  return on.query(historyStatement, [tenantId, of.kind, of.subject, after, limit]);
}
