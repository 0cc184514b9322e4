import type { Party } from "../lifecycle/caller.ts";
import type { Instant } from "../time/calendar.ts";
import type { Recurrence } from "../time/recurrence.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A task of a unit that was open in a window, as a demand on it. */
export interface AskRow {
  readonly task: string;
  readonly matter: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly createdBy: Party;
  readonly at: Instant;
  readonly endedAt: Instant | null;
  readonly reportEvery: Recurrence | null;
  /** The ids of its targets. */
  readonly targets: readonly string[];
}

const findAsksStatement = statement<AskRow>(
  "asks-find",
  `select t.id as task, t.matter_id as matter, t.number, t.title, t.programme, t.line, m.created_by as "createdBy",
  t.created_at as at, case when t.state in ('closed', 'archived', 'terminated', 'waived') then t.updated_at end as "endedAt",
  m.body -> 'reportEvery' as "reportEvery",
  array(select jsonb_object_keys(coalesce(t.terms -> 'targets', '{}'::jsonb))) as targets
from tasks t
join matters m on m.tenant_id = t.tenant_id and m.id = t.matter_id
where t.tenant_id = $1::integer
  and t.unit = $2::text
  and t.created_at < $4::timestamptz
  and (t.state not in ('closed', 'archived', 'terminated', 'waived') or t.updated_at >= $3::timestamptz)
order by t.created_at, t.id`,
);

/** What was asked of a unit and not ended before `from`, up to `to`. */
export function findAsks(
  on: Executor,
  tenantId: number,
  unit: string,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<AskRow[]> {
  return on.query(findAsksStatement, [tenantId, unit, sqlInstant(from), sqlInstant(to)]);
}

const findReportedStatement = statement<{ task: string; target: string; at: Instant }>(
  "asks-find-reported",
  `select e.task_id as task, f.target, min(e.recorded_at) as at
from events e
join tasks t on t.tenant_id = e.tenant_id and t.id = e.task_id
cross join lateral jsonb_object_keys(e.data -> 'figures') as f (target)
where e.tenant_id = $1::integer
  and e.task_id = any($2::uuid[])
  and e.unit = $3::text
  and e.type in ('progressed', 'submitted')
  and e.data ? 'figures'
group by e.task_id, f.target`,
);

/** When the unit first reported a figure of each target to each of these tasks. */
export function findFirstFigures(
  on: Executor,
  tenantId: number,
  tasks: readonly string[],
  unit: string,
): Promise<{ task: string; target: string; at: Instant }[]> {
  return on.query(findReportedStatement, [tenantId, tasks, unit]);
}
