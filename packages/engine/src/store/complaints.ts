import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/calendar.ts";
import { addVersion } from "./addVersion.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** Who answers complaints, and who where one is about him; in so many working days. */
export interface ComplaintBox {
  readonly unit: string;
  readonly other: string;
  readonly workdays: number;
}

const findBoxStatement = statement<ComplaintBox>(
  "complaint-boxes-find",
  `select b.unit, b.other, b.workdays
from complaint_boxes b
where b.tenant_id = $1::integer
order by b.version desc
limit 1`,
);

/** The box in force, if the county has put one up. */
export async function findComplaintBox(on: Executor, tenantId: number): Promise<ComplaintBox | undefined> {
  const [box] = await on.query(findBoxStatement, [tenantId]);
  return box;
}

const saveBoxStatement = statement<{ version: number }>(
  "complaint-boxes-save",
  `insert into complaint_boxes (tenant_id, version, unit, other, workdays, created_by, created_at)
select $1::integer, coalesce(max(b.version), 0) + 1, $2::text, $3::text, $4::integer, $5::jsonb, $6::timestamptz
from complaint_boxes b
where b.tenant_id = $1::integer
on conflict on constraint complaint_boxes_pkey do nothing
returning version`,
);

/** Puts a box in force. */
export function saveComplaintBox(
  on: Executor,
  tenantId: number,
  { unit, other, workdays }: ComplaintBox,
  by: Party,
  now: Instant,
): Promise<number> {
  const values = [tenantId, unit, other, workdays, JSON.stringify(by), sqlInstant(now)];
  return addVersion(on, saveBoxStatement, values);
}

/** A complaint as it was written. */
export interface NewComplaint {
  readonly id: string;
  /** A person's id, or, where the key has none, the key's. */
  readonly author: string;
  readonly words: string;
  readonly about: string | null;
  readonly unit: string;
  readonly matter: string;
  readonly createdAt: Instant;
}

const insertStatement = statement<{ id: string }>(
  "complaints-insert",
  `insert into complaints (tenant_id, id, author, words, about, unit, matter_id, created_at)
values ($1::integer, $2::uuid, $3::text, $4::text, $5::text, $6::text, $7::uuid, $8::timestamptz)`,
);

/** Adds a complaint, whose matter is there; one of that id fails on `complaints_pkey`. */
export function insertComplaint(tx: Transaction, tenantId: number, complaint: NewComplaint): Promise<number> {
  const { id, author, words, about, unit, matter, createdAt } = complaint;
  return tx.execute(insertStatement, [
    tenantId,
    id,
    author,
    words,
    about,
    unit,
    matter,
    sqlInstant(createdAt),
  ]);
}

/** A complaint with what came of it: the matter's number, the state of its task, and the answer once that is closed. */
export interface Complaint extends NewComplaint {
  readonly number: string;
  readonly state: string;
  readonly answer: string | null;
}

/** Whose complaints are shown: an author's own, those that a unit answers, or all, to the auditor. */
export interface ComplaintReader {
  readonly all: boolean;
  readonly author: string;
  readonly unit: string | null;
}

const findStatement = statement<Complaint>(
  "complaints-find",
  `select c.id, c.author, c.words, c.about, c.unit, c.matter_id as matter, c.created_at as "createdAt", t.number, t.state,
  case when t.state in ('closed', 'archived') then a.result end as answer
from complaints c
join tasks t on t.tenant_id = c.tenant_id and t.matter_id = c.matter_id and t.role = 'lead'
left join lateral (
  select e.data ->> 'result' as result
  from events e
  where e.tenant_id = c.tenant_id
    and e.task_id = t.id
    and e.type = 'submitted'
  order by e.revision desc
  limit 1
) as a on true
where c.tenant_id = $1::integer
  and ($2::uuid is null or c.id = $2::uuid)
  and ($3::boolean or c.author = $4::text or t.unit = $5::text)
  and ($6::timestamptz is null or (c.created_at, c.id) < ($6::timestamptz, $7::uuid))
order by c.created_at desc, c.id desc
limit $8::integer`,
);

/** Complaints that the reader may see, the latest first; of others nothing. Who answers is the unit that has the task now. */
export function findComplaints(
  on: Executor,
  tenantId: number,
  id: string | null,
  reader: ComplaintReader,
  after: { readonly at: Instant; readonly id: string } | null,
  limit: number,
): Promise<Complaint[]> {
  const { all, author, unit } = reader;
  const place = [sqlInstant(after?.at ?? null), after?.id ?? null, limit];
  return on.query(findStatement, [tenantId, id, all, author, unit, ...place]);
}
