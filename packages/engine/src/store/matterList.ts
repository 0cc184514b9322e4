import type { Matter } from "../engine.ts";
import type { Access } from "../lifecycle/reading.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { findClocks } from "./clocks.ts";
import type { Executor } from "./database.ts";
import { type MatterRow, matterOf } from "./matterReads.ts";
import { querySeen, seenStatement } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";
import { escapeLike } from "./taskList.ts";
import { type TaskRow, taskColumns, tasksOf } from "./tasks.ts";

/** Which matters; a member null asks nothing. `unit`: those in which it has a part. `ids`: these alone. */
export interface MatterFilter {
  readonly programme: string | null;
  readonly line: string | null;
  readonly unit: string | null;
  readonly text: string | null;
  readonly ids: readonly string[] | null;
}

/** Where a page of matters goes on. */
export interface MatterPlace {
  readonly createdAt: number;
  readonly id: string;
}

const listMattersStatement = seenStatement<MatterRow>(
  "matters-list",
  9,
  (seen) => `select m.id, m.number, m.body, m.created_by as "createdBy", m.created_at as "createdAt"
from matters m
where m.tenant_id = $1::integer
  and (m.created_at, m.id) > ($2::timestamptz, $3::uuid)
  and ($4::text is null or m.programme = $4::text)
  and ($5::text is null or m.line = $5::text)
  and ($6::text is null or exists (
    select 1
    from tasks t
    where t.tenant_id = $1::integer
      and t.matter_id = m.id
      and t.unit = $6::text
  ))
  and ($7::text is null or m.title ilike $7::text or m.number ilike $7::text)
  and ($8::uuid[] is null or m.id = any($8::uuid[]))
  and exists (
    select 1
    from tasks t
    where t.tenant_id = $1::integer
      and t.matter_id = m.id
      and ${seen("t")}
  )
order by m.created_at, m.id
limit $9::integer`,
  { replan: true },
);

/** The matters that pass the filter and of which the caller may see a task, in the order they were put up, after `after` if given. */
export async function findMatters(
  on: Executor,
  tenantId: number,
  filter: MatterFilter,
  after: MatterPlace | null,
  limit: number,
  access: Access,
): Promise<Matter[]> {
  const values = [
    tenantId,
    sqlInstant(after?.createdAt ?? null) ?? "-infinity",
    after?.id ?? "00000000-0000-0000-0000-000000000000",
    filter.programme,
    filter.line,
    filter.unit,
    filter.text === null ? null : `%${escapeLike(filter.text)}%`,
    filter.ids,
    limit,
  ];
  const rows = await querySeen(on, listMattersStatement, values, access);
  return rows.map(matterOf);
}

/** What a unit last said of a task's progress, or of its result. */
export interface LatestWords {
  readonly task: string;
  readonly words: string;
}

const latestWordsStatement = statement<LatestWords>(
  "events-latest-words",
  `select w.task, e.words
from unnest($2::uuid[]) as w (task)
cross join lateral (
  select coalesce(e.data ->> 'note', e.data ->> 'result') as words
  from events e
  where e.tenant_id = $1::integer
    and e.task_id = w.task
    and e.type in ('progressed', 'submitted')
  order by e.revision desc
  limit 1
) as e`,
);

/** The latest words on each of the tasks that anything was reported on; read backwards along the history's key. */
export function findLatestWords(
  on: Executor,
  tenantId: number,
  tasks: readonly string[],
): Promise<LatestWords[]> {
  return on.query(latestWordsStatement, [tenantId, tasks]);
}

const findTasksOfMattersStatement = seenStatement<TaskRow>(
  "tasks-find-of-matters",
  2,
  (seen) => `select ${taskColumns}
from tasks t
where t.tenant_id = $1::integer
  and t.matter_id = any($2::uuid[])
  and ${seen("t")}
order by t.matter_id, t.role desc, t.id`,
);

/** The tasks of each of the matters that the caller may see, with their clocks, the lead's first; served by tasks_by_matter. */
export async function findTasksByMatter(
  on: Executor,
  tenantId: number,
  matters: readonly string[],
  access: Access,
): Promise<Map<string, TaskState[]>> {
  if (matters.length === 0) return new Map();
  const rows = await querySeen(on, findTasksOfMattersStatement, [tenantId, matters], access);
  const ids = rows.map(({ id }) => id);
  const tasks = tasksOf(rows, ids.length === 0 ? [] : await findClocks(on, tenantId, ids));
  const byMatter = new Map<string, TaskState[]>();
  for (const task of tasks) {
    const siblings = byMatter.get(task.matter);
    if (siblings === undefined) byMatter.set(task.matter, [task]);
    else siblings.push(task);
  }
  return byMatter;
}
