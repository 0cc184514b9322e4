import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";

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

const findNoticesStatement = seenStatement<NoticeRow>(
  "notices-find-of-person",
  5,
  (seen) => `
  select n.id, n.person, n.task_id as task, n.revision, n.subject, n.urgent, n.facts, n.text_zh as "textZh",
    n.text_en as "textEn", n.created_at as "createdAt", n.send_at as "sendAt", n.message_id as "messageId",
    n.sent_at as "sentAt"
  from notices n
  join tasks t on t.tenant_id = n.tenant_id and t.id = n.task_id
  where n.tenant_id = $1::integer
    and n.person = $2::text
    and ${seen("t")}
    and (n.created_at, n.id) < ($3::timestamptz, $4::uuid)
  order by n.created_at desc, n.id desc
  limit $5::integer
  `,
);

/** A person's notices, of tasks that may be seen, newest first, after `after` if given; by the index notices_by_person. */
export function findNotices(
  executor: Executor,
  tenantId: number,
  person: string,
  after: NoticePlace | null,
  limit: number,
  access: Access,
): Promise<NoticeRow[]> {
  const values = [
    tenantId,
    person,
    after === null ? "infinity" : sqlInstant(after.createdAt),
    after?.id ?? "ffffffff-ffff-ffff-ffff-ffffffffffff",
    limit,
  ];
  return querySeen(executor, findNoticesStatement, values, access);
}
