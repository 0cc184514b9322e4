import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";
import type { Span } from "./trend.ts";

/** How many tasks come due in a span (`card` null, `rungs` 0), or how many rungs with a card fire in it (`""`: without one). */
export interface OutlookRow {
  readonly place: number;
  readonly card: string | null;
  readonly due: number;
  readonly rungs: number;
}

// Tasks along tasks_by_due; rungs from the clocks whose next one fires in time, along clocks_by_next_rung: a clock with any
// rung before the end has its next one before the end. Ladders are looked up once for all rungs that share theirs.
const outlookStatement = seenStatement<OutlookRow>(
  "tasks-outlook",
  5,
  (
    seen,
  ) => `select width_bucket(t.due_at, $2::timestamptz[]) as place, null as card, count(*)::integer as due, 0 as rungs
from tasks t
where t.tenant_id = $1::integer
  and t.due_at >= $5::timestamptz
  and t.due_at < $3::timestamptz
  and ($4::text is null or t.unit = $4::text)
  and ${seen("t")}
group by 1
union all
select r.place, coalesce(l.body -> 'rungs' -> r.rung ->> 'card', '') as card, 0 as due, sum(r.rungs)::integer as rungs
from (
  select greatest(1, width_bucket(n.at, $2::timestamptz[])) as place, t.terms -> 'ladder' as ladder,
    (e.value ->> 'rung')::integer as rung, count(*) as rungs
  from clocks c
  join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
  cross join lateral jsonb_array_elements(c.rungs) as e (value)
  cross join lateral (select to_timestamp((e.value ->> 'at')::bigint / 1000.0) as at) as n
  where c.tenant_id = $1::integer
    and c.next_rung_at < $3::timestamptz
    and n.at < $3::timestamptz
    and ($4::text is null or t.unit = $4::text)
    and ${seen("t")}
  group by 1, 2, 3
) as r
left join ladders l on l.tenant_id = $1::integer
  and l.id = r.ladder ->> 'id'
  and l.version = (r.ladder ->> 'version')::integer
group by 1, 2
order by place, card`,
  { replan: true },
);

/**
 * What comes in each of the spans, which follow one another, if nothing happens; of one unit's tasks or of all that may be seen.
 *
 * Due are running finish clocks, from `now` on. Rungs that were missed and are still to be recorded count in the first span.
 * `place` counts from 1; a span in which nothing comes has no row.
 */
export function findOutlook(
  on: Executor,
  tenantId: number,
  spans: readonly Span[],
  unit: string | null,
  now: Instant,
  access: Access,
): Promise<OutlookRow[]> {
  const starts = spans.map(({ startsAt }) => sqlInstant(startsAt));
  const end = sqlInstant(spans.at(-1)?.endsAt ?? now);
  return querySeen(on, outlookStatement, [tenantId, starts, end, unit, sqlInstant(now)], access);
}
