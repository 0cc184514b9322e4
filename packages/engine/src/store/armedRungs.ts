import type { Instant } from "../time/day.ts";
import type { ClockName } from "../time/ladder.ts";
import type { Executor } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

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
const clockRank = "array_position(array['stage', 'sign', 'report', 'finish'], c.name)";

// What lies beyond the next rung of the limit-th clock after the place can't be on the page: each of those clocks has a rung
// before it. So a page costs the clocks it shows and those before it, and none behind it, also where a storm of rungs shares one
// instant. Served by clocks_by_next_rung.
const findArmedRungsStatement = statement<ArmedRung>(
  "clocks-find-armed-rungs",
  `with ahead as materialized (
  select c.next_rung_at, c.task_id
  from clocks c
  join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
  where c.tenant_id = $1::integer
    and (c.next_rung_at, c.task_id) > ($3::timestamptz, $6::uuid)
    and c.next_rung_at <= $2::timestamptz
    and ($4::text is null or t.unit = $4::text)
  order by c.next_rung_at, c.task_id
  limit $5::integer
),
horizon as materialized (
  (
    select a.next_rung_at as at, a.task_id as task
    from ahead a
    order by a.next_rung_at, a.task_id
    offset $5::integer - 1
  )
  union all
  select $2::timestamptz, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
  limit 1
)
select c.task_id as task, c.name as clock, c.generation, (r.value ->> 'rung')::integer as rung, r.at,
  r.place::integer as place
from clocks c
join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
cross join lateral (
  select e.value, e.place, to_timestamp((e.value ->> 'at')::bigint / 1000.0) as at
  from jsonb_array_elements(c.rungs) with ordinality as e (value, place)
) r
where c.tenant_id = $1::integer
  and (c.next_rung_at, c.task_id) <= ((select h.at from horizon h), (select h.task from horizon h))
  and (r.at, c.task_id) <= ((select h.at from horizon h), (select h.task from horizon h))
  and ($4::text is null or t.unit = $4::text)
  and (r.at, c.task_id, ${clockRank}, r.place)
    > ($3::timestamptz, $6::uuid, array_position(array['stage', 'sign', 'report', 'finish'], $7::text), $8::bigint)
order by r.at, c.task_id, ${clockRank}, r.place
limit $5::integer`,
);

const beforeAll: RungPlace = {
  at: Number.NEGATIVE_INFINITY,
  task: "00000000-0000-0000-0000-000000000000",
  clock: "stage",
  place: 0,
};

/** The rungs armed to fire by `until`, in the order they fire, after `after` if given; of one unit's tasks or all. */
export function findArmedRungs(
  on: Executor,
  tenantId: number,
  { until, unit }: { readonly until: Instant; readonly unit: string | null },
  after: RungPlace | null,
  limit: number,
): Promise<ArmedRung[]> {
  const { at, task, clock, place } = after ?? beforeAll;
  const from = Number.isFinite(at) ? sqlInstant(at) : "-infinity";
  return on.query(findArmedRungsStatement, [
    tenantId,
    sqlInstant(until),
    from,
    unit,
    limit,
    task,
    clock,
    place,
  ]);
}
