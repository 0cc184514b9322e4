import { isDeepStrictEqual } from "node:util";
import { findDefinition } from "../lifecycle/definition.ts";
import { isRejection } from "../lifecycle/rejection.ts";
import { type ReplayStep, replay } from "../lifecycle/replay.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { findClocks, isRunning } from "../store/clocks.ts";
import type { Database } from "../store/database.ts";
import { findHistory, type RecordedEvent } from "../store/events.ts";
import { findTaskRows, tasksOf } from "../store/tasks.ts";
import { findTenants } from "../store/tenants.ts";
import { type DerivedColumns, findRowlessTasks, findTasksToVerify } from "../store/verifiedTasks.ts";
import { findCalendar, findLadder } from "../store/versions.ts";

/** That a task's row is not what its events left: which field, what they left, what stands there. */
export interface TaskFinding {
  readonly tenant: number;
  readonly task: string;
  /** A field of the task; `row` where it has none, `events` where they can't have come about. */
  readonly field: string;
  readonly detail: string;
}

export interface TaskCheck {
  readonly tenant: number;
  readonly tasks: number;
  readonly findings: readonly TaskFinding[];
}

// Some hundred kilobytes of rows, and their histories one after another: what is in memory at once.
const tasksPerPage = 200;
const eventsPerPage = 1_000;
// What changes while it is looked at is looked at again; a task that changes faster than this is whole in a later check.
const mostLooks = 5;

/**
 * Compares every task's row and clocks with what a replay of its recorded events leaves, county by county, in pages; `onProgress` is
 * told after each. The server may be running. Rests on the events: whether those were altered is what the seals say.
 */
export async function verifyTasks(
  on: Database,
  onProgress: (tenant: number, tasks: number) => void = () => undefined,
): Promise<TaskCheck[]> {
  const checks: TaskCheck[] = [];
  for (const { tenantId: tenant } of await findTenants(on)) {
    const findings: TaskFinding[] = (await findRowlessTasks(on, tenant, tasksPerPage)).map((task) => ({
      tenant,
      task,
      field: "row",
      detail: "its events are there, its row is gone",
    }));
    let tasks = 0;
    for (let after: string | null = null, more = true; more; ) {
      const page: DerivedColumns[] = await findTasksToVerify(on, tenant, after, tasksPerPage);
      for (const derived of page) findings.push(...(await verifyTask(on, tenant, derived.id, derived)));
      after = page.at(-1)?.id ?? null;
      more = page.length === tasksPerPage;
      tasks += page.length;
      onProgress(tenant, tasks);
    }
    checks.push({ tenant, tasks, findings });
  }
  return checks;
}

async function verifyTask(
  on: Database,
  tenant: number,
  id: string,
  first: DerivedColumns,
): Promise<TaskFinding[]> {
  let derived: DerivedColumns | undefined = first;
  for (let look = 1; ; look++) {
    const before = await findTask(on, tenant, id);
    const findings = before === undefined ? [] : await compare(on, tenant, before, derived ?? first);
    if (findings.length === 0) return findings;
    const now = await findTask(on, tenant, id);
    if (look > 1 && now?.revision === before?.revision) return findings;
    if (look === mostLooks) return [];
    [derived] = await findTasksToVerify(on, tenant, null, 1, id);
  }
}

async function findTask(on: Database, tenant: number, id: string): Promise<TaskState | undefined> {
  const [rows, clocks] = await Promise.all([findTaskRows(on, tenant, [id]), findClocks(on, tenant, [id])]);
  return tasksOf(rows, clocks)[0];
}

async function compare(
  on: Database,
  tenant: number,
  stored: TaskState,
  derived: DerivedColumns,
): Promise<TaskFinding[]> {
  const { id: task } = stored;
  const steps = await stepsOf(on, tenant, stored);
  const replayed = replay(findDefinition, steps);
  if (isRejection(replayed)) return [{ tenant, task, field: "events", detail: replayed.detail }];
  const left = { ...comparable(replayed), ...expectedColumns(replayed, derived) };
  const stands = {
    ...comparable(stored),
    signBy: derived.signBy,
    dueAt: derived.dueAt,
    shared: derived.shared,
  };
  return differences(left, stands).map((difference) => ({ tenant, task, ...difference }));
}

function expectedColumns({ clocks }: TaskState, { hasSiblings }: DerivedColumns): Record<string, unknown> {
  const due = (name: string) =>
    clocks.find((clock) => clock.name === name && isRunning(clock))?.dueAt ?? null;
  return { signBy: due("sign"), dueAt: due("finish"), shared: hasSiblings };
}

/**
 * The state as JSON, without the version that a clock was last projected with: where a new calendar moves nothing it is brought up to
 * date and, as nothing happened, nothing is recorded.
 */
function comparable(state: TaskState): Record<string, unknown> {
  const clocks = Object.fromEntries(
    state.clocks.map(({ calendar, ...clock }) => [clock.name, { ...clock, calendar: calendar.id }]),
  );
  return JSON.parse(JSON.stringify({ ...state, clocks }));
}

function differences(
  left: Record<string, unknown>,
  stands: Record<string, unknown>,
): { readonly field: string; readonly detail: string }[] {
  return Object.keys({ ...left, ...stands })
    .filter((field) => !isDeepStrictEqual(left[field], stands[field]))
    .map((field) => ({
      field,
      detail: `its events leave ${JSON.stringify(left[field])}, there stands ${JSON.stringify(stands[field])}`,
    }));
}

/** The task's events, each with what its transition looked at. */
async function stepsOf(on: Database, tenant: number, stored: TaskState): Promise<ReplayStep[]> {
  const history: RecordedEvent[] = [];
  for (let more = true; more; ) {
    const page = await findHistory(on, tenant, stored.id, history.length, eventsPerPage);
    history.push(...page);
    more = page.length === eventsPerPage;
  }
  const terms = history[0]?.data as { calendar: string; ladder: { id: string; version: number } } | undefined;
  if (terms === undefined) return [];
  const ladder = await findLadder(on, on, tenant, terms.ladder.id, terms.ladder.version);
  const steps: ReplayStep[] = [];
  for (const { type, data, actor, roles, at, recordedAt, calendarVersion } of history) {
    const calendar = await findCalendar(on, on, tenant, terms.calendar, calendarVersion);
    if (calendar === undefined || ladder === undefined) break;
    steps.push({
      event: { type, data, by: actor, roles, at },
      context: { now: recordedAt, calendar, ladder },
    });
  }
  return steps;
}
