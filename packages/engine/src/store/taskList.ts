import type { Access } from "../lifecycle/reading.ts";
import type { WorkState } from "../lifecycle/taskState.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { valuesOf } from "./seen.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/**
 * Which tasks to list; null leaves a filter out.
 *
 * `overdue`: whether the running finish clock was due before `now`. `text` is looked for in title and number.
 */
export interface TaskFilter {
  readonly states: readonly WorkState[] | null;
  readonly unit: string | null;
  readonly card: string | null;
  readonly programme: string | null;
  readonly line: string | null;
  readonly dueFrom: Instant | null;
  readonly dueBefore: Instant | null;
  readonly overdue: boolean | null;
  readonly now: Instant;
  readonly text: string | null;
  /** Which request waits; `any` for either. */
  readonly request: "extension" | "suspension" | "any" | null;
  /** The person who does the work. */
  readonly handler: string | null;
  /** Looked for in title, number, and the unit's name and aliases. */
  readonly words: string | null;
}

/** Where a task stands in the list: by due instant, those without one last, then by id. */
export interface TaskPlace {
  readonly id: string;
  readonly dueAt: Instant | null;
}

const filters = `
      and ($2::text[] is null or state = any ($2::text[]))
      and ($3::text is null or unit = $3::text)
      and ($4::text is null or card = $4::text)
      and ($5::text is null or programme = $5::text)
      and ($6::text is null or line = $6::text)
      and ($7::timestamptz is null or due_at < $7::timestamptz)
      and ($8::boolean is null or $8::boolean = coalesce(due_at < $9::timestamptz, false))
      and ($10::text is null or title ilike $10::text or number ilike $10::text)
      and ($15::text is null or (request is not null and $15::text in ('any', request ->> 'kind')))
      and ($16::text is null or handler = $16::text)
      and ($17::text is null or title ilike $17::text or number ilike $17::text or unit = any (array(
        select u.code
        from units u
        where u.tenant_id = $1::integer
          and (u.name ilike $17::text or exists (select from unnest(u.aliases) as a (alias) where a.alias ilike $17::text))
      )))`;

// Two walks along tasks_by_due (or tasks_by_unit, tasks_by_state): first those that are due, then those without a due
// instant, each from its own bound, so that a late page costs what the first one does. Planned for the filters that are asked for:
// a plan for all of them can't use the index of one, and reads every task for a state that few are in.
const walks = (among: string) => `
    (
      select id, due_at
      from tasks
      where tenant_id = $1::integer
      and ${among}
      and (due_at, id) > ($11::timestamptz, $12::uuid)
      ${filters}
      order by due_at, id
      limit $14::integer
    )
    union all
    (
      select id, due_at
      from tasks
      where tenant_id = $1::integer
      and ${among}
      and due_at is null
      and id > $13::uuid
      ${filters}
      order by id
      limit $14::integer
    )`;

const findTaskPlacesStatement = statement<TaskPlace>(
  "tasks-find-places",
  `
  select id, due_at as "dueAt"
  from (${walks("true")}
  ) as places
  order by due_at, id
  limit $14::integer
  `,
  { replan: true },
);

const walksOfEach = (codes: string, column: string) => `
    select p.id, p.due_at
    from unnest(${codes}::text[]) as w (code)
    cross join lateral (${walks(`${column} = w.code`)}
    ) as p`;

// A walk for each thing by which a task may be seen, each in order and each ending at the limit: a unit's own along
// tasks_by_unit, those of the matters it shares by tasks_shared_by_unit and tasks_by_matter. What is found twice is one.
const findSeenTaskPlacesStatement = statement<TaskPlace>(
  "tasks-find-places-seen",
  `
  select distinct id, due_at as "dueAt"
  from (${walksOfEach("$18", "unit")}
    union all ${walksOfEach("$19", "programme")}
    union all ${walksOfEach("$20", "line")}
    union all ${walks(`shared
      and matter_id = any (array(
        select s.matter_id
        from tasks s
        where s.tenant_id = $1::integer
          and s.unit = any ($21::text[])
          and s.shared
      ))`)}
  ) as places
  order by "dueAt", id
  limit $14::integer
  `,
  { replan: true },
);

const leastId = "00000000-0000-0000-0000-000000000000";
const greatestId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** The places of the tasks that the caller may see and that pass the filter, most urgent first, after `after` if given. */
export function findTaskPlaces(
  executor: Executor,
  tenantId: number,
  filter: TaskFilter,
  after: TaskPlace | null,
  limit: number,
  access: Access,
): Promise<TaskPlace[]> {
  const isAmongDated = after === null || after.dueAt !== null;
  // What is not overdue begins at now, what is due from a date there; what is overdue, or has such a bound, has no undated
  // part: neither walk passes what the filter would only throw away.
  const begins = after?.dueAt ?? earliestDue(filter);
  const hasUndated = filter.overdue !== true && filter.dueBefore === null && filter.dueFrom === null;
  const values = [
    tenantId,
    filter.states,
    filter.unit,
    filter.card,
    filter.programme,
    filter.line,
    sqlInstant(filter.dueBefore),
    filter.overdue,
    sqlInstant(filter.now),
    patternOf(filter.text),
    isAmongDated ? (sqlInstant(begins) ?? "-infinity") : "infinity",
    isAmongDated ? (after?.id ?? leastId) : greatestId,
    hasUndated ? (isAmongDated ? leastId : after.id) : greatestId,
    limit,
    filter.request,
    filter.handler,
    patternOf(filter.words),
  ];
  return access.all
    ? executor.query(findTaskPlacesStatement, values)
    : executor.query(findSeenTaskPlacesStatement, [...values, ...valuesOf(access)]);
}

const patternOf = (text: string | null): string | null => (text === null ? null : `%${escapeLike(text)}%`);

/** The least due instant that passes the filter; null where any does. */
function earliestDue({ dueFrom, overdue, now }: TaskFilter): Instant | null {
  if (overdue !== false) return dueFrom;
  return Math.max(now, dueFrom ?? now);
}

/** Text as a LIKE pattern that matches just itself. */
export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
