import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/**
 * A notice as a person reads it. `sentAt` is when it went out, in the message `messageId` with whatever else waited;
 * null while it waits for `sendAt`. It can be read here from the moment it was written.
 */
export interface NoticeRow {
  readonly id: string;
  readonly person: string;
  readonly task: string;
  readonly revision: number;
  readonly subject: string;
  readonly urgent: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly textZh: string;
  readonly textEn: string;
  readonly createdAt: Instant;
  readonly sendAt: Instant;
  readonly messageId: string | null;
  readonly sentAt: Instant | null;
}

/** Where a notice stands among a person's. */
export interface NoticePlace {
  readonly createdAt: Instant;
  readonly id: string;
}

const findNoticesStatement = statement<NoticeRow>(
  "notices-find-of-person",
  `
  select id, person, task_id as task, revision, subject, urgent, facts, text_zh as "textZh", text_en as "textEn",
    created_at as "createdAt", send_at as "sendAt", message_id as "messageId", sent_at as "sentAt"
  from notices
  where tenant_id = $1::integer
    and person = $2::text
    and (created_at, id) < ($3::timestamptz, $4::uuid)
  order by created_at desc, id desc
  limit $5::integer
  `,
);

/** A person's notices, newest first, after `after` if given; by the index notices_by_person. */
export function findNotices(
  executor: Executor,
  tenantId: number,
  person: string,
  after: NoticePlace | null,
  limit: number,
): Promise<NoticeRow[]> {
  return executor.query(findNoticesStatement, [
    tenantId,
    person,
    after === null ? "infinity" : sqlInstant(after.createdAt),
    after?.id ?? "ffffffff-ffff-ffff-ffff-ffffffffffff",
    limit,
  ]);
}
