import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** That the work of a unit or of a person went to another; `doneAt` null while tasks of it are still to be moved. */
export interface Succession {
  readonly id: string;
  readonly kind: "unit" | "person";
  readonly subject: string;
  readonly successor: string;
  /** Whether a unit's people moved with it. */
  readonly withPeople: boolean;
  readonly reason: string;
  readonly orderedBy: Party;
  readonly begunAt: Instant;
  readonly moved: number;
  readonly doneAt: Instant | null;
}

const columns = `id, kind, subject, successor, with_people as "withPeople", reason, ordered_by as "orderedBy",
    begun_at as "begunAt", moved, done_at as "doneAt"`;

const appendStatement = statement(
  "successions-append",
  `
  insert into successions (tenant_id, id, kind, subject, successor, with_people, reason, ordered_by, begun_at, moved)
  values ($1::integer, $2::uuid, $3::text, $4::text, $5::text, $6::boolean, $7::text, $8::jsonb, $9::timestamptz, 0)
  `,
);

/** Records that a succession has begun: from here on its tasks will be moved, whatever happens to this process. */
export async function appendSuccession(
  tx: Transaction,
  tenantId: number,
  succession: Omit<Succession, "moved" | "doneAt">,
): Promise<void> {
  const { id, kind, subject, successor, withPeople, reason, orderedBy, begunAt } = succession;
  await tx.execute(appendStatement, [
    tenantId,
    id,
    kind,
    subject,
    successor,
    withPeople,
    reason,
    JSON.stringify(orderedBy),
    sqlInstant(begunAt),
  ]);
}

const findLastStatement = statement<Succession>(
  "successions-find-last",
  `
  select ${columns}
  from successions
  where tenant_id = $1::integer
    and kind = $2::text
    and subject = $3::text
  order by begun_at desc, id desc
  limit 1
  `,
);

/** The last succession of a unit or a person. */
export async function findLastSuccession(
  executor: Executor,
  tenantId: number,
  kind: Succession["kind"],
  subject: string,
): Promise<Succession | undefined> {
  const [last] = await executor.query(findLastStatement, [tenantId, kind, subject]);
  return last;
}

const findOpenStatement = statement<{ id: string }>(
  "successions-find-open",
  `
  select id
  from successions
  where tenant_id = $1::integer
    and done_at is null
  order by begun_at, id
  limit 1
  `,
);

/** The id of the oldest succession that isn't done. Served by successions_open. */
export async function findOpenSuccession(executor: Executor, tenantId: number): Promise<string | undefined> {
  const [open] = await executor.query(findOpenStatement, [tenantId]);
  return open?.id;
}

const claimStatement = statement<Succession>(
  "successions-claim",
  `
  select ${columns}
  from successions
  where tenant_id = $1::integer
    and id = $2::uuid
    and done_at is null
  for update
  `,
);

/** Holds a succession that isn't done, so that one moves its tasks at a time. */
export async function claimSuccession(
  tx: Transaction,
  tenantId: number,
  id: string,
): Promise<Succession | undefined> {
  const [claimed] = await tx.query(claimStatement, [tenantId, id]);
  return claimed;
}

const noteMovedStatement = statement(
  "successions-note-moved",
  `
  update successions
  set moved = moved + $3::integer,
    done_at = $4::timestamptz
  where tenant_id = $1::integer
    and id = $2::uuid
  `,
);

/** Counts tasks that were moved, and says when it was done, if it is. */
export async function noteMoved(
  tx: Transaction,
  tenantId: number,
  id: string,
  moved: number,
  doneAt: Instant | null,
): Promise<void> {
  await tx.execute(noteMovedStatement, [tenantId, id, moved, sqlInstant(doneAt)]);
}
