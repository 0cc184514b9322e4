import type { TaskState } from "../lifecycle/taskState.ts";
import { findClocks } from "../store/clocks.ts";
import type { Database, Transaction } from "../store/database.ts";
import { claimUnitValidity, findHolders, type UnitValidity } from "../store/directory.ts";
import { findKnownEvents } from "../store/events.ts";
import { keptTasksOf } from "../store/keptTasks.ts";
import { findMatterAnswers } from "../store/matters.ts";
import { claimTasks, findTaskRows, type TaskRow, tasksOf } from "../store/tasks.ts";
import { findCalendar, findCurrentCalendars, findCurrentLadders, findLadder } from "../store/versions.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Ladder } from "../time/ladder.ts";
import { knownKey, type Loaded, ladderKey } from "./batchDraft.ts";
import { Directory } from "./directory.ts";

/** What a batch needs to be planned. `locked`: the tasks are already held by this transaction. */
export interface Wanted {
  readonly tasks: readonly string[];
  readonly locked: boolean;
  /** The rows of the tasks, where the statement that locked them has read them; `tasks` is then not looked at. */
  readonly held?: readonly TaskRow[];
  readonly events: readonly { readonly source: string; readonly id: string }[];
  /** Units named by reassignments and matters. */
  readonly units: readonly string[];
  readonly idempotencyKeys: readonly string[];
  /** Calendars and ladders that matters to be created name; those of the tasks are read beside them. */
  readonly calendars: readonly string[];
  readonly ladders: readonly string[];
}

/**
 * Locks the tasks of a batch and reads what planning it may look at.
 *
 * The locks come first: at read committed every later statement sees what the transactions waited for have written, so a
 * repeat that raced its original is found here. The directory is empty: whom there may be to tell is known only after.
 */
export async function loadBatch(
  database: Database,
  tx: Transaction,
  tenantId: number,
  wanted: Wanted,
): Promise<Loaded> {
  const [tasks, known, units, calendarVersions, ladderVersions, answers] = await Promise.all([
    loadTasks(database, tx, tenantId, wanted),
    findIfAny(wanted.events, () =>
      findKnownEvents(
        tx,
        tenantId,
        wanted.events.map(({ source }) => source),
        wanted.events.map(({ id }) => id),
      ),
    ),
    wanted.units.length === 0
      ? new Map<string, UnitValidity>()
      : claimUnitValidity(tx, tenantId, wanted.units),
    findCurrentCalendars(tx, tenantId),
    wanted.ladders.length > 0 ? findCurrentLadders(tx, tenantId) : new Map<string, number>(),
    findIfAny(wanted.idempotencyKeys, () => findMatterAnswers(tx, tenantId, wanted.idempotencyKeys)),
  ]);
  const read = { owner: database, tx, tenantId };
  return {
    tasks: new Map(tasks.map((task) => [task.id, task])),
    known: new Map(known.map((event) => [knownKey(event.source, event.event_id), event])),
    units,
    calendars: await loadCalendars(read, calendarVersions, calendarsOf(tasks, wanted)),
    ladders: await loadLadders(read, tasks),
    currentLadders: await loadCurrentLadders(read, ladderVersions, new Set(wanted.ladders)),
    directory: new Directory([]),
    answers: new Map(answers.map((answer) => [answer.idempotency_key, answer])),
  };
}

interface Reading {
  readonly owner: Database;
  readonly tx: Transaction;
  readonly tenantId: number;
}

const findIfAny = async <T>(asked: readonly unknown[], find: () => Promise<T[]>): Promise<T[]> =>
  asked.length === 0 ? [] : find();

/**
 * Holds the tasks and answers them as they stand. What this process has kept is taken as it is where the locked row is at its
 * revision; the rest is read. The statements go out in one flight and run in this order: the lock is had before anything else is
 * read. Only where another process has changed a task that is kept here, a second flight reads it.
 */
async function loadTasks(
  database: Database,
  tx: Transaction,
  tenantId: number,
  { tasks: ids, locked: areLocked, held = [] }: Wanted,
): Promise<TaskState[]> {
  if (held.length > 0) {
    const heldIds = held.map(({ id }) => id);
    return tasksOf(held, await findClocks(tx, tenantId, heldIds));
  }
  if (ids.length === 0) return [];
  if (areLocked) return readTasks(tx, tenantId, ids);
  const kept = new Map<string, TaskState>();
  for (const id of ids) {
    const task = keptTasksOf(database).find(tenantId, id);
    if (task !== undefined) kept.set(id, task);
  }
  const unknown = ids.filter((id) => !kept.has(id));
  const [locked, read] = await Promise.all([claimTasks(tx, tenantId, ids), readTasks(tx, tenantId, unknown)]);
  const stale: string[] = [];
  for (const { id, revision } of locked) {
    const task = kept.get(id);
    if (task === undefined) continue;
    if (task.revision === revision) read.push(task);
    else stale.push(id);
  }
  return stale.length === 0 ? read : [...read, ...(await readTasks(tx, tenantId, stale))];
}

async function readTasks(tx: Transaction, tenantId: number, ids: readonly string[]): Promise<TaskState[]> {
  if (ids.length === 0) return [];
  const [rows, clockRows] = await Promise.all([
    findTaskRows(tx, tenantId, ids),
    findClocks(tx, tenantId, ids),
  ]);
  return tasksOf(rows, clockRows);
}

const calendarsOf = (tasks: readonly TaskState[], { calendars }: Wanted): ReadonlySet<string> =>
  new Set([...tasks.map(({ terms }) => terms.calendar), ...calendars]);

async function loadCalendars(
  { owner, tx, tenantId }: Reading,
  versions: ReadonlyMap<string, number>,
  ids: ReadonlySet<string>,
): Promise<Map<string, Calendar>> {
  const calendars = new Map<string, Calendar>();
  for (const id of ids) {
    const version = versions.get(id);
    const calendar = version === undefined ? undefined : await findCalendar(owner, tx, tenantId, id, version);
    if (calendar !== undefined) calendars.set(id, calendar);
  }
  return calendars;
}

async function loadLadders(
  { owner, tx, tenantId }: Reading,
  tasks: readonly TaskState[],
): Promise<Map<string, Ladder>> {
  const ladders = new Map<string, Ladder>();
  for (const { terms } of tasks) {
    const key = ladderKey(terms.ladder);
    if (ladders.has(key)) continue;
    const ladder = await findLadder(owner, tx, tenantId, terms.ladder.id, terms.ladder.version);
    if (ladder !== undefined) ladders.set(key, ladder);
  }
  return ladders;
}

async function loadCurrentLadders(
  { owner, tx, tenantId }: Reading,
  versions: ReadonlyMap<string, number>,
  ids: ReadonlySet<string>,
): Promise<Map<string, Ladder>> {
  const ladders = new Map<string, Ladder>();
  for (const id of ids) {
    const version = versions.get(id);
    const ladder = version === undefined ? undefined : await findLadder(owner, tx, tenantId, id, version);
    if (ladder !== undefined) ladders.set(id, ladder);
  }
  return ladders;
}

/** The people of these units and of the county's own roles; of no unit, an empty directory. */
export async function loadDirectory(
  tx: Transaction,
  tenantId: number,
  units: readonly string[],
): Promise<Directory> {
  return new Directory(units.length === 0 ? [] : await findHolders(tx, tenantId, units));
}
