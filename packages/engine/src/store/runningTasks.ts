import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

const findRunningTasksStatement = statement<{ id: string }>(
  "clocks-find-running-tasks",
  `select c.task_id as id
from clocks c
where c.tenant_id = $1::integer
  and c.task_id > $3::uuid
  and c.calendar_id = $2::text
  and c.state = 'running'
order by c.task_id
limit $4::integer`,
);

/** The next tasks, by id, with a clock that runs by the calendar; served by clocks_pkey. `limit` clocks are looked at. */
export async function findRunningTasks(
  on: Executor,
  tenantId: number,
  calendar: string,
  afterTask: string | null,
  limit: number,
): Promise<string[]> {
  const after = afterTask ?? "00000000-0000-0000-0000-000000000000";
  const rows = await on.query(findRunningTasksStatement, [tenantId, calendar, after, limit]);
  return [...new Set(rows.map(({ id }) => id))];
}
