import type { Matter } from "../engine.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

const claimNumbersStatement = statement<{ last: number }>(
  "matters-claim-numbers",
  `insert into matter_numbers (tenant_id, year, last)
values ($1::integer, $2::integer, $3::integer)
on conflict on constraint matter_numbers_pkey do update
set last = matter_numbers.last + excluded.last
returning last`,
);

/**
 * Takes `count` consecutive numbers of the year and answers the first; none is left out, for a rollback gives them back.
 * Whoever comes next waits for this transaction, so it is the last lock a batch takes.
 */
export async function claimMatterNumbers(
  tx: Transaction,
  tenantId: number,
  year: number,
  count: number,
): Promise<number> {
  const [row] = await tx.query(claimNumbersStatement, [tenantId, year, count]);
  return (row?.last ?? count) - count + 1;
}

const insertStatement = statement(
  "matters-insert",
  `insert into matters (tenant_id, id, number, title, body, programme, line, created_by, created_at)
select $1::integer, n.id, n.number, n.title, n.body, n.programme, n.line, n.created_by, n.created_at
from json_to_recordset($2::json) as n (id uuid, number text, title text, body jsonb, programme text, line text,
  created_by jsonb, created_at timestamptz)`,
);

/** Adds matters. */
export function insertMatters(
  tx: Transaction,
  tenantId: number,
  matters: readonly Matter[],
): Promise<number> {
  const records = matters.map(({ id, number, createdBy, createdAt, ...body }) => ({
    id,
    number,
    title: body.title,
    body,
    programme: body.programme,
    line: body.line,
    created_by: createdBy,
    created_at: sqlInstant(createdAt),
  }));
  return tx.execute(insertStatement, [tenantId, JSON.stringify(records)]);
}

/** An answer kept under an Idempotency-Key. */
export interface MatterAnswer {
  readonly idempotency_key: string;
  readonly fingerprint: Buffer;
  readonly answer: unknown;
}

const findAnswersStatement = statement<MatterAnswer>(
  "matters-find-answers",
  `select a.idempotency_key, a.fingerprint, a.answer
from matter_answers a
where a.tenant_id = $1::integer
  and a.idempotency_key = any($2::text[])`,
);

/** The answers kept under these keys. */
export function findMatterAnswers(
  on: Executor,
  tenantId: number,
  keys: readonly string[],
): Promise<MatterAnswer[]> {
  return on.query(findAnswersStatement, [tenantId, keys]);
}

/** An answer to keep. */
export interface NewMatterAnswer {
  readonly key: string;
  readonly fingerprint: Buffer;
  readonly matter: string;
  readonly answer: unknown;
  readonly createdAt: number;
}

const insertAnswersStatement = statement(
  "matters-insert-answers",
  `insert into matter_answers (tenant_id, idempotency_key, fingerprint, matter_id, answer, created_at)
select $1::integer, n.key, decode(n.fingerprint, 'hex'), n.matter, n.answer, n.created_at
from json_to_recordset($2::json) as n (key text, fingerprint text, matter uuid, answer json,
  created_at timestamptz)`,
);

/** Keeps answers; a key that is taken fails on `matter_answers_pkey`. */
export function insertMatterAnswers(
  tx: Transaction,
  tenantId: number,
  answers: readonly NewMatterAnswer[],
): Promise<number> {
  const records = answers.map((answer) => ({
    ...answer,
    fingerprint: answer.fingerprint.toString("hex"),
    createdAt: undefined,
    created_at: sqlInstant(answer.createdAt),
  }));
  return tx.execute(insertAnswersStatement, [tenantId, JSON.stringify(records)]);
}
