import type { Access } from "../lifecycle/reading.ts";
import type { Executor } from "./database.ts";
import { type Statement, statement } from "./statement.ts";

/**
 * Two statements of one text: one for who reads every task, and one that reads only what the caller may see.
 *
 * Two, and not one with a switch: what most callers ask would be planned for what few do.
 */
export interface SeenStatement<Row> {
  readonly all: Statement<Row>;
  readonly seen: Statement<Row>;
  readonly parameterCount: number;
}

/** The condition that a row of `tasks`, under that alias, is among what the caller may see. */
export type SeenCondition = (alias: string) => string;

/** The condition that the task of a row which has a `task_id`, under that alias, is among them. */
export type SeenTaskCondition = (alias: string) => string;

/**
 * Defines both. `text` puts the condition wherever it reads tasks; its own parameters are `$1` (the tenant) to
 * `$parameterCount`, those of the access come after them.
 */
export function seenStatement<Row>(
  name: string,
  parameterCount: number,
  text: (seen: SeenCondition, seenTaskOf: SeenTaskCondition) => string,
  options: { readonly replan?: true } = {},
): SeenStatement<Row> {
  const [units, programmes, lines, matterUnits] = [1, 2, 3, 4].map(
    (place) => `$${parameterCount + place}::text[]`,
  );
  // The matters of the caller's own unit are looked up once a statement, along tasks_shared_by_unit.
  const seen: SeenCondition = (alias) => `(${alias}.unit = any (${units})
    or ${alias}.programme = any (${programmes})
    or ${alias}.line = any (${lines})
    or (${alias}.shared and ${alias}.matter_id = any (array(
      select s.matter_id
      from tasks s
      where s.tenant_id = $1::integer
        and s.unit = any (${matterUnits})
        and s.shared
    ))))`;
  const seenTaskOf: SeenTaskCondition = (alias) => `exists (
    select
    from tasks seen
    where seen.tenant_id = ${alias}.tenant_id
      and seen.id = ${alias}.task_id
      and ${seen("seen")}
  )`;
  const anything = () => "true";
  return {
    all: statement<Row>(name, text(anything, anything), options),
    seen: statement<Row>(`${name}-seen`, text(seen, seenTaskOf), options),
    parameterCount,
  };
}

/** Asks the one of the two statements that the access calls for. */
export function querySeen<Row>(
  on: Executor,
  { all, seen }: SeenStatement<Row>,
  values: readonly unknown[],
  access: Access,
): Promise<Row[]> {
  return access.all ? on.query(all, values) : on.query(seen, [...values, ...valuesOf(access)]);
}

/** The values of the access, in the order of its parameters. */
export const valuesOf = ({
  units,
  programmes,
  lines,
  matterUnits,
}: Extract<Access, { all: false }>): readonly (readonly string[])[] => [
  units,
  programmes,
  lines,
  matterUnits,
];

// Asked of a handful of ids: each looks for the caller's unit among its own matter's tasks, not through all of his matters.
const findSeenTasksStatement = statement<{ id: string }>(
  "tasks-find-seen",
  `select t.id
from tasks t
where t.tenant_id = $1::integer
  and t.id = any($2::uuid[])
  and (t.unit = any ($3::text[])
    or t.programme = any ($4::text[])
    or t.line = any ($5::text[])
    or (t.shared and exists (
      select 1
      from tasks s
      where s.tenant_id = t.tenant_id
        and s.matter_id = t.matter_id
        and s.unit = any ($6::text[])
    )))`,
);

/** Those of the tasks that the caller may see; whether the others are there is not said. */
export async function findSeenTasks(
  on: Executor,
  tenantId: number,
  ids: readonly string[],
  access: Access,
): Promise<Set<string>> {
  if (access.all || ids.length === 0) return new Set(ids);
  const rows = await on.query(findSeenTasksStatement, [tenantId, ids, ...valuesOf(access)]);
  return new Set(rows.map(({ id }) => id));
}

// Along events_by_time: only what was recorded lately is read.
const hasNewsStatement = seenStatement<{ news: boolean }>(
  "events-have-news",
  3,
  (seen) => `select exists (
  select 1
  from events e
  join tasks t on t.tenant_id = e.tenant_id and t.id = e.task_id
  where e.tenant_id = $1::integer
    and e.position > $2::bigint
    and e.recorded_at >= $3::timestamptz
    and ${seen("t")}
) as news`,
  { replan: true },
);

/** Tells whether anything was recorded of a task that the caller may see, after a position and since an instant. */
export async function hasNews(
  on: Executor,
  tenantId: number,
  since: { readonly position: number; readonly at: string },
  access: Access,
): Promise<boolean> {
  const [row] = await querySeen(on, hasNewsStatement, [tenantId, since.position, since.at], access);
  return row?.news ?? false;
}
