import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";

/**
 * How many tasks there are of each kind, in one group of them; each number is that of a list which the same filter gives.
 *
 * `open` are those not ended. `overdue` and `dueSoon` count running finish clocks only: due before `now`, and from then to
 * before `soonBefore`. `requests` wait for an answer. `byCard` counts open tasks with a card, by its colour.
 */
export interface TaskCounts {
  readonly open: number;
  readonly assigned: number;
  readonly declined: number;
  readonly inProgress: number;
  readonly suspended: number;
  readonly underInspection: number;
  readonly inspected: number;
  readonly ended: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly requests: number;
  readonly byCard: Readonly<Record<string, number>>;
}

/** A group: all tasks (`all`), those of a unit, or those of a programme's line (either may be null: none named). */
export interface OverviewRow extends TaskCounts {
  readonly group: "all" | "unit" | "line";
  readonly unit: string | null;
  readonly programme: string | null;
  readonly line: string | null;
}

// One walk over the county's tasks, first to counts a handful of rows a group, and those to the three groupings: the
// hundred thousand rows are looked at once.
const overviewStatement = seenStatement<OverviewRow>(
  "tasks-overview",
  3,
  (seen) => `with counted as (
  select t.unit, t.programme, t.line, t.state, t.card,
    t.state in ('closed', 'archived', 'terminated', 'waived') as ended,
    count(*) as tasks,
    count(*) filter (where t.due_at < $2::timestamptz) as overdue,
    count(*) filter (where t.due_at >= $2::timestamptz and t.due_at < $3::timestamptz) as due_soon,
    count(*) filter (where t.request is not null) as requests
  from tasks t
  where t.tenant_id = $1::integer
    and ${seen("t")}
  group by t.unit, t.programme, t.line, t.state, t.card
), cards as (
  select case when grouping(c.unit) = 0 then 'unit' when grouping(c.line) = 0 then 'line' else 'all' end as "group",
    c.unit, c.programme, c.line, c.card, sum(c.tasks)::integer as tasks
  from counted c
  where not c.ended
    and c.card <> 'none'
  group by grouping sets ((c.card), (c.unit, c.card), (c.programme, c.line, c.card))
), grouped as (
  select case when grouping(c.unit) = 0 then 'unit' when grouping(c.line) = 0 then 'line' else 'all' end as "group",
    c.unit, c.programme, c.line,
    coalesce(sum(c.tasks) filter (where not c.ended), 0)::integer as open,
    coalesce(sum(c.tasks) filter (where c.state = 'assigned'), 0)::integer as assigned,
    coalesce(sum(c.tasks) filter (where c.state = 'declined'), 0)::integer as declined,
    coalesce(sum(c.tasks) filter (where c.state = 'inProgress'), 0)::integer as "inProgress",
    coalesce(sum(c.tasks) filter (where c.state = 'suspended'), 0)::integer as suspended,
    coalesce(sum(c.tasks) filter (where c.state = 'underInspection'), 0)::integer as "underInspection",
    coalesce(sum(c.tasks) filter (where c.state = 'inspected'), 0)::integer as inspected,
    coalesce(sum(c.tasks) filter (where c.ended), 0)::integer as ended,
    coalesce(sum(c.overdue), 0)::integer as overdue,
    coalesce(sum(c.due_soon), 0)::integer as "dueSoon",
    coalesce(sum(c.requests), 0)::integer as requests
  from counted c
  group by grouping sets ((), (c.unit), (c.programme, c.line))
)
select g.*, coalesce((
  select jsonb_object_agg(k.card, k.tasks)
  from cards k
  where k."group" = g."group"
    and k.unit is not distinct from g.unit
    and k.programme is not distinct from g.programme
    and k.line is not distinct from g.line
), '{}'::jsonb) as "byCard"
from grouped g`,
);

/** The counts of all tasks that may be seen, of each unit that has any and of each line; `all` is always there. */
export function findOverview(
  on: Executor,
  tenantId: number,
  now: Instant,
  soonBefore: Instant,
  access: Access,
): Promise<OverviewRow[]> {
  return querySeen(on, overviewStatement, [tenantId, sqlInstant(now), sqlInstant(soonBefore)], access);
}
