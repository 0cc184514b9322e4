import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";

/** A span of time and what happened in it: tasks put up, tasks ended, and those overdue at its end. */
export interface TrendRow {
  readonly opened: number;
  readonly closed: number;
  readonly overdue: number;
}

/** From `startsAt` until just before `endsAt`. */
export interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

// All along indexes: what was put up by tasks_by_creation, what ended by events_by_ending, what is overdue by tasks_by_due, what
// was and has stopped since by clocks_by_stop. A clock was overdue at the ends from the first after its due instant to the last
// it still ran at: width_bucket counts them. The group of a unit needs the tasks of stopped clocks besides.
const trendStatement = seenStatement<TrendRow>(
  "tasks-trend",
  4,
  (seen, seenTaskOf) => `with opened as (
  select width_bucket(t.created_at, $2::timestamptz[]) as place, count(*)::integer as tasks
  from tasks t
  where t.tenant_id = $1::integer
    and t.created_at >= ($2::timestamptz[])[1]
    and t.created_at < ($3::timestamptz[])[cardinality($3::timestamptz[])]
    and ($4::text is null or t.unit = $4::text)
    and ${seen("t")}
  group by 1
), closed as (
  select width_bucket(e.recorded_at, $2::timestamptz[]) as place, count(*)::integer as tasks
  from events e
  where e.tenant_id = $1::integer
    and e.type in ('closureApproved', 'terminated', 'waived')
    and e.state in ('closed', 'terminated', 'waived')
    and e.recorded_at >= ($2::timestamptz[])[1]
    and e.recorded_at < ($3::timestamptz[])[cardinality($3::timestamptz[])]
    and ($4::text is null or e.unit = $4::text)
    and ${seenTaskOf("e")}
  group by 1
), late as (
  select width_bucket(t.due_at, $3::timestamptz[]) + 1 as first, cardinality($3::timestamptz[]) as last, count(*) as tasks
  from tasks t
  where t.tenant_id = $1::integer
    and t.due_at < ($3::timestamptz[])[cardinality($3::timestamptz[])]
    and ($4::text is null or t.unit = $4::text)
    and ${seen("t")}
  group by 1
  union all
  select width_bucket(c.due_at, $3::timestamptz[]) + 1, width_bucket(c.stopped_at, $3::timestamptz[]), count(*)
  from clocks c
  where c.tenant_id = $1::integer
    and c.name = 'finish'
    and c.state <> 'running'
    and c.stopped_at >= ($3::timestamptz[])[1]
    and c.due_at < c.stopped_at
    and ($4::text is null or exists (
      select
      from tasks t
      where t.tenant_id = c.tenant_id
        and t.id = c.task_id
        and t.unit = $4::text
    ))
    and ${seenTaskOf("c")}
  group by 1, 2
)
select coalesce(o.tasks, 0)::integer as opened, coalesce(d.tasks, 0)::integer as closed,
  coalesce((select sum(l.tasks) from late l where w.place between l.first and l.last), 0)::integer as overdue
from generate_series(1, cardinality($2::timestamptz[])) as w (place)
left join opened o on o.place = w.place
left join closed d on d.place = w.place
order by w.place`,
  { replan: true },
);

/**
 * What happened in each of the spans, which follow one another; of one unit's tasks or of all that may be seen.
 *
 * Opened and closed are facts: creations, and recorded endings. Overdue goes by the finish clocks as they now stand: a deadline
 * that was moved or begun anew since counts by its present due instant.
 */
export function findTrend(
  on: Executor,
  tenantId: number,
  spans: readonly Span[],
  unit: string | null,
  access: Access,
): Promise<TrendRow[]> {
  const starts = spans.map(({ startsAt }) => sqlInstant(startsAt));
  const ends = spans.map(({ endsAt }) => sqlInstant(endsAt));
  return querySeen(on, trendStatement, [tenantId, starts, ends, unit], access);
}
