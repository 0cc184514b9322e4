import type { Executor } from "./database.ts";
import { statement } from "./statement.ts";

/** A matter's row beside what the first event of its lead's task says of it; `data` is null where there is no such event. */
export interface MatterBesideEvent {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly created_by: unknown;
  readonly created_at: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly actor: unknown;
  readonly recorded_at: number | null;
}

const findPageStatement = statement<MatterBesideEvent>(
  "matters-find-page-to-verify",
  `
  select m.id, m.number, m.title, m.programme, m.line, m.body, m.created_by, m.created_at, e.data, e.actor, e.recorded_at
  from matters m
  left join tasks t on t.tenant_id = m.tenant_id and t.matter_id = m.id and t.role = 'lead'
  left join events e on e.tenant_id = t.tenant_id and e.task_id = t.id and e.revision = 1
  where m.tenant_id = $1::integer
    and ($2::uuid is null or m.id > $2::uuid)
  order by m.id
  limit $3::integer
  `,
);

/** A page of a county's matters, by id, after `after`. */
export function findMattersToVerify(
  on: Executor,
  tenantId: number,
  after: string | null,
  limit: number,
): Promise<MatterBesideEvent[]> {
  return on.query(findPageStatement, [tenantId, after, limit]);
}

const findRowlessStatement = statement<{ id: string }>(
  "tasks-find-rowless-matters",
  `
  select distinct t.matter_id as id
  from tasks t
  where t.tenant_id = $1::integer
    and not exists (
      select
      from matters m
      where m.tenant_id = t.tenant_id
        and m.id = t.matter_id
    )
  order by id
  limit $2::integer
  `,
);

/** The matters that tasks are of and that have no row. */
export async function findRowlessMatters(on: Executor, tenantId: number, limit: number): Promise<string[]> {
  return (await on.query(findRowlessStatement, [tenantId, limit])).map(({ id }) => id);
}
