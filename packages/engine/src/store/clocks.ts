import type { Basis, Clock, ProjectedRung } from "../time/clock.ts";
import type { Remainder } from "../time/deadline.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A row of `clocks` as it is read; timestamps come as epoch milliseconds. */
export interface ClockRow {
  readonly task_id: string;
  readonly name: Clock["name"];
  readonly state: Clock["state"];
  readonly generation: number;
  readonly basis: Basis;
  readonly started_at: number;
  readonly due_at: number;
  readonly provisional: boolean;
  readonly remaining: Remainder | null;
  readonly stopped_at: number | null;
  readonly fired: number[];
  readonly rungs: ProjectedRung[];
  readonly calendar_id: string;
  readonly calendar_version: number;
}

/** Whether the clock runs: only then it has a due instant to show and rungs to fire. */
export const isRunning = (clock: Clock): boolean => clock.state === "running";

/** The clock a row stands for. */
export function clockOf(row: ClockRow): Clock {
  return {
    name: row.name,
    state: row.state,
    generation: row.generation,
    basis: row.basis,
    startedAt: row.started_at,
    dueAt: row.due_at,
    provisional: row.provisional,
    remaining: row.remaining,
    stoppedAt: row.stopped_at,
    fired: row.fired,
    rungs: row.rungs,
    calendar: { id: row.calendar_id, version: row.calendar_version },
  };
}

const findClocksStatement = statement<ClockRow>(
  "clocks-find",
  `select c.task_id, c.name, c.state, c.generation, c.basis, c.started_at, c.due_at, c.provisional, c.remaining,
  c.stopped_at, c.fired, c.rungs, c.calendar_id, c.calendar_version
from clocks c
where c.tenant_id = $1::integer
  and c.task_id = any($2::uuid[])
order by c.task_id, array_position(array['sign', 'stage', 'report', 'finish'], c.name)`,
);

/** The clocks of the tasks; of one task: sign, stage, report, finish. */
export function findClocks(on: Executor, tenantId: number, taskIds: readonly string[]): Promise<ClockRow[]> {
  return on.query(findClocksStatement, [tenantId, taskIds]);
}

const saveClocksStatement = statement(
  "clocks-save",
  `insert into clocks (tenant_id, task_id, name, state, generation, basis, started_at, due_at, provisional, remaining,
  stopped_at, fired, rungs, next_rung_at, calendar_id, calendar_version)
select $1::integer, n.task_id, n.name, n.state, n.generation, n.basis, n.started_at, n.due_at, n.provisional,
  n.remaining, n.stopped_at, n.fired, n.rungs, n.next_rung_at, n.calendar_id, n.calendar_version
from json_to_recordset($2::json) as n (task_id uuid, name text, state text, generation integer, basis jsonb,
  started_at timestamptz, due_at timestamptz, provisional boolean, remaining jsonb, stopped_at timestamptz,
  fired integer[], rungs jsonb, next_rung_at timestamptz, calendar_id text, calendar_version integer)
on conflict on constraint clocks_pkey do update
set state = excluded.state,
  generation = excluded.generation,
  basis = excluded.basis,
  started_at = excluded.started_at,
  due_at = excluded.due_at,
  provisional = excluded.provisional,
  remaining = excluded.remaining,
  stopped_at = excluded.stopped_at,
  fired = excluded.fired,
  rungs = excluded.rungs,
  next_rung_at = excluded.next_rung_at,
  calendar_id = excluded.calendar_id,
  calendar_version = excluded.calendar_version`,
);

/** A clock with the task it belongs to. */
export interface TaskClock {
  readonly taskId: string;
  readonly clock: Clock;
}

/** Writes clocks, new or changed, of tasks that this transaction holds. */
export function saveClocks(tx: Transaction, tenantId: number, clocks: readonly TaskClock[]): Promise<number> {
  return tx.execute(saveClocksStatement, [tenantId, JSON.stringify(clocks.map(recordOf))]);
}

function recordOf({ taskId, clock }: TaskClock) {
  const next = clock.rungs[0];
  return {
    task_id: taskId,
    name: clock.name,
    state: clock.state,
    generation: clock.generation,
    basis: clock.basis,
    started_at: sqlInstant(clock.startedAt),
    due_at: sqlInstant(clock.dueAt),
    provisional: clock.provisional,
    remaining: clock.remaining,
    stopped_at: clock.stoppedAt === null ? null : sqlInstant(clock.stoppedAt),
    fired: clock.fired,
    rungs: clock.rungs,
    next_rung_at: next === undefined ? null : sqlInstant(next.at),
    calendar_id: clock.calendar.id,
    calendar_version: clock.calendar.version,
  };
}

const nextRungStatement = statement<{ next_rung_at: number | null }>(
  "clocks-next-rung",
  `select c.next_rung_at
from clocks c
where c.tenant_id = $1::integer
  and c.next_rung_at is not null
order by c.next_rung_at
limit 1`,
);

/** The instant of the earliest rung armed, null if none is; served by clocks_by_next_rung. */
export async function findNextRungAt(on: Executor, tenantId: number): Promise<number | null> {
  const [row] = await on.query(nextRungStatement, [tenantId]);
  return row?.next_rung_at ?? null;
}
