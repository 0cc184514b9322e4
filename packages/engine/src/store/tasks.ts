import type { Party } from "../lifecycle/caller.ts";
import type { Countersign } from "../lifecycle/countersigning.ts";
import type { Request, StageProgress, TaskState, Terms, WorkState } from "../lifecycle/taskState.ts";
import type { Clock } from "../time/clock.ts";
import { type ClockRow, clockOf, isRunning } from "./clocks.ts";
import type { Executor, Transaction } from "./database.ts";
import { sqlInstant } from "./sqlTypes.ts";
import { statement } from "./statement.ts";

/** A row of `tasks` as it is read; timestamps come as epoch milliseconds. */
export interface TaskRow {
  readonly id: string;
  readonly matter_id: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly priority: TaskState["priority"];
  readonly unit: string;
  readonly role: TaskState["role"];
  readonly definition_id: string;
  readonly definition_version: number;
  readonly state: WorkState;
  readonly revision: number;
  readonly card: string;
  readonly progress: number;
  readonly reworks: number;
  readonly extensions: number;
  readonly urges: number;
  readonly request: Request | null;
  readonly handler: string | null;
  readonly parties: {
    readonly submittedBy: Party | null;
    readonly inspectedBy: Party | null;
    readonly approvedBy: readonly Party[];
    /** Left out where no unit has said anything. */
    readonly countersigns?: readonly Countersign[];
  };
  readonly terms: Terms;
  readonly stages: readonly StageProgress[];
  readonly figures: Readonly<Record<string, string>>;
  readonly created_at: number;
  readonly updated_at: number;
  /** Null in what an older version of the program wrote last. */
  readonly state_since: number | null;
}

/** The columns that `TaskRow` reads, of the table alias `t`. */
export const taskColumns = `t.id, t.matter_id, t.number, t.title, t.programme, t.line, t.priority, t.unit, t.role,
  t.definition_id, t.definition_version, t.state, t.revision, t.card, t.progress, t.reworks, t.extensions, t.urges,
  t.request, t.handler, t.parties, t.terms, t.stages, t.figures, t.created_at, t.updated_at, t.state_since`;

const noExtras = { stages: [], reportEvery: null, targets: {} } as const;

