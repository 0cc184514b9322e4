import type { Access } from "../lifecycle/reading.ts";
import type { Instant } from "../time/day.ts";
import type { ClockName } from "../time/ladder.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";

/** A rung that is armed: of which clock, when it fires, and its place among the clock's rungs. */
export interface ArmedRung {
  readonly task: string;
  readonly clock: ClockName;
  readonly generation: number;
  readonly rung: number;
  readonly at: Instant;
  readonly place: number;
}

/** Where a rung stands in the order of firing; `clock` as its rank at one instant of one task. */
export type RungPlace = Pick<ArmedRung, "at" | "task" | "clock" | "place">;

// At one instant of one task clocks fire in this order; what the planning of a batch does, see inOrder there.
const clockOrder = ["stage", "sign", "report", "finish"] as const;
const clockRank = "array_position(array['stage', 'sign', 'report', 'finish'], c.name)";

// What lies beyond the next rung of the limit-th clock after the place can't be on the page: each of those clocks has a rung
// before it. So a page costs the clocks it shows and those before it, and none behind it, also where a storm of rungs shares one
// instant. Both halves are walks along clocks_by_next_rung.
const findArmedRungsStatement = seenStatement<ArmedRung>(
  "clocks-find-armed-rungs",
  8,
  (seen) => `with ahead as materialized (
  select c.task_id, c.name, c.generation, c.rungs, c.next_rung_at, ${clockRank} as rank
  from clocks c
  join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
  where c.tenant_id = $1::integer
    and (c.next_rung_at, c.task_id, ${clockRank}) > ($3::timestamptz, $6::uuid, $7::integer)
    and c.next_rung_at <= $2::timestamptz
    and ($4::text is null or t.unit = $4::text)
    and ${seen("t")}
  order by c.next_rung_at, c.task_id, rank
  limit $5::integer
),
horizon as materialized (
  (
    select a.next_rung_at as at, a.task_id as task, a.rank
    from ahead a
    order by a.next_rung_at, a.task_id, a.rank
    offset $5::integer - 1
  )
  union all
  select $2::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid, 9
  limit 1
),
candidates as (
  select a.task_id, a.name, a.generation, a.rungs, a.rank
  from ahead a
  union all
  select c.task_id, c.name, c.generation, c.rungs, ${clockRank}
  from clocks c
  join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
  where c.tenant_id = $1::integer
    and (c.next_rung_at, c.task_id, ${clockRank}) <= ($3::timestamptz, $6::uuid, $7::integer)
    and ($4::text is null or t.unit = $4::text)
    and ${seen("t")}
)
select c.task_id as task, c.name as clock, c.generation, (e.value ->> 'rung')::integer as rung, r.at,
  e.place::integer as place
from horizon h
cross join candidates c
cross join lateral jsonb_array_elements(c.rungs) with ordinality as e (value, place)
cross join lateral (select to_timestamp((e.value ->> 'at')::bigint / 1000.0) as at) r
where (r.at, c.task_id, c.rank) <= (h.at, h.task, h.rank)
  and (r.at, c.task_id, c.rank, e.place) > ($3::timestamptz, $6::uuid, $7::integer, $8::bigint)
order by r.at, c.task_id, c.rank, e.place
limit $5::integer`,
);

const beforeAll: RungPlace = {
  at: Number.NEGATIVE_INFINITY,
  task: "00000000-0000-0000-0000-000000000000",
  clock: "stage",
  place: 0,
};

/** The rungs armed to fire by `until`, in the order they fire, after `after` if given; of one unit's tasks or of all that may be seen. */
export function findArmedRungs(
  on: Executor,
  tenantId: number,
  { until, unit, access }: { readonly until: Instant; readonly unit: string | null; readonly access: Access },
  after: RungPlace | null,
  limit: number,
): Promise<ArmedRung[]> {
  const { at, task, clock, place } = after ?? beforeAll;
  const from = Number.isFinite(at) ? sqlInstant(at) : "-infinity";
  const rank = after === null ? 0 : clockOrder.indexOf(clock) + 1;
  const values = [tenantId, sqlInstant(until), from, unit, limit, task, rank, place];
  return querySeen(on, findArmedRungsStatement, values, access);
}
