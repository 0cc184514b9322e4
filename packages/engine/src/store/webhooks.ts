import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A webhook without its secret. `types` are those of its messages (`duban.task.accepted`); null: all of them. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly types: readonly string[] | null;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly disabledWhy: string | null;
}

const saveWebhookStatement = statement<Webhook & { isNew: boolean }>(
  "webhooks-save",
  `
  insert into webhooks (tenant_id, id, url, types, secret, created_at)
  values ($1::integer, $2::text, $3::text, $4::text[], $5::text, $6::timestamptz)
  on conflict on constraint webhooks_pkey do update
  set url = excluded.url,
    types = excluded.types,
    disabled_at = null,
    disabled_why = null
  returning id, url, types, created_at as "createdAt", disabled_at as "disabledAt", disabled_why as "disabledWhy",
    secret = $5::text as "isNew"
  `,
);

/**
 * Writes a webhook and sets it going again if it was disabled. `isNew` says whether `secret` is now its secret: the secret
 * of one that existed stays what it was.
 */
export async function saveWebhook(
  executor: Executor,
  tenantId: number,
  webhook: Pick<Webhook, "id" | "url" | "types"> & { readonly secret: string },
  now: Instant,
): Promise<(Webhook & { readonly isNew: boolean }) | undefined> {
  const [saved] = await executor.query(saveWebhookStatement, [
    tenantId,
    webhook.id,
    webhook.url,
    webhook.types,
    webhook.secret,
    sqlInstant(now),
  ]);
  return saved;
}

const findWebhooksStatement = statement<Webhook>(
  "webhooks-find",
  `
  select id, url, types, created_at as "createdAt", disabled_at as "disabledAt", disabled_why as "disabledWhy"
  from webhooks
  where tenant_id = $1::integer
    and id > $2::text
  order by id
  limit $3::integer
  `,
);

/** A county's webhooks by id, after `afterId` if given. */
export function findWebhooks(
  executor: Executor,
  tenantId: number,
  afterId: string | null,
  limit: number,
): Promise<Webhook[]> {
  return executor.query(findWebhooksStatement, [tenantId, afterId ?? "", limit]);
}

const findWebhookStatement = statement<Webhook>(
  "webhooks-find-one",
  `
  select id, url, types, created_at as "createdAt", disabled_at as "disabledAt", disabled_why as "disabledWhy"
  from webhooks
  where tenant_id = $1::integer
    and id = $2::text
  `,
);

/** One webhook, if there is such a one. */
export async function findWebhook(
  executor: Executor,
  tenantId: number,
  id: string,
): Promise<Webhook | undefined> {
  const [webhook] = await executor.query(findWebhookStatement, [tenantId, id]);
  return webhook;
}

/** One try of a delivery. `status` is the receiver's, null if none came. */
export interface AttemptRow {
  readonly attempt: number;
  readonly at: string;
  readonly durationMs: number;
  readonly status: number | null;
  readonly outcome: string;
  readonly detail: string | null;
}

/** A message to a webhook and what became of it. `nextAttemptAt` is null once it is delivered or given up. */
export interface DeliveryRow {
  readonly id: string;
  readonly task: string;
  readonly revision: number;
  readonly type: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attemptCount: number;
  readonly nextAttemptAt: Instant | null;
  readonly createdAt: Instant;
  readonly settledAt: Instant | null;
  readonly attempts: readonly AttemptRow[];
}

/** Where a delivery stands among a webhook's. */
export interface DeliveryPlace {
  readonly createdAt: Instant;
  readonly id: string;
}

const findDeliveriesStatement = statement<DeliveryRow>(
  "webhooks-find-deliveries",
  `
  select id, task_id as task, revision, type, state, attempt_count as "attemptCount",
    next_attempt_at as "nextAttemptAt", created_at as "createdAt", settled_at as "settledAt",
    coalesce((
      select jsonb_agg(
        jsonb_build_object(
          'attempt', attempts.attempt,
          'at', to_char(attempts.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'durationMs', attempts.duration_ms,
          'status', attempts.status,
          'outcome', attempts.outcome,
          'detail', attempts.detail
        )
        order by attempts.attempt
      )
      from attempts
      where attempts.tenant_id = outbox.tenant_id
        and attempts.message_id = outbox.id
    ), '[]'::jsonb) as attempts
  from outbox
  where tenant_id = $1::integer
    and webhook_id = $2::text
    and (created_at, id) < ($3::timestamptz, $4::uuid)
  order by created_at desc, id desc
  limit $5::integer
  `,
);

/** A webhook's deliveries, newest first, after `after` if given; by the index outbox_by_webhook. */
export function findDeliveries(
  executor: Executor,
  tenantId: number,
  webhookId: string,
  after: DeliveryPlace | null,
  limit: number,
): Promise<DeliveryRow[]> {
  return executor.query(findDeliveriesStatement, [
    tenantId,
    webhookId,
    after === null ? "infinity" : sqlInstant(after.createdAt),
    after?.id ?? "ffffffff-ffff-ffff-ffff-ffffffffffff",
    limit,
  ]);
}
