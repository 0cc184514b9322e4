import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** How attempts are slowed down: `free` of them at once, then a pause that doubles from `firstPauseMs` up to `longestPauseMs`. */
export interface AttemptRule {
  readonly free: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** After so long without an attempt the count begins anew. */
  readonly forgottenAfterMs: number;
}

const claimStatement = statement<{ attempt_count: number }>(
  "sign-in-attempts-claim",
  `
  insert into sign_in_attempts as known (tenant_id, subject, attempt_count, blocked_until, last_at)
  values ($1::integer, $2::text, 1, null, $3::timestamptz)
  on conflict on constraint sign_in_attempts_pkey do update
  set attempt_count = case when known.last_at < $4::timestamptz then 1 else known.attempt_count + 1 end,
    blocked_until = case
      when known.last_at < $4::timestamptz or known.attempt_count + 1 < $5::integer then null
      else $3::timestamptz + make_interval(secs => least($7::double precision,
        $6::double precision * power(2, least(known.attempt_count + 1 - $5::integer, 40))))
    end,
    last_at = $3::timestamptz
  where known.blocked_until is null or known.blocked_until <= $3::timestamptz
  returning attempt_count
  `,
);

const findBlockedStatement = statement<{ blockedUntil: Instant }>(
  "sign-in-attempts-find-blocked",
  `
  select blocked_until as "blockedUntil"
  from sign_in_attempts
  where tenant_id = $1::integer
    and subject = $2::text
    and blocked_until > $3::timestamptz
  `,
);

/**
 * Counts an attempt before it is made, so that many at once are no way around; answers until when the subject is blocked, null
 * if this one may go on. What is good afterwards is forgiven by `forgiveAttempts`.
 */
export async function claimAttempt(
  executor: Executor,
  tenantId: number,
  subject: string,
  rule: AttemptRule,
  now: Instant,
): Promise<Instant | null> {
  const admitted = await executor.query(claimStatement, [
    tenantId,
    subject,
    sqlInstant(now),
    sqlInstant(now - rule.forgottenAfterMs),
    rule.free,
    rule.firstPauseMs / 1000,
    rule.longestPauseMs / 1000,
  ]);
  if (admitted.length > 0) return null;
  const [blocked] = await executor.query(findBlockedStatement, [tenantId, subject, sqlInstant(now)]);
  return blocked?.blockedUntil ?? now + rule.firstPauseMs;
}

const forgiveStatement = statement(
  "sign-in-attempts-forgive",
  `
  update sign_in_attempts
  set attempt_count = greatest(0, attempt_count - $3::integer),
    blocked_until = null
  where tenant_id = $1::integer
    and subject = $2::text
  `,
);

/** Takes back `count` attempts, and the pause that the last one began. */
export async function forgiveAttempts(
  executor: Executor,
  tenantId: number,
  subject: string,
  count: number,
): Promise<void> {
  await executor.execute(forgiveStatement, [tenantId, subject, count]);
}

const dropOldStatement = statement(
  "sign-in-attempts-drop-old",
  `
  delete from sign_in_attempts
  where (tenant_id, subject) in (
    select tenant_id, subject
    from sign_in_attempts
    where last_at < $1::timestamptz
    limit $2::integer
  )
    and last_at < $1::timestamptz
  `,
  { across: "what is old is old in every county" },
);

/** Forgets what has not been tried since, at most `limit` of it; names that nobody has must not pile up. Answers how much. */
export function dropOldAttempts(executor: Executor, before: Instant, limit: number): Promise<number> {
  return executor.execute(dropOldStatement, [sqlInstant(before), limit]);
}
