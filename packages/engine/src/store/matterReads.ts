import type { Matter, MatterRequest } from "../engine.ts";
import type { Party } from "../lifecycle/caller.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { findClocks } from "./clocks.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";
import { findTaskRows, type TaskRow, taskColumns, tasksOf } from "./tasks.ts";

/** A row of `matters` as it is read. */
export interface MatterRow {
  readonly id: string;
  readonly number: string;
  readonly body: MatterRequest;
  readonly createdBy: Party;
  readonly createdAt: number;
}

/** The matter a row stands for. */
export const matterOf = ({ body, ...row }: MatterRow): Matter => ({ ...body, ...row });

const findMatterStatement = statement<MatterRow>(
  "matters-find",
  `select m.id, m.number, m.body, m.created_by as "createdBy", m.created_at as "createdAt"
from matters m
where m.tenant_id = $1::integer
  and m.id = $2::uuid`,
);

/** One matter, if there is such a one. */
export async function findMatter(on: Executor, tenantId: number, id: string): Promise<Matter | undefined> {
  const [row] = await on.query(findMatterStatement, [tenantId, id]);
  return row === undefined ? undefined : matterOf(row);
}

const findTasksOfMatterStatement = statement<TaskRow>(
  "tasks-find-of-matter",
  `select ${taskColumns}
from tasks t
where t.tenant_id = $1::integer
  and t.matter_id = $2::uuid
order by t.role desc, t.id`,
);

/** The tasks of a matter with their clocks, the lead's first; served by tasks_by_matter. */
export async function findTasksOfMatter(
  on: Executor,
  tenantId: number,
  matter: string,
): Promise<TaskState[]> {
  const rows = await on.query(findTasksOfMatterStatement, [tenantId, matter]);
  return withClocks(on, tenantId, rows);
}

/** The tasks there are among `ids` with their clocks, in the order of `ids`. */
export async function findTasks(
  on: Executor,
  tenantId: number,
  ids: readonly string[],
): Promise<TaskState[]> {
  if (ids.length === 0) return [];
  const [rows, clocks] = await Promise.all([findTaskRows(on, tenantId, ids), findClocks(on, tenantId, ids)]);
  const taskById = new Map(tasksOf(rows, clocks).map((task) => [task.id, task]));
  return ids.flatMap((id) => taskById.get(id) ?? []);
}

async function withClocks(on: Executor, tenantId: number, rows: readonly TaskRow[]): Promise<TaskState[]> {
  if (rows.length === 0) return [];
  return tasksOf(
    rows,
    await findClocks(
      on,
      tenantId,
      rows.map((row) => row.id),
    ),
  );
}
