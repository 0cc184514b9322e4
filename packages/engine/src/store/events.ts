import type { Party, Role } from "../lifecycle/caller.ts";
import type { Right } from "../lifecycle/standing.ts";
import type { TaskEventType } from "../lifecycle/taskEvent.ts";
import type { WorkState } from "../lifecycle/taskState.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/**
 * A recorded event: a fact, never changed.
 *
 * `at` is when it happened by its sender's account, `recordedAt` when the engine applied it; clocks follow the latter.
 * `state` and `unit` are the task's after it; `calendarVersion` is the version of the task's calendar it was applied with.
 */
export interface RecordedEvent {
  readonly task: string;
  readonly revision: number;
  readonly type: TaskEventType;
  readonly source: string;
  readonly id: string;
  readonly fingerprint: Buffer;
  readonly at: number;
  readonly recordedAt: number;
  readonly actor: Party;
  readonly roles: readonly Role[];
  /** By which right it was sent; null where it was recorded before rights were. */
  readonly right: Right | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: WorkState;
  readonly unit: string;
  readonly calendarVersion: number;
}

// What matches a webhook goes into the outbox by the same statement: an event and its messages are one fact. The
// message's id follows from (webhook, task, revision), so no message can be written twice.
const appendStatement = statement<{ messages: number }>(
  "events-append",
  `with appended as (
  insert into events (tenant_id, task_id, revision, type, source, event_id, fingerprint, at, recorded_at, actor, roles,
    by_right, data, state, unit, calendar_version)
  select $1::integer, n.task_id, n.revision, n.type, n.source, n.event_id, decode(n.fingerprint, 'hex'), n.at,
    n.recorded_at, n.actor, n.roles, n.by_right, n.data, n.state, n.unit, n.calendar_version
  from json_to_recordset($2::json) as n (task_id uuid, revision integer, type text, source text, event_id text,
    fingerprint text, at timestamptz, recorded_at timestamptz, actor jsonb, roles text[], by_right text,
    data jsonb, state text, unit text, calendar_version integer)
  returning task_id, revision, type, recorded_at
), told as (
  insert into outbox (tenant_id, id, webhook_id, task_id, revision, type, state, attempt_count, next_attempt_at,
    created_at)
  select $1::integer, md5(w.id || '/' || a.task_id::text || '/' || a.revision::text)::uuid, w.id, a.task_id,
    a.revision, 'duban.task.' || a.type, 'waiting', 0, a.recorded_at, a.recorded_at
  from appended a
  join webhooks w on w.tenant_id = $1::integer
    and w.disabled_at is null
    and (w.types is null or 'duban.task.' || a.type = any(w.types))
  returning 1
)
select count(*)::integer as messages
from told`,
);

/**
 * Appends events in the order given, with a message to every webhook that wants them; answers how many messages.
 *
 * A (source, id) that is already there fails on `events_once`.
 */
export async function appendEvents(
  tx: Transaction,
  tenantId: number,
  events: readonly RecordedEvent[],
): Promise<number> {
  const [row] = await tx.query(appendStatement, [tenantId, JSON.stringify(events.map(recordOf))]);
  return row?.messages ?? 0;
}

function recordOf(event: RecordedEvent) {
  return {
    task_id: event.task,
    revision: event.revision,
    type: event.type,
    source: event.source,
    event_id: event.id,
    fingerprint: event.fingerprint.toString("hex"),
    at: sqlInstant(event.at),
    recorded_at: sqlInstant(event.recordedAt),
    actor: event.actor,
    roles: event.roles,
    by_right: event.right,
    data: event.data,
    state: event.state,
    unit: event.unit,
    calendar_version: event.calendarVersion,
  };
}

/** What is known of an event that came before under the same source and id. */
export interface KnownEvent {
  readonly source: string;
  readonly event_id: string;
  readonly task_id: string;
  readonly revision: number;
  readonly fingerprint: Buffer;
  readonly state: WorkState;
}

// One look-up a pair, by the whole key. As a plain join Postgres may keep a plan made while the table was small, which
// reads all of a county's events for every batch. An id that a village event has is taken too: its fingerprint is of another
// type, so that it is told as reused.
const findKnownStatement = statement<KnownEvent>(
  "events-find-known",
  `select e.source, e.event_id, e.task_id, e.revision, e.fingerprint, e.state
from unnest($2::text[], $3::text[]) as k (source, event_id)
cross join lateral (
  select n.source, n.event_id, n.task_id, n.revision, n.fingerprint, n.state
  from events n
  where n.tenant_id = $1::integer
    and n.source = k.source
    and n.event_id = k.event_id
  union all
  select v.source, v.event_id, null::uuid, v.revision, v.fingerprint, null::text
  from village_events v
  where v.tenant_id = $1::integer
    and v.source = k.source
    and v.event_id = k.event_id
  limit 1
) as e`,
);

/** Those of the (source, id) pairs that were recorded before; served by events_once and village_events_once. */
export function findKnownEvents(
  on: Executor,
  tenantId: number,
  sources: readonly string[],
  ids: readonly string[],
): Promise<KnownEvent[]> {
  return on.query(findKnownStatement, [tenantId, sources, ids]);
}

interface EventRow {
  readonly task_id: string;
  readonly revision: number;
  readonly type: TaskEventType;
  readonly source: string;
  readonly event_id: string;
  readonly fingerprint: Buffer;
  readonly at: number;
  readonly recorded_at: number;
  readonly actor: Party;
  readonly roles: Role[];
  readonly by_right: Right | null;
  readonly data: Record<string, unknown>;
  readonly state: WorkState;
  readonly unit: string;
  readonly calendar_version: number;
}

const historyStatement = statement<EventRow>(
  "events-history",
  `select e.task_id, e.revision, e.type, e.source, e.event_id, e.fingerprint, e.at, e.recorded_at, e.actor, e.roles,
  e.by_right, e.data, e.state, e.unit, e.calendar_version
from events e
where e.tenant_id = $1::integer
  and e.task_id = $2::uuid
  and e.revision > $3::integer
order by e.revision
limit $4::integer`,
);

/** The history of a task in order, from the revision after `after`, at most `limit` events. */
export async function findHistory(
  on: Executor,
  tenantId: number,
  task: string,
  after: number,
  limit: number,
): Promise<RecordedEvent[]> {
  const rows = await on.query(historyStatement, [tenantId, task, after, limit]);
  return rows.map(eventOf);
}

const eventOf = (row: EventRow): RecordedEvent => ({
  task: row.task_id,
  revision: row.revision,
  type: row.type,
  source: row.source,
  id: row.event_id,
  fingerprint: row.fingerprint,
  at: row.at,
  recordedAt: row.recorded_at,
  actor: row.actor,
  roles: row.roles,
  right: row.by_right,
  data: row.data,
  state: row.state,
  unit: row.unit,
  calendarVersion: row.calendar_version,
});
