import type { PaidSum } from "../funds/project.ts";
import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/day.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A payment as it is recorded: `source` and `id` are its sender's, and name it for ever. The amount is an exact decimal. */
export interface Payment {
  readonly source: string;
  readonly id: string;
  readonly project: string;
  readonly task: string | null;
  readonly fundSource: string | null;
  readonly amount: string;
  readonly paidOn: string;
  readonly note: string | null;
}

/** A payment to record, with the hash of its content. */
export interface NewPayment extends Payment {
  readonly fingerprint: Buffer;
}

const insertStatement = statement<{ source: string; id: string }>(
  "payments-insert",
  `insert into payments (tenant_id, source, payment_id, fingerprint, project_id, task_id, fund_source, amount, paid_on, note,
  recorded_by, recorded_at)
select $1::integer, n.source, n.id, decode(n.fingerprint, 'hex'), n.project, n.task, n.fund_source, n.amount, n.paid_on,
  n.note, $3::jsonb, $4::timestamptz
from json_to_recordset($2::json) as n (source text, id text, fingerprint text, project text, task uuid, fund_source text,
  amount numeric, paid_on date, note text)
order by n.source, n.id
on conflict on constraint payments_pkey do nothing
returning source, payment_id as id`,
);

/** Records those of the payments that are not recorded yet, and answers which those were. They must differ in source or id. */
export function insertPayments(
  tx: Transaction,
  tenantId: number,
  payments: readonly NewPayment[],
  by: Party,
  now: Instant,
): Promise<{ source: string; id: string }[]> {
  const records = payments.map(({ fingerprint, fundSource, paidOn, ...payment }) => ({
    ...payment,
    fingerprint: fingerprint.toString("hex"),
    fund_source: fundSource,
    paid_on: paidOn,
  }));
  return tx.query(insertStatement, [tenantId, JSON.stringify(records), JSON.stringify(by), sqlInstant(now)]);
}

const findPrintsStatement = statement<{ source: string; id: string; fingerprint: Buffer }>(
  "payments-find-fingerprints",
  `select p.source, p.payment_id as id, p.fingerprint
from payments p
join unnest($2::text[], $3::text[]) as k (source, id) on k.source = p.source and k.id = p.payment_id
where p.tenant_id = $1::integer`,
);

/** The hashes under which those of the payments that are recorded were. */
export function findPaymentFingerprints(
  on: Executor,
  tenantId: number,
  payments: readonly Pick<Payment, "source" | "id">[],
): Promise<{ source: string; id: string; fingerprint: Buffer }[]> {
  const [sources, ids] = [payments.map(({ source }) => source), payments.map(({ id }) => id)];
  return on.query(findPrintsStatement, [tenantId, sources, ids]);
}

const sumStatement = statement<PaidSum>(
  "payments-sum",
  `select p.project_id as project, p.task_id as task, p.fund_source as "fundSource", trim_scale(sum(p.amount))::text as paid,
  max(p.paid_on) as "lastOn"
from payments p
where p.tenant_id = $1::integer
  and p.project_id = any ($2::text[])
group by p.project_id, p.task_id, p.fund_source`,
);

/** What was paid of those projects, by task and source of funds; served by payments_by_project. */
export function sumPayments(on: Executor, tenantId: number, projects: readonly string[]): Promise<PaidSum[]> {
  return on.query(sumStatement, [tenantId, projects]);
}

/** A payment with when it was recorded. */
export interface RecordedPayment extends Payment {
  readonly recordedAt: Instant;
}

const findPageStatement = statement<RecordedPayment>(
  "payments-find",
  `select p.source, p.payment_id as id, p.project_id as project, p.task_id as task, p.fund_source as "fundSource",
  trim_scale(p.amount)::text as amount, p.paid_on as "paidOn", p.note, p.recorded_at as "recordedAt"
from payments p
where p.tenant_id = $1::integer
  and p.project_id = $2::text
  and (p.paid_on, p.source, p.payment_id) > ($3::date, $4::text, $5::text)
order by p.paid_on, p.source, p.payment_id
limit $6::integer`,
);

/** Where a list of payments goes on. */
export type PaymentPlace = Pick<Payment, "paidOn" | "source" | "id">;

/** The payments of a project in the order they were paid, after `after` if given; served by payments_by_project. */
export function findPayments(
  on: Executor,
  tenantId: number,
  project: string,
  after: PaymentPlace | null,
  limit: number,
): Promise<RecordedPayment[]> {
  const place = after ?? { paidOn: "0001-01-01", source: "", id: "" };
  return on.query(findPageStatement, [tenantId, project, place.paidOn, place.source, place.id, limit]);
}
