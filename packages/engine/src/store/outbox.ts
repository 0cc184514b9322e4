import type { Party } from "../lifecycle/caller.ts";
import type { Right } from "../lifecycle/standing.ts";
import type { TaskEventType } from "../lifecycle/taskEvent.ts";
import type { WorkState } from "../lifecycle/taskState.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/*
 * A message of the outbox:
 *
 *   waiting ──claim: attempt_count + 1, next_attempt_at = end of the lease──► waiting (with somebody)
 *      ▲                                                                         │
 *      ├── the lease ran out: whoever held it is gone, the message is due again ─┤
 *      └── settle: try again at next_attempt_at ◄────────────────────────────────┼──► delivered
 *                                                                                └──► failed (given up)
 *
 * An attempt is numbered when it is claimed, so two who overlap write two attempts, and only the later one may put the
 * message off or give it up. Delivered is delivered, whoever says so.
 */

const findDueWebhooksStatement = statement<{ id: string }>(
  "outbox-find-due-webhooks",
  `select w.id
from webhooks w
where w.tenant_id = $1::integer
  and w.disabled_at is null
  and exists (
    select
    from outbox o
    where o.tenant_id = w.tenant_id
      and o.webhook_id = w.id
      and o.next_attempt_at <= $2::timestamptz
  )
order by w.id`,
);

/** The webhooks that have a message due by `upTo`, by id; served by outbox_due, one probe a webhook. */
export async function findDueWebhooks(on: Executor, tenantId: number, upTo: Instant): Promise<string[]> {
  return (await on.query(findDueWebhooksStatement, [tenantId, sqlInstant(upTo)])).map((row) => row.id);
}

const nextAttemptStatement = statement<{ next: number | null }>(
  "outbox-next-attempt",
  `select min(o.next_attempt_at) as next
from webhooks w
cross join lateral (
  select o.next_attempt_at
  from outbox o
  where o.tenant_id = w.tenant_id
    and o.webhook_id = w.id
    and o.next_attempt_at is not null
  order by o.next_attempt_at
  limit 1
) o
where w.tenant_id = $1::integer
  and w.disabled_at is null`,
);

/** When the next message of any webhook is due (or a lease ends), null if none waits; served by outbox_due. */
export async function findNextAttemptAt(on: Executor, tenantId: number): Promise<Instant | null> {
  const [row] = await on.query(nextAttemptStatement, [tenantId]);
  return row?.next ?? null;
}

const findReceiverStatement = statement<Receiver>(
  "outbox-find-receiver",
  `select w.url, w.secret
from webhooks w
where w.tenant_id = $1::integer
  and w.id = $2::text
  and w.disabled_at is null`,
);

/** Where a webhook's messages go, and the secret they are signed with. */
export interface Receiver {
  readonly url: string;
  readonly secret: string;
}

/** The receiver of a webhook; undefined if there is no such webhook or it is disabled. */
export async function findReceiver(
  on: Executor,
  tenantId: number,
  webhookId: string,
): Promise<Receiver | undefined> {
  const [receiver] = await on.query(findReceiverStatement, [tenantId, webhookId]);
  return receiver;
}

/** A message somebody has claimed, with the recorded event it tells of. `attempt` is the number of the claim, from 1. */
export interface ClaimedMessage {
  readonly id: string;
  readonly attempt: number;
  /** As the receiver sees it, `duban.task.<recorded type>`. */
  readonly type: string;
  readonly task: string;
  readonly revision: number;
  readonly eventType: TaskEventType;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly source: string;
  readonly eventId: string;
  readonly actor: Party;
  readonly right: Right | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly state: WorkState;
  readonly unit: string;
}

// Oldest first by outbox_due. Rows that another worker is just claiming are passed over; those it has claimed carry
// its lease and are not due.
const claimStatement = statement<ClaimedMessage>(
  "outbox-claim",
  `with due as materialized (
  select o.id
  from outbox o
  where o.tenant_id = $1::integer
    and o.webhook_id = $2::text
    and o.next_attempt_at <= $3::timestamptz
  order by o.next_attempt_at, o.id
  limit $5::integer
  for update skip locked
), claimed as (
  update outbox o
  set next_attempt_at = $4::timestamptz,
    attempt_count = o.attempt_count + 1
  from due
  where o.tenant_id = $1::integer
    and o.id = due.id
  returning o.id, o.attempt_count, o.type, o.task_id, o.revision, o.created_at
)
select c.id, c.attempt_count as attempt, c.type, c.task_id as task, c.revision, e.type as "eventType", e.at,
  e.recorded_at as "recordedAt", e.source, e.event_id as "eventId", e.actor, e.by_right as "right", e.data, e.state, e.unit
from claimed c
join events e on e.tenant_id = $1::integer
  and e.task_id = c.task_id
  and e.revision = c.revision
order by c.created_at, c.task_id, c.revision`,
);

