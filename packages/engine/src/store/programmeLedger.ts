import type { Access } from "../lifecycle/reading.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";

/** How far a line has come; `line` null for the matters that name none. `progress` is exact, with one digit, null without work. */
export interface LineCounts {
  readonly line: string | null;
  readonly matters: number;
  readonly tasks: number;
  readonly ended: number;
  readonly overdue: number;
  readonly progress: string | null;
}

// A matter's progress is the mean of its tasks', a closed one's being 100 and one that was waived or terminated left out; a
// line's is the mean of its matters'.
const countLinesStatement = seenStatement<LineCounts>(
  "programmes-count-lines",
  3,
  (seen) => `with by_matter as (
  select t.line, t.matter_id, count(*) as tasks,
    count(*) filter (where t.state in ('closed', 'archived', 'waived', 'terminated')) as ended,
    count(*) filter (where t.due_at < $3::timestamptz) as overdue,
    avg(case when t.state in ('closed', 'archived') then 100 else t.progress end)
      filter (where t.state not in ('waived', 'terminated')) as progress
  from tasks t
  where t.tenant_id = $1::integer
    and t.programme = $2::text
    and ${seen("t")}
  group by t.line, t.matter_id
)
select line, count(*)::integer as matters, sum(tasks)::integer as tasks, sum(ended)::integer as ended,
  sum(overdue)::integer as overdue, round(avg(progress), 1)::text as progress
from by_matter
group by line
order by line nulls last`,
);

/** How far each line of a programme has come at `now`, by the tasks that the caller may see; served by tasks_by_programme. */
export function countLines(
  on: Executor,
  tenantId: number,
  programme: string,
  now: number,
  access: Access,
): Promise<LineCounts[]> {
  return querySeen(on, countLinesStatement, [tenantId, programme, sqlInstant(now)], access);
}

/** The sums of one target in a line: of the whole county where `unit` is null, else of that unit's tasks. */
export interface TargetSum {
  readonly unit: string | null;
  readonly line: string | null;
  readonly target: string;
  /** What was shared out; null, nothing. */
  readonly assigned: string | null;
  /** What was reported; null, nothing yet. */
  readonly reported: string | null;
}

// Each report is counted once: where a matter shares a target out, only of the tasks that have a share of it, so that what
// the lead repeats of the townships' figures is not added to them.
const sumTargetsStatement = seenStatement<TargetSum>(
  "programmes-sum-targets",
  2,
  (seen) => `with part as (
  select t.line, t.unit, t.matter_id, k.target, (t.terms -> 'targets' ->> k.target)::numeric as share,
    (t.figures ->> k.target)::numeric as reported
  from tasks t
  cross join lateral (
    select jsonb_object_keys(t.figures || coalesce(t.terms -> 'targets', '{}')) as target
  ) as k
  where t.tenant_id = $1::integer
    and t.programme = $2::text
    and ${seen("t")}
), counted as (
  select part.*, bool_or(share is not null) over (partition by matter_id, target) as is_shared
  from part
)
select unit, line, target, trim_scale(sum(share))::text as assigned, trim_scale(sum(reported))::text as reported
from counted
where share is not null or not is_shared
group by grouping sets ((line, target), (unit, line, target))
order by unit nulls first, line nulls last, target`,
);

/** The sums of every target of a programme over the tasks that the caller may see, exact: by line, and by line and unit. */
export function sumTargets(
  on: Executor,
  tenantId: number,
  programme: string,
  access: Access,
): Promise<TargetSum[]> {
  return querySeen(on, sumTargetsStatement, [tenantId, programme], access);
}
