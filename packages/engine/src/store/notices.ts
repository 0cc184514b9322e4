import type { NoticeSubject } from "../lifecycle/effects.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A notice to write: its id follows from (task, revision, person, subject), so none is written twice. */
export interface NewNotice {
  readonly person: string;
  readonly task: string;
  readonly revision: number;
  readonly subject: NoticeSubject;
  readonly urgent: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly textZh: string;
  readonly textEn: string;
  readonly createdAt: number;
  readonly sendAt: number;
}

const insertStatement = statement(
  "notices-insert",
  `insert into notices (tenant_id, id, person, task_id, revision, subject, urgent, facts, text_zh, text_en, created_at,
  send_at)
select $1::integer, md5(n.task_id::text || '/' || n.revision::text || '/' || n.subject || '/' || n.person)::uuid,
  n.person, n.task_id, n.revision, n.subject, n.urgent, n.facts, n.text_zh, n.text_en, n.created_at, n.send_at
from json_to_recordset($2::json) as n (person text, task_id uuid, revision integer, subject text, urgent boolean,
  facts jsonb, text_zh text, text_en text, created_at timestamptz, send_at timestamptz)
on conflict on constraint notices_pkey do nothing`,
);

/** Writes notices; one that is there already is left as it is. */
export function insertNotices(
  tx: Transaction,
  tenantId: number,
  notices: readonly NewNotice[],
): Promise<number> {
  const records = notices.map((notice) => ({
    person: notice.person,
    task_id: notice.task,
    revision: notice.revision,
    subject: notice.subject,
    urgent: notice.urgent,
    facts: notice.facts,
    text_zh: notice.textZh,
    text_en: notice.textEn,
    created_at: sqlInstant(notice.createdAt),
    send_at: sqlInstant(notice.sendAt),
  }));
  return tx.execute(insertStatement, [tenantId, JSON.stringify(records)]);
}

// One gathering at a time, or two would draw two messages for one person; who finds it taken leaves it to the other.
// The message's id follows from the first notice it gathers.
const gatherStatement = statement(
  "notices-gather",
  `with turn as materialized (
  select pg_try_advisory_xact_lock(hashtextextended('duban/notices/' || $1::integer::text, 0)) as mine
), due as materialized (
  select n.id, n.person
  from notices n
  where n.tenant_id = $1::integer
    and n.sent_at is null
    and n.message_id is null
    and n.send_at <= $2::timestamptz
    and (n.urgent or $3::boolean)
    and (select t.mine from turn t)
), first as (
  select d.person, min(d.id::text) as id
  from due d
  group by d.person
)
update notices t
set message_id = md5('message/' || f.id)::uuid
from due d
join first f on f.person = d.person
where t.tenant_id = $1::integer
  and t.id = d.id`,
  { replan: true },
);

/** Draws one message a person for the waiting notices due by `upTo`, or the urgent ones among them; answers how many were gathered. */
export function gatherNotices(
  tx: Transaction,
  tenantId: number,
  upTo: number,
  only: "all" | "urgent",
): Promise<number> {
  return tx.execute(gatherStatement, [tenantId, sqlInstant(upTo), only === "all"]);
}

/** A notice gathered into a message that has not gone out. */
export interface DueNotice {
  readonly id: string;
  readonly person: string;
  readonly task_id: string;
  readonly message_id: string;
  readonly text_zh: string;
}

const claimStatement = statement<DueNotice>(
  "notices-claim",
  `select n.id, n.person, n.task_id, n.message_id, n.text_zh
from notices n
where n.tenant_id = $1::integer
  and n.sent_at is null
  and n.message_id is not null
order by n.message_id, n.id
limit $2::integer
for update of n skip locked`,
  { replan: true },
);

/** Locks up to `limit` gathered notices, message by message; served by notices_gathered. */
export function claimMessages(tx: Transaction, tenantId: number, limit: number): Promise<DueNotice[]> {
  return tx.query(claimStatement, [tenantId, limit]);
}

const markSentStatement = statement(
  "notices-mark-sent",
  `update notices n
set sent_at = $3::timestamptz
where n.tenant_id = $1::integer
  and n.id = any($2::uuid[])`,
);

/** Marks notices as gone out. */
export function markNoticesSent(
  tx: Transaction,
  tenantId: number,
  ids: readonly string[],
  now: number,
): Promise<number> {
  return tx.execute(markSentStatement, [tenantId, ids, sqlInstant(now)]);
}

const nextSendStatement = statement<{ send_at: number | null }>(
  "notices-next-send",
  `select n.send_at
from notices n
where n.tenant_id = $1::integer
  and n.sent_at is null
order by n.send_at
limit 1`,
);

/** When the next waiting notice may go out, null if none waits; served by notices_waiting. */
export async function findNextSendAt(on: Executor, tenantId: number): Promise<number | null> {
  const [row] = await on.query(nextSendStatement, [tenantId]);
  return row?.send_at ?? null;
}
