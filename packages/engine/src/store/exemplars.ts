import type { Party } from "../lifecycle/caller.ts";
import type { Access } from "../lifecycle/reading.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** One side's yes, or its taking back. */
export interface ExemplarAct {
  readonly by: Party;
  readonly at: number;
}

/** A closed task put forward as a model: published once the office and the task's unit have both agreed. */
export interface Exemplar {
  readonly id: string;
  readonly task: string;
  readonly unit: string;
  readonly title: string;
  readonly summary: string;
  readonly state: "proposed" | "published" | "withdrawn";
  readonly officeAgreed: ExemplarAct | null;
  readonly unitAgreed: ExemplarAct | null;
  readonly withdrawn: ExemplarAct | null;
  readonly createdAt: number;
  readonly publishedAt: number | null;
  /** How many tasks took it for their model. */
  readonly citations: number;
}

const columns = `x.id, x.task_id as task, x.unit, x.title, x.summary, x.state, x.office_agreed as "officeAgreed",
  x.unit_agreed as "unitAgreed", x.withdrawn, x.created_at as "createdAt", x.published_at as "publishedAt",
  (select count(*)::integer from exemplar_citations c where c.tenant_id = x.tenant_id and c.exemplar_id = x.id) as citations`;

const insertStatement = statement<Exemplar>(
  "exemplars-insert",
  `insert into exemplars as x (tenant_id, id, task_id, unit, title, summary, state, office_agreed, unit_agreed, created_at)
values ($1::integer, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, 'proposed', $7::jsonb, $8::jsonb, $9::timestamptz)
on conflict (tenant_id, task_id) where state <> 'withdrawn' do nothing
returning ${columns}`,
);

/** What an exemplar is put forward with. */
export type ExemplarProposal = Pick<
  Exemplar,
  "id" | "task" | "unit" | "title" | "summary" | "officeAgreed" | "unitAgreed"
>;

/** Puts a task forward; undefined where it is an exemplar already. */
export async function insertExemplar(
  on: Executor,
  tenantId: number,
  proposal: ExemplarProposal,
  now: number,
): Promise<Exemplar | undefined> {
  const { id, task, unit, title, summary, officeAgreed, unitAgreed } = proposal;
  const values = [tenantId, id, task, unit, title, summary, json(officeAgreed), json(unitAgreed)];
  const [row] = await on.query(insertStatement, [...values, sqlInstant(now)]);
  return row;
}

const json = (act: ExemplarAct | null): string | null => (act === null ? null : JSON.stringify(act));

const agreeStatement = statement<Exemplar>(
  "exemplars-agree",
  `update exemplars x
set office_agreed = coalesce(x.office_agreed, $3::jsonb),
  unit_agreed = coalesce(x.unit_agreed, $4::jsonb),
  state = case when coalesce(x.office_agreed, $3::jsonb) is not null and coalesce(x.unit_agreed, $4::jsonb) is not null
    then 'published' else x.state end,
  published_at = case when coalesce(x.office_agreed, $3::jsonb) is not null and coalesce(x.unit_agreed, $4::jsonb) is not null
    then $5::timestamptz end
where x.tenant_id = $1::integer
  and x.id = $2::uuid
  and x.state = 'proposed'
returning ${columns}`,
);

/** Adds a side's yes to what is proposed, and publishes it if that was the last; undefined where it is not proposed. */
export async function agreeToExemplar(
  on: Executor,
  tenantId: number,
  id: string,
  sides: { readonly office: ExemplarAct | null; readonly unit: ExemplarAct | null },
  now: number,
): Promise<Exemplar | undefined> {
  const values = [tenantId, id, json(sides.office), json(sides.unit), sqlInstant(now)];
  const [row] = await on.query(agreeStatement, values);
  return row;
}

const withdrawStatement = statement<Exemplar>(
  "exemplars-withdraw",
  `update exemplars x
set state = 'withdrawn',
  withdrawn = $3::jsonb
where x.tenant_id = $1::integer
  and x.id = $2::uuid
  and x.state <> 'withdrawn'
returning ${columns}`,
);

