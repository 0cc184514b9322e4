import type { Mark, Report } from "../diagnosis/activity.ts";
import type { Step } from "../diagnosis/closing.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** Whose activity: of a unit, a programme or one of its lines, or, with all null, the county's. */
export interface ActivityScope {
  readonly unit: string | null;
  readonly programme: string | null;
  readonly line: string | null;
}

/** From an instant to just before another. */
export interface ActivityWindow {
  readonly from: Instant;
  readonly until: Instant;
}

const valuesOf = (tenantId: number, scope: ActivityScope, { from, until }: ActivityWindow) => [
  tenantId,
  sqlInstant(from),
  sqlInstant(until),
  scope.unit,
  scope.programme,
  scope.line,
];

const reportsStatement = statement<Report>(
  "activity-reports",
  `select e.task_id as task, e.unit, t.programme, t.line, e.actor ->> 'key' as actor, e.recorded_at as at
from events e
join tasks t on t.tenant_id = e.tenant_id
  and t.id = e.task_id
where e.tenant_id = $1::integer
  and e.recorded_at >= $2::timestamptz
  and e.recorded_at < $3::timestamptz
  and e.type in ('progressed', 'submitted')
  and ($4::text is null or e.unit = $4::text)
  and ($5::text is null or t.programme = $5::text)
  and ($6::text is null or t.line = $6::text)
group by e.task_id, e.unit, t.programme, t.line, e.actor ->> 'key', e.recorded_at
order by e.recorded_at, e.task_id`,
  { replan: true },
);

/** The reports of a scope in a window, a task once an act, in order; served by events_by_time. */
export const findReports = (
  on: Executor,
  tenantId: number,
  scope: ActivityScope,
  window: ActivityWindow,
): Promise<Report[]> => on.query(reportsStatement, valuesOf(tenantId, scope, window));

// What a held clock shows is no date; a clock that has ended keeps the one it ran to.
const marksStatement = statement<Mark>(
  "activity-marks",
  `select 'deadline' as kind, c.task_id as task, c.due_at as at
from tasks t
join clocks c on c.tenant_id = t.tenant_id
  and c.task_id = t.id
where t.tenant_id = $1::integer
  and c.name in ('finish', 'stage')
  and c.state <> 'held'
  and c.due_at >= $2::timestamptz
  and c.due_at < $3::timestamptz + interval '14 days'
  and ($4::text is null or t.unit = $4::text)
  and ($5::text is null or t.programme = $5::text)
  and ($6::text is null or t.line = $6::text)
union all
select 'inspection', e.task_id, e.recorded_at
from events e
join tasks t on t.tenant_id = e.tenant_id
  and t.id = e.task_id
where e.tenant_id = $1::integer
  and e.recorded_at >= $2::timestamptz
  and e.recorded_at < $3::timestamptz
  and e.type in ('passed', 'failed', 'lookbackPassed', 'lookbackFailed')
  and ($4::text is null or e.unit = $4::text)
  and ($5::text is null or t.programme = $5::text)
  and ($6::text is null or t.line = $6::text)`,
  { replan: true },
);

/** The deadlines of a scope's tasks in a window and the two weeks after it, and the inspections in it. */
export const findMarks = (
  on: Executor,
  tenantId: number,
  scope: ActivityScope,
  window: ActivityWindow,
): Promise<Mark[]> => on.query(marksStatement, valuesOf(tenantId, scope, window));

/** A task that was open at some time in a window. */
export interface OpenTask {
  readonly task: string;
  readonly programme: string | null;
  readonly line: string | null;
}

const openTasksStatement = statement<OpenTask>(
  "activity-open-tasks",
  `select t.id as task, t.programme, t.line
from tasks t
where t.tenant_id = $1::integer
  and t.created_at < $3::timestamptz
  and (t.state not in ('closed', 'archived', 'terminated', 'waived') or t.updated_at >= $2::timestamptz)
  and ($4::text is null or t.unit = $4::text)
  and ($5::text is null or t.programme = $5::text)
  and ($6::text is null or t.line = $6::text)`,
  { replan: true },
);

/** The tasks of a scope that were open in a window; one that ended counts if anything was recorded of it since it began. */
export const findOpenTasks = (
  on: Executor,
  tenantId: number,
  scope: ActivityScope,
  window: ActivityWindow,
): Promise<OpenTask[]> => on.query(openTasksStatement, valuesOf(tenantId, scope, window));

/** A step in the history of a task that was closed in a window. */
export interface ClosedStep extends Step {
  readonly task: string;
  readonly number: string;
  readonly due_at: Instant;
}

const closedStepsStatement = statement<ClosedStep>(
  "activity-closed-steps",
  `with closed as materialized (
  select distinct e.task_id
  from events e
  join tasks t on t.tenant_id = e.tenant_id
    and t.id = e.task_id
  where e.tenant_id = $1::integer
    and e.recorded_at >= $2::timestamptz
    and e.recorded_at < $3::timestamptz
    and e.type = 'closureApproved'
    and e.state = 'closed'
    and ($4::text is null or e.unit = $4::text)
    and ($5::text is null or t.programme = $5::text)
    and ($6::text is null or t.line = $6::text)
)
select s.task_id as task, t.number, c.due_at, s.type, s.recorded_at as at, s.state
from closed d
join tasks t on t.tenant_id = $1::integer
  and t.id = d.task_id
join clocks c on c.tenant_id = $1::integer
  and c.task_id = d.task_id
  and c.name = 'finish'
join events s on s.tenant_id = $1::integer
  and s.task_id = d.task_id
  and s.type not in ('rungFired', 'noticeSent', 'projected', 'transferred')
order by s.task_id, s.revision`,
  { replan: true },
);

/** The histories of the tasks of a scope that were closed in a window, task by task, in order. */
export const findClosedSteps = (
  on: Executor,
  tenantId: number,
  scope: ActivityScope,
  window: ActivityWindow,
): Promise<ClosedStep[]> => on.query(closedStepsStatement, valuesOf(tenantId, scope, window));
