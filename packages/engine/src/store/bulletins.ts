import type { Party } from "../lifecycle/caller.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** One of the approvals of a draft; they are dropped when it is edited. */
export interface BulletinApproval {
  readonly by: Party;
  readonly at: number;
}

/**
 * A bulletin: a draft, or issued and fixed.
 *
 * `body` holds its words and figures; what is in it is between those who write and read it. Dates as "2026-05-29".
 */
export interface Bulletin {
  readonly id: string;
  readonly kind: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly from: string;
  readonly to: string;
  readonly state: "draft" | "issued";
  readonly revision: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly authors: readonly Party[];
  readonly approvals: readonly BulletinApproval[];
  readonly number: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly issuedAt: number | null;
}

const columns = `b.id, b.kind, b.programme, b.line, b.covers_from as "from", b.covers_to as "to", b.state, b.revision, b.body,
  b.authors, b.approvals, b.number, b.created_at as "createdAt", b.updated_at as "updatedAt", b.issued_at as "issuedAt"`;

/** What a draft says, as its author puts it. */
export type BulletinDraft = Pick<
  Bulletin,
  "kind" | "programme" | "line" | "from" | "to" | "body" | "authors"
>;

const insertStatement = statement<Bulletin>(
  "bulletins-insert",
  `insert into bulletins as b (tenant_id, id, kind, programme, line, covers_from, covers_to, state, revision, body, authors, approvals,
  created_at, updated_at)
values ($1::integer, $2::uuid, $3::text, $4::text, $5::text, $6::date, $7::date, 'draft', 1, $8::jsonb, $9::jsonb, '[]',
  $10::timestamptz, $10::timestamptz)
returning ${columns}`,
);

/** Adds a draft. */
export async function insertBulletin(
  on: Executor,
  tenantId: number,
  id: string,
  draft: BulletinDraft,
  now: number,
): Promise<Bulletin | undefined> {
  const [row] = await on.query(insertStatement, [tenantId, id, ...valuesOf(draft), sqlInstant(now)]);
  return row;
}

const valuesOf = ({ kind, programme, line, from, to, body, authors }: BulletinDraft) => [
  kind,
  programme,
  line,
  from,
  to,
  JSON.stringify(body),
  JSON.stringify(authors),
];

const editStatement = statement<Bulletin>(
  "bulletins-edit",
  `update bulletins b
set kind = $3::text,
  programme = $4::text,
  line = $5::text,
  covers_from = $6::date,
  covers_to = $7::date,
  body = $8::jsonb,
  authors = $9::jsonb,
  approvals = '[]',
  revision = b.revision + 1,
  updated_at = $10::timestamptz
where b.tenant_id = $1::integer
  and b.id = $2::uuid
  and b.state = 'draft'
  and b.revision = $11::integer
returning ${columns}`,
);

/** Writes a draft anew where it still stands at that revision, and drops its approvals; undefined where it doesn't, or is issued. */
export async function editBulletin(
  on: Executor,
  tenantId: number,
  id: string,
  revision: number,
  draft: BulletinDraft,
  now: number,
): Promise<Bulletin | undefined> {
  const values = [tenantId, id, ...valuesOf(draft), sqlInstant(now), revision];
  const [row] = await on.query(editStatement, values);
  return row;
}

const findStatement = statement<Bulletin>(
  "bulletins-find",
  `select ${columns}
from bulletins b
where b.tenant_id = $1::integer
  and b.id = $2::uuid`,
);

/** One bulletin, if there is such a one. */
export async function findBulletin(
  on: Executor,
  tenantId: number,
  id: string,
): Promise<Bulletin | undefined> {
  const [row] = await on.query(findStatement, [tenantId, id]);
  return row;
}

const lockStatement = statement<Bulletin>(
  "bulletins-lock",
  `select ${columns}
from bulletins b
where b.tenant_id = $1::integer
  and b.id = $2::uuid
for update of b`,
);

/** One bulletin, held until the transaction ends. */
export async function lockBulletin(
  tx: Transaction,
  tenantId: number,
  id: string,
): Promise<Bulletin | undefined> {
  const [row] = await tx.query(lockStatement, [tenantId, id]);
  return row;
}

const approveStatement = statement<Bulletin>(
  "bulletins-approve",
  `update bulletins b
set approvals = $3::jsonb
where b.tenant_id = $1::integer
  and b.id = $2::uuid
returning ${columns}`,
);

/** Writes the approvals of a draft that stays one. */
export async function saveBulletinApprovals(
  tx: Transaction,
  tenantId: number,
  id: string,
  approvals: readonly BulletinApproval[],
): Promise<Bulletin | undefined> {
  const [row] = await tx.query(approveStatement, [tenantId, id, JSON.stringify(approvals)]);
  return row;
}

const issueStatement = statement<Bulletin>(
  "bulletins-issue",
  `update bulletins b
set state = 'issued',
  approvals = $3::jsonb,
  body = $4::jsonb,
  year = $5::integer,
  serial = $6::integer,
  number = $7::text,
  updated_at = $8::timestamptz,
  issued_at = $8::timestamptz
where b.tenant_id = $1::integer
  and b.id = $2::uuid
  and b.state = 'draft'
returning ${columns}`,
);

/** What makes a draft an issued bulletin. */
export interface BulletinIssue {
  readonly approvals: readonly BulletinApproval[];
  readonly body: Bulletin["body"];
  readonly year: number;
  readonly serial: number;
  readonly number: string;
}

/** Fixes a bulletin under its number. */
export async function issueBulletin(
  tx: Transaction,
  tenantId: number,
  id: string,
  issue: BulletinIssue,
  now: number,
): Promise<Bulletin | undefined> {
  const { approvals, body, year, serial, number } = issue;
  const [row] = await tx.query(issueStatement, [
    tenantId,
    id,
    JSON.stringify(approvals),
    JSON.stringify(body),
    year,
    serial,
    number,
    sqlInstant(now),
  ]);
  return row;
}

const claimNumberStatement = statement<{ last: number }>(
  "bulletins-claim-number",
  `insert into bulletin_numbers (tenant_id, kind, year, last)
values ($1::integer, $2::text, $3::integer, 1)
on conflict on constraint bulletin_numbers_pkey do update
set last = bulletin_numbers.last + 1
returning last`,
);

/** Takes the next number of a kind and year; none is left out, for a rollback gives it back. */
export async function claimBulletinNumber(
  tx: Transaction,
  tenantId: number,
  kind: string,
  year: number,
): Promise<number> {
  const [row] = await tx.query(claimNumberStatement, [tenantId, kind, year]);
  return row?.last ?? 1;
}

const deleteStatement = statement<{ id: string }>(
  "bulletins-delete",
  `delete from bulletins b
where b.tenant_id = $1::integer
  and b.id = $2::uuid
  and b.state = 'draft'
returning b.id`,
);

/** Throws a draft away; false where there is none. */
export async function deleteBulletinDraft(on: Executor, tenantId: number, id: string): Promise<boolean> {
  return (await on.query(deleteStatement, [tenantId, id])).length === 1;
}
