import type { Party } from "../lifecycle/caller.ts";
import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/calendar.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A measure against people that a rung proposed, and what a person decided; `decision` null: nobody has. */
export interface ProposedMeasure {
  readonly task: string;
  readonly revision: number;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly measure: string;
  readonly proposedAt: Instant;
  readonly decision: "approve" | "refuse" | null;
  readonly reason: string | null;
  readonly decidedBy: Party | null;
  readonly decidedAt: Instant | null;
}

const columns = `e.task_id as task, e.revision, t.number, t.title, e.unit, e.data ->> 'propose' as measure,
  e.recorded_at as "proposedAt", d.decision, d.reason, d.decided_by as "decidedBy", d.decided_at as "decidedAt"`;

const findStatement = seenStatement<ProposedMeasure>(
  "measures-find",
  7,
  (seen) => `select ${columns}
from events e
join tasks t on t.tenant_id = e.tenant_id and t.id = e.task_id
left join measure_decisions d on d.tenant_id = e.tenant_id and d.task_id = e.task_id and d.revision = e.revision
where e.tenant_id = $1::integer
  and e.type = 'rungFired'
  and (e.data ->> 'propose') is not null
  and ($2::boolean is null or (d.decision is null) = $2::boolean)
  and ($3::uuid is null or (e.task_id = $3::uuid and e.revision = $7::integer))
  and ($4::timestamptz is null or (e.recorded_at, e.task_id, e.revision) < ($4::timestamptz, $5::uuid, $7::integer))
  and ${seen("t")}
order by e.recorded_at desc, e.task_id desc, e.revision desc
limit $6::integer`,
);

/** Where a page of measures goes on. */
export interface MeasurePlace {
  readonly at: Instant;
  readonly task: string;
  readonly revision: number;
}

/** What was proposed of tasks that the caller may read, the latest first; `isOpen` null is not asked about. */
export function findProposedMeasures(
  on: Executor,
  tenantId: number,
  isOpen: boolean | null,
  after: MeasurePlace | null,
  limit: number,
  access: Access,
): Promise<ProposedMeasure[]> {
  const place = [sqlInstant(after?.at ?? null), after?.task ?? null, limit, after?.revision ?? null];
  return querySeen(on, findStatement, [tenantId, isOpen, null, ...place], access);
}

/** One proposal, by the recorded event that it is, if there is such a one and the caller may read its task. */
export async function findProposedMeasure(
  on: Executor,
  tenantId: number,
  { task, revision }: { readonly task: string; readonly revision: number },
  access: Access,
): Promise<ProposedMeasure | undefined> {
  const values = [tenantId, null, task, null, null, 1, revision];
  const [measure] = await querySeen(on, findStatement, values, access);
  return measure;
}

const decideStatement = statement<{ revision: number }>(
  "measures-decide",
  `insert into measure_decisions (tenant_id, task_id, revision, decision, reason, decided_by, decided_at)
values ($1::integer, $2::uuid, $3::integer, $4::text, $5::text, $6::jsonb, $7::timestamptz)
on conflict on constraint measure_decisions_pkey do nothing
returning revision`,
);

/** Records a decision, if there is none yet; false where there is. */
export async function decideMeasure(
  on: Executor,
  tenantId: number,
  of: { readonly task: string; readonly revision: number },
  decided: {
    readonly decision: "approve" | "refuse";
    readonly reason: string;
    readonly by: Party;
    readonly at: Instant;
  },
): Promise<boolean> {
  const { decision, reason, by, at } = decided;
  const values = [tenantId, of.task, of.revision, decision, reason, JSON.stringify(by), sqlInstant(at)];
  return (await on.query(decideStatement, values)).length > 0;
}