/** The task a row and its clocks stand for. */
export function taskOf(row: TaskRow, clocks: readonly Clock[]): TaskState {
  return {
    id: row.id,
    matter: row.matter_id,
    number: row.number,
    title: row.title,
    programme: row.programme,
    line: row.line,
    priority: row.priority,
    unit: row.unit,
    role: row.role,
    definition: { id: row.definition_id, version: row.definition_version },
    state: row.state,
    stateSince: row.state_since ?? row.updated_at,
    revision: row.revision,
    card: row.card,
    progress: row.progress,
    reworks: row.reworks,
    extensions: row.extensions,
    urges: row.urges,
    request: row.request,
    handler: row.handler,
    submittedBy: row.parties.submittedBy,
    inspectedBy: row.parties.inspectedBy,
    approvedBy: row.parties.approvedBy,
    countersigns: row.parties.countersigns ?? [],
    // What was agreed before there were stages and reports says nothing of them.
    terms: { ...noExtras, ...row.terms },
    stages: row.stages,
    figures: row.figures,
    clocks,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Pairs rows with their clocks, keeping the rows' order. */
export function tasksOf(rows: readonly TaskRow[], clockRows: readonly ClockRow[]): TaskState[] {
  const clocksById = new Map<string, Clock[]>();
  for (const row of clockRows) {
    const clocks = clocksById.get(row.task_id);
    if (clocks === undefined) clocksById.set(row.task_id, [clockOf(row)]);
    else clocks.push(clockOf(row));
  }
  return rows.map((row) => taskOf(row, clocksById.get(row.id) ?? []));
}

/** A task that this transaction holds, and the revision it then stands at. */
export interface LockedTask {
  readonly id: string;
  readonly revision: number;
}

// Locks are taken in id order, so that two batches over the same tasks wait for each other and never deadlock.
const lockTasksStatement = statement<LockedTask>(
  "tasks-lock",
  `select t.id, t.revision
from tasks t
where t.tenant_id = $1::integer
  and t.id = any($2::uuid[])
order by t.id
for update`,
);

/** Locks the tasks there are among `ids`, to the end of the transaction. */
export function claimTasks(tx: Transaction, tenantId: number, ids: readonly string[]): Promise<LockedTask[]> {
  return tx.query(lockTasksStatement, [tenantId, ids]);
}

/** A task whose clock has a rung due, and when. */
export interface DueTask {
  readonly id: string;
  readonly next_rung_at: number;
}

/** The row of a task that this transaction holds for a rung that is due. */
export type ClaimedTask = DueTask & TaskRow;

// Served by clocks_by_next_rung. Rows another worker holds are passed over, not waited for; the limit counts what was
// locked. What was due may have been fired by the time the lock is had: the clocks are read after it. The row of the task is
// read by the same visit that locks it, and is what it is once the lock is had.
const claimDueTasksStatement = statement<ClaimedTask>(
  "tasks-claim-due",
  `select ${taskColumns}, c.next_rung_at
from clocks c
join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
where c.tenant_id = $1::integer
  and c.next_rung_at <= $2::timestamptz
  and (c.next_rung_at, c.task_id) > ($4::timestamptz, $5::uuid)
order by c.next_rung_at, c.task_id
limit $3::integer
for update of t skip locked`,
  { replan: true },
);

const beforeAll: DueTask = {
  id: "00000000-0000-0000-0000-000000000000",
  next_rung_at: Number.NEGATIVE_INFINITY,
};

/**
 * Locks and reads up to `limit` tasks with a rung due by `upTo`, the earliest rungs first, passing over what others hold and what
 * is not after `after`. A task comes once for each of its clocks that is due.
 */
export function claimDueTasks(
  tx: Transaction,
  tenantId: number,
  upTo: number,
  limit: number,
  after: DueTask = beforeAll,
): Promise<ClaimedTask[]> {
  const from = Number.isFinite(after.next_rung_at) ? sqlInstant(after.next_rung_at) : "-infinity";
  return tx.query(claimDueTasksStatement, [tenantId, sqlInstant(upTo), limit, from, after.id]);
}

// Tasks with a running clock that an older version of its calendar projected; served by clocks_by_calendar.
const claimStaleTasksStatement = statement<{ id: string }>(
  "tasks-claim-stale",
  `select t.id
from clocks c
join tasks t on t.tenant_id = c.tenant_id and t.id = c.task_id
where c.tenant_id = $1::integer
  and c.calendar_id = $2::text
  and c.calendar_version < $3::integer
  and c.state = 'running'
order by c.task_id
limit $4::integer
for update of t skip locked`,
  { replan: true },
);

/** Locks up to `limit` tasks with a running clock projected by an older version of the calendar than `version`. */
export async function claimStaleTasks(
  tx: Transaction,
  tenantId: number,
  calendar: { readonly id: string; readonly version: number },
  limit: number,
): Promise<string[]> {
  const rows = await tx.query(claimStaleTasksStatement, [tenantId, calendar.id, calendar.version, limit]);
  return [...new Set(rows.map((row) => row.id))];
}

const findTasksStatement = statement<TaskRow>(
  "tasks-find",
  `select ${taskColumns}
from tasks t
where t.tenant_id = $1::integer
  and t.id = any($2::uuid[])`,
);

/** Reads the tasks there are among `ids`, without locking, in no order. */
export function findTaskRows(on: Executor, tenantId: number, ids: readonly string[]): Promise<TaskRow[]> {
  return on.query(findTasksStatement, [tenantId, ids]);
}

// Each statement names the columns it reads and no more: for every row Postgres looks up every one that is declared.
const changingColumns = `id uuid, unit text, state text, revision integer, card text, progress integer, reworks integer,
    extensions integer, urges integer, request jsonb, handler text, parties jsonb, terms jsonb, stages jsonb, figures jsonb,
    sign_by timestamptz, due_at timestamptz, updated_at timestamptz, state_since timestamptz`;
const lastingColumns = `matter_id uuid, number text, title text, programme text, line text, priority text, role text,
    definition_id text, definition_version integer, created_at timestamptz, shared boolean`;

const insertTasksStatement = statement(
  "tasks-insert",
  `insert into tasks (tenant_id, id, matter_id, number, title, programme, line, priority, unit, role, definition_id,
  definition_version, state, revision, card, progress, reworks, extensions, urges, request, handler, parties, terms,
  stages, figures, sign_by, due_at, created_at, updated_at, state_since, shared)
select $1::integer, n.id, n.matter_id, n.number, n.title, n.programme, n.line, n.priority, n.unit, n.role,
  n.definition_id, n.definition_version, n.state, n.revision, n.card, n.progress, n.reworks, n.extensions, n.urges,
  n.request, n.handler, n.parties, n.terms, n.stages, n.figures, n.sign_by, n.due_at, n.created_at, n.updated_at,
  n.state_since, n.shared
from json_to_recordset($2::json) as n (${changingColumns}, ${lastingColumns})`,
);

const updateTasksStatement = statement(
  "tasks-update",
  `update tasks t
set unit = n.unit,
  state = n.state,
  revision = n.revision,
  card = n.card,
  progress = n.progress,
  reworks = n.reworks,
  extensions = n.extensions,
  urges = n.urges,
  request = n.request,
  handler = n.handler,
  parties = coalesce(n.parties, t.parties),
  terms = coalesce(n.terms, t.terms),
  stages = coalesce(n.stages, t.stages),
  figures = coalesce(n.figures, t.figures),
  sign_by = n.sign_by,
  due_at = n.due_at,
  updated_at = n.updated_at,
  state_since = n.state_since
from json_to_recordset($2::json) as n (${changingColumns})
where t.tenant_id = $1::integer
  and t.id = any($3::uuid[])
  and t.id = n.id`,
);

/** Adds new tasks, all that their matters have; these and the units must exist. */
export function insertTasks(tx: Transaction, tenantId: number, tasks: readonly TaskState[]): Promise<number> {
  const countByMatter = new Map<string, number>();
  for (const { matter } of tasks) countByMatter.set(matter, (countByMatter.get(matter) ?? 0) + 1);
  const records = tasks.map((task) => ({
    ...insertRecordOf(task),
    shared: (countByMatter.get(task.matter) ?? 0) > 1,
  }));
  return tx.execute(insertTasksStatement, [tenantId, JSON.stringify(records)]);
}

/** A task that was changed, with what it was. */
export interface TaskChange {
  readonly before: TaskState;
  readonly task: TaskState;
}

/** Writes what an event can change of tasks that this transaction holds; documents that are the same as before are left alone. */
export function saveTasks(
  tx: Transaction,
  tenantId: number,
  changes: readonly TaskChange[],
): Promise<number> {
  const records = changes.map(({ before, task }) =>
    columnsOf(
      task,
      hasSameParties(before, task) ? undefined : partiesOf(task),
      before.terms === task.terms ? undefined : task.terms,
      before.stages === task.stages ? undefined : task.stages,
      before.figures === task.figures ? undefined : task.figures,
    ),
  );
  const ids = changes.map(({ task }) => task.id);
  return tx.execute(updateTasksStatement, [tenantId, JSON.stringify(records), ids]);
}

const hasSameParties = (before: TaskState, task: TaskState): boolean =>
  before.submittedBy === task.submittedBy &&
  before.inspectedBy === task.inspectedBy &&
  before.approvedBy === task.approvedBy &&
  before.countersigns === task.countersigns;

function insertRecordOf(task: TaskState) {
  return {
    ...columnsOf(task, partiesOf(task), task.terms, task.stages, task.figures),
    matter_id: task.matter,
    number: task.number,
    title: task.title,
    programme: task.programme,
    line: task.line,
    priority: task.priority,
    role: task.role,
    definition_id: task.definition.id,
    definition_version: task.definition.version,
    created_at: sqlInstant(task.createdAt),
  };
}

// `parties` and what follows seldom change: undefined leaves them as they stand. One literal, made once: spreading twenty
// columns to add four takes ten times the memory, and this runs for every event.
function columnsOf(
  task: TaskState,
  parties: ReturnType<typeof partiesOf> | undefined,
  terms: TaskState["terms"] | undefined,
  stages: TaskState["stages"] | undefined,
  figures: TaskState["figures"] | undefined,
) {
  return {
    id: task.id,
    unit: task.unit,
    state: task.state,
    revision: task.revision,
    card: task.card,
    progress: task.progress,
    reworks: task.reworks,
    extensions: task.extensions,
    urges: task.urges,
    request: task.request,
    handler: task.handler,
    sign_by: runningDue(task, "sign"),
    due_at: runningDue(task, "finish"),
    updated_at: sqlInstant(task.updatedAt),
    state_since: sqlInstant(task.stateSince),
    parties,
    terms,
    stages,
    figures,
  };
}

const partiesOf = ({ submittedBy, inspectedBy, approvedBy, countersigns }: TaskState) => ({
  submittedBy,
  inspectedBy,
  approvedBy,
  ...(countersigns.length === 0 ? {} : { countersigns }),
});

function runningDue(task: TaskState, name: Clock["name"]): string | null {
  const clock = task.clocks.find((candidate) => candidate.name === name);
  return clock !== undefined && isRunning(clock) ? sqlInstant(clock.dueAt) : null;
}
