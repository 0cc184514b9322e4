import type { Clock } from "../time/clock.ts";
import type { ClockName } from "../time/ladder.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

/** A running clock with what a projection of it takes, its documents as text: many are alike, and are then read once. */
export interface RunningClock {
  readonly task: string;
  readonly number: string;
  readonly unit: string;
  readonly name: ClockName;
  readonly basis: string;
  readonly startedAt: number;
  readonly dueAt: number;
  readonly provisional: boolean;
  readonly fired: string;
  readonly rungs: string;
  readonly ladderId: string;
  readonly ladderVersion: number;
  /** Whether its task has stages, of which those that wait have deadlines of their own. */
  readonly hasStages: boolean;
}

/** Where a clock stands in the order in which they are gone through. */
export type ClockPlace = Pick<RunningClock, "task" | "name">;

const findRunningClocksStatement = statement<RunningClock>(
  "clocks-find-running",
  `select c.task_id as task, t.number, t.unit, c.name, c.basis::text as basis, c.started_at as "startedAt",
  c.due_at as "dueAt", c.provisional, to_json(c.fired)::text as fired, c.rungs::text as rungs,
  t.terms #>> '{ladder,id}' as "ladderId", (t.terms #>> '{ladder,version}')::integer as "ladderVersion",
  t.stages <> '[]'::jsonb as "hasStages"
from clocks c
join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
where c.tenant_id = $1::integer
  and c.calendar_id = $2::text
  and c.state = 'running'
  and (c.task_id, c.name) > ($3::uuid, $4::text)
order by c.task_id, c.name
limit $5::integer`,
);

/** The next clocks that run by the calendar, task by task; served by clocks_pkey, each page a walk from its own place. */
export function findRunningClocks(
  on: Executor,
  tenantId: number,
  calendar: string,
  after: ClockPlace | null,
  limit: number,
): Promise<RunningClock[]> {
  const from = after ?? { task: "00000000-0000-0000-0000-000000000000", name: "" };
  return on.query(findRunningClocksStatement, [tenantId, calendar, from.task, from.name, limit]);
}

/** What makes two clocks alike to a projection: all of it but whose they are. */
export const likenessOf = (clock: RunningClock): string =>
  [
    clock.ladderId,
    clock.ladderVersion,
    clock.name,
    clock.startedAt,
    clock.dueAt,
    clock.provisional,
    clock.fired,
    clock.basis,
    clock.rungs,
  ].join("\n");

/** The clock as far as it is projected; its generation and the version it was projected with are not read. */
export const runningClockOf = (clock: RunningClock): Clock => ({
  name: clock.name,
  state: "running",
  generation: 1,
  basis: JSON.parse(clock.basis),
  startedAt: clock.startedAt,
  dueAt: clock.dueAt,
  provisional: clock.provisional,
  remaining: null,
  stoppedAt: null,
  fired: JSON.parse(clock.fired),
  rungs: JSON.parse(clock.rungs),
  calendar: { id: "", version: 0 },
});