/** Takes an exemplar back; undefined where it was already. */
export async function withdrawExemplar(
  on: Executor,
  tenantId: number,
  id: string,
  act: ExemplarAct,
): Promise<Exemplar | undefined> {
  const [row] = await on.query(withdrawStatement, [tenantId, id, json(act)]);
  return row;
}

const findStatement = statement<Exemplar>(
  "exemplars-find",
  `select ${columns}
from exemplars x
where x.tenant_id = $1::integer
  and x.id = $2::uuid`,
);

/** One exemplar, if there is such a one. */
export async function findExemplar(
  on: Executor,
  tenantId: number,
  id: string,
): Promise<Exemplar | undefined> {
  const [row] = await on.query(findStatement, [tenantId, id]);
  return row;
}

// What is published everybody may read; of the rest, only what is made of a task that the caller may see.
const listStatement = seenStatement<Exemplar>(
  "exemplars-list",
  5,
  (seen) => `select ${columns}
from exemplars x
join tasks t on t.tenant_id = x.tenant_id
  and t.id = x.task_id
where x.tenant_id = $1::integer
  and ($2::timestamptz is null or (x.created_at, x.id) < ($2::timestamptz, $3::uuid))
  and (x.state = 'published' or ${seen("t")})
  and ($5::uuid is null or x.task_id = $5::uuid)
order by x.created_at desc, x.id desc
limit $4::integer`,
);

/** A page of exemplars, the newest first: those published, and of the others those of tasks that may be seen. `task`: only those made of it. */
export function findExemplars(
  on: Executor,
  tenantId: number,
  task: string | null,
  after: { readonly createdAt: number; readonly id: string } | null,
  limit: number,
  access: Access,
): Promise<Exemplar[]> {
  const values = [tenantId, sqlInstant(after?.createdAt ?? null), after?.id ?? null, limit, task];
  return querySeen(on, listStatement, values, access);
}

const citeStatement = statement<{ exemplar_id: string }>(
  "exemplars-cite",
  `insert into exemplar_citations (tenant_id, exemplar_id, task_id, note, cited_by, cited_at)
values ($1::integer, $2::uuid, $3::uuid, $4::text, $5::jsonb, $6::timestamptz)
on conflict on constraint exemplar_citations_pkey do nothing
returning exemplar_id`,
);

/** Notes that a task took an exemplar for its model; false where that was noted before. */
export async function citeExemplar(
  on: Executor,
  tenantId: number,
  citation: { readonly exemplar: string; readonly task: string; readonly note: string | null },
  { by, at }: ExemplarAct,
): Promise<boolean> {
  const { exemplar, task, note } = citation;
  const values = [tenantId, exemplar, task, note, JSON.stringify(by), sqlInstant(at)];
  return (await on.query(citeStatement, values)).length === 1;
}

/** A task that cites an exemplar. */
export interface Citation {
  readonly task: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly note: string | null;
  readonly at: number;
}

const citationsStatement = seenStatement<Citation>(
  "exemplars-citations",
  2,
  (seen) => `select c.task_id as task, t.number, t.title, t.unit, c.note, c.cited_at as at
from exemplar_citations c
join tasks t on t.tenant_id = c.tenant_id
  and t.id = c.task_id
where c.tenant_id = $1::integer
  and c.exemplar_id = $2::uuid
  and ${seen("t")}
order by c.cited_at, c.task_id
limit 500`,
);

/** The tasks that cite an exemplar, of those that the caller may see, at most 500. */
export const findCitations = (
  on: Executor,
  tenantId: number,
  exemplar: string,
  access: Access,
): Promise<Citation[]> => querySeen(on, citationsStatement, [tenantId, exemplar], access);

const citedStatement = statement<Exemplar>(
  "exemplars-cited-by-task",
  `select ${columns}
from exemplar_citations n
join exemplars x on x.tenant_id = n.tenant_id
  and x.id = n.exemplar_id
where n.tenant_id = $1::integer
  and n.task_id = $2::uuid
  and x.state = 'published'
order by n.cited_at, x.id`,
);

/** The published exemplars that a task cites. */
export const findCitedExemplars = (on: Executor, tenantId: number, task: string): Promise<Exemplar[]> =>
  on.query(citedStatement, [tenantId, task]);
