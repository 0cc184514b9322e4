import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

/** Of a task, what its row has beside its state: all of it can be worked out. */
export interface DerivedColumns {
  readonly id: string;
  readonly signBy: Instant | null;
  readonly dueAt: Instant | null;
  readonly shared: boolean;
  /** Whether its matter has other tasks. */
  readonly hasSiblings: boolean;
}

const findPageStatement = statement<DerivedColumns>(
  "tasks-find-page-to-verify",
  `
  select t.id, t.sign_by as "signBy", t.due_at as "dueAt", t.shared,
    exists (
      select
      from tasks s
      where s.tenant_id = t.tenant_id
        and s.matter_id = t.matter_id
        and s.id <> t.id
    ) as "hasSiblings"
  from tasks t
  where t.tenant_id = $1::integer
    and ($2::uuid is null or t.id > $2::uuid)
    and ($4::uuid is null or t.id = $4::uuid)
  order by t.id
  limit $3::integer
  `,
);

/** A page of a county's tasks, by id, after `after`; of `only` one if it is given. */
export function findTasksToVerify(
  on: Executor,
  tenantId: number,
  after: string | null,
  limit: number,
  only: string | null = null,
): Promise<DerivedColumns[]> {
  return on.query(findPageStatement, [tenantId, after, limit, only]);
}

const findRowlessStatement = statement<{ id: string }>(
  "events-find-rowless-tasks",
  `
  select e.task_id as id
  from events e
  where e.tenant_id = $1::integer
    and e.type = 'assigned'
    and e.revision = 1
    and not exists (
      select
      from tasks t
      where t.tenant_id = e.tenant_id
        and t.id = e.task_id
    )
  order by e.task_id
  limit $2::integer
  `,
);

/** The tasks that were assigned and have no row. */
export async function findRowlessTasks(on: Executor, tenantId: number, limit: number): Promise<string[]> {
  return (await on.query(findRowlessStatement, [tenantId, limit])).map(({ id }) => id);
}