/**
 * Takes at most `limit` messages of a webhook that are due by `upTo`, in the order they were recorded, each for an attempt
 * of its own. Until `leaseUntil` nobody else is given them; if they are not settled by then, they are due again.
 */
export function claimDueMessages(
  on: Executor,
  claim: {
    readonly tenantId: number;
    readonly webhookId: string;
    readonly upTo: Instant;
    readonly leaseUntil: Instant;
    readonly limit: number;
  },
): Promise<ClaimedMessage[]> {
  return on.query(claimStatement, [
    claim.tenantId,
    claim.webhookId,
    sqlInstant(claim.upTo),
    sqlInstant(claim.leaseUntil),
    claim.limit,
  ]);
}

const releaseStatement = statement(
  "outbox-release",
  `update outbox o
set next_attempt_at = $4::timestamptz,
  attempt_count = o.attempt_count - 1
from unnest($2::uuid[], $3::integer[]) as c (id, attempt)
where o.tenant_id = $1::integer
  and o.id = c.id
  and o.attempt_count = c.attempt
  and o.state = 'waiting'`,
);

/** Gives back claimed messages that were never sent, as if they had not been claimed; they are due at `now`. */
export function releaseMessages(
  on: Executor,
  tenantId: number,
  messages: readonly Pick<ClaimedMessage, "id" | "attempt">[],
  now: Instant,
): Promise<number> {
  return on.execute(releaseStatement, [
    tenantId,
    messages.map((message) => message.id),
    messages.map((message) => message.attempt),
    sqlInstant(now),
  ]);
}

/** What came of an attempt, and with it of its message. `nextAttemptAt` is null unless it is to be tried again. */
export interface SettledAttempt {
  readonly messageId: string;
  readonly attempt: number;
  readonly at: Instant;
  readonly durationMs: number;
  readonly status: number | null;
  readonly outcome: string;
  readonly detail: string | null;
  readonly state: "waiting" | "delivered" | "failed";
  readonly nextAttemptAt: Instant | null;
  readonly settledAt: Instant | null;
}

const settleStatement = statement(
  "outbox-settle",
  `with recorded as (
  insert into attempts (tenant_id, message_id, attempt, at, duration_ms, status, outcome, detail)
  values ($1::integer, $2::uuid, $3::integer, $4::timestamptz, $5::integer, $6::integer, $7::text, $8::text)
  on conflict on constraint attempts_pkey do nothing
)
update outbox o
set state = $9::text,
  next_attempt_at = $10::timestamptz,
  settled_at = $11::timestamptz
where o.tenant_id = $1::integer
  and o.id = $2::uuid
  and o.state <> 'delivered'
  and ($9::text = 'delivered' or (o.state = 'waiting' and o.attempt_count = $3::integer))`,
);

/** Records an attempt and what its message becomes by it; the message stays as it is if a later attempt has it. */
export function settleAttempt(on: Executor, tenantId: number, settled: SettledAttempt): Promise<number> {
  return on.execute(settleStatement, [
    tenantId,
    settled.messageId,
    settled.attempt,
    sqlInstant(settled.at),
    settled.durationMs,
    settled.status,
    settled.outcome,
    settled.detail,
    settled.state,
    sqlInstant(settled.nextAttemptAt),
    sqlInstant(settled.settledAt),
  ]);
}

const disableStatement = statement(
  "outbox-disable-webhook",
  `with disabled as (
  update webhooks w
  set disabled_at = $3::timestamptz,
    disabled_why = $4::text
  where w.tenant_id = $1::integer
    and w.id = $2::text
    and w.disabled_at is null
)
update outbox o
set state = 'failed',
  next_attempt_at = null,
  settled_at = $3::timestamptz
where o.tenant_id = $1::integer
  and o.webhook_id = $2::text
  and o.next_attempt_at is not null`,
);

/** Disables a webhook and gives up all that waits for it; answers how many messages that were. */
export function disableWebhook(
  on: Executor,
  tenantId: number,
  webhookId: string,
  now: Instant,
  why: string,
): Promise<number> {
  return on.execute(disableStatement, [tenantId, webhookId, sqlInstant(now), why]);
}
