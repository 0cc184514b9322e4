import type { Access } from "../lifecycle/reading.ts";
import type { TaskEventType } from "../lifecycle/taskEvent.ts";
import type { Instant } from "../time/day.ts";
import type { Executor } from "./database.ts";
import { querySeen, seenStatement } from "./seen.ts";

/** An event that a letter follows from, with what a list says of its task; `unit` is the one it went to. */
export interface LetterEvent {
  readonly position: number;
  readonly task: string;
  readonly revision: number;
  readonly type: TaskEventType;
  readonly unit: string;
  readonly card: string | null;
  readonly recordedAt: Instant;
  readonly number: string;
  readonly title: string;
}

/** Which letters to list; null leaves a filter out. */
export interface LetterFilter {
  readonly types: readonly TaskEventType[] | null;
  readonly unit: string | null;
}

// The condition is that of the index events_with_letters, word for word, or it is not used.
const listStatement = seenStatement<LetterEvent>(
  "letters-list",
  5,
  (
    seen,
  ) => `select e."position", e.task_id as task, e.revision, e.type, e.unit, e.data ->> 'card' as card, e.recorded_at as "recordedAt",
  t.number, t.title
from events e
join tasks t on t.tenant_id = e.tenant_id
  and t.id = e.task_id
where e.tenant_id = $1::integer
  and (e.type in ('assigned', 'reassigned', 'reopened', 'urged', 'extensionGranted', 'extensionRefused')
    or (e.type = 'rungFired' and (e.data ->> 'card') is not null))
  and ($2::text[] is null or e.type = any($2::text[]))
  and ($3::text is null or e.unit = $3::text)
  and ($4::bigint is null or e."position" < $4::bigint)
  and ${seen("t")}
order by e."position" desc
limit $5::integer`,
  { replan: true },
);

/** The events of tasks that may be seen which letters follow from, the newest first, from before the position `before` on. */
export function findLetterEvents(
  on: Executor,
  tenantId: number,
  { types, unit }: LetterFilter,
  before: number | null,
  limit: number,
  access: Access,
): Promise<LetterEvent[]> {
  return querySeen(on, listStatement, [tenantId, types, unit, before, limit], access);
}
