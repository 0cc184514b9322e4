import { Directory } from "../batch/directory.ts";
import { sendAtOf } from "../batch/quietHours.ts";
import { invariant } from "../errors.ts";
import { type Role, roles } from "../lifecycle/caller.ts";
import type { Access } from "../lifecycle/reading.ts";
import { stageOfClock } from "../lifecycle/stageActions.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import { type ArmedRung, findArmedRungs, type RungPlace } from "../store/armedRungs.ts";
import type { Database } from "../store/database.ts";
import { findHolders } from "../store/directory.ts";
import { findTasks } from "../store/matterReads.ts";
import { findCalendar, findLadder } from "../store/versions.ts";
import { type Calendar, dayOf, type Instant, isCovered } from "../time/calendar.ts";
import type { ClockName, Ladder } from "../time/ladder.ts";

/** Whom a role of a rung would reach; `reached` is another one where nobody holds it, null where nobody is reached at all. */
export interface Reached {
  readonly role: Role;
  readonly reached: Role | null;
  readonly persons: readonly string[];
}

/** A rung that fires at `at` if nothing happens before; `missed` if that has passed and it is still to be recorded. */
export interface ForecastRung {
  readonly at: Instant;
  readonly missed: boolean;
  readonly task: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string;
  readonly clock: ClockName;
  readonly stage: string | null;
  readonly generation: number;
  readonly rung: number;
  readonly dueAt: Instant;
  readonly card: string | null;
  readonly propose: string | null;
  readonly notify: readonly Reached[];
  /** When they are told: `at`, or the next working hour (time.md 16), at the earliest now; null where it tells nobody. */
  readonly tellsAt: Instant | null;
  readonly urgent: boolean;
  /** Whether the due instant or the rung's own date rests on days whose list is not loaded. */
  readonly provisional: boolean;
  readonly timeZone: string;
}

/** A page of the forecast; `next` is the place to go on after, null at the end. */
export interface ForecastPage {
  readonly rungs: readonly ForecastRung[];
  readonly next: RungPlace | null;
}

export interface ForecastQuery {
  readonly until: Instant;
  readonly unit: string | null;
  readonly access: Access;
}

/**
 * What will fire until an instant if nothing happens, in the order it fires; first what was missed, right though no worker ran.
 *
 * Read from the rungs that the clocks have armed: events, edits and new matters change it. Nothing is changed.
 */
export async function findForecast(
  database: Database,
  tenantId: number,
  query: ForecastQuery,
  after: RungPlace | null,
  limit: number,
  now: Instant,
): Promise<ForecastPage> {
  const found = await findArmedRungs(database, tenantId, query, after, limit + 1);
  const armed = found.slice(0, limit);
  const tasks = await findTasks(database, tenantId, [...new Set(armed.map(({ task }) => task))]);
  const taskById = new Map(tasks.map((task) => [task.id, task]));
  const units = [...new Set(tasks.map(({ unit }) => unit))];
  const directory = new Directory(await findHolders(database, tenantId, units));
  const rungs: ForecastRung[] = [];
  for (const rung of armed) {
    const task = taskById.get(rung.task);
    if (task === undefined) continue;
    const { id, version } = task.terms.ladder;
    const ladder = await findLadder(database, database, tenantId, id, version);
    const calendar = await calendarOf(database, tenantId, task, rung);
    const forecast = ladder && calendar && forecastOf(rung, task, ladder, calendar, directory, now);
    if (forecast !== undefined) rungs.push(forecast);
  }
  return { rungs, next: found.length > limit ? (armed.at(-1) ?? null) : null };
}

async function calendarOf(database: Database, tenantId: number, task: TaskState, rung: ArmedRung) {
  const clock = task.clocks.find(({ name }) => name === rung.clock);
  invariant(clock !== undefined, "an armed rung has its clock");
  return findCalendar(database, database, tenantId, clock.calendar.id, clock.calendar.version);
}

/** One armed rung in full; undefined where the task, read a moment later, has moved on and it no longer stands. Pure. */
export function forecastOf(
  armed: ArmedRung,
  task: TaskState,
  ladder: Ladder,
  calendar: Calendar,
  directory: Directory,
  now: Instant,
): ForecastRung | undefined {
  const { at, clock: name, generation, rung: index } = armed;
  const clock = task.clocks.find((candidate) => candidate.name === name);
  const rung = ladder.rungs[index];
  const stands = clock?.rungs.some((projected) => projected.rung === index && projected.at === at);
  if (clock === undefined || rung === undefined || stands !== true || clock.generation !== generation)
    return undefined;
  return {
    at,
    missed: at < now,
    task: task.id,
    number: task.number,
    title: task.title,
    unit: task.unit,
    clock: name,
    stage: stageOfClock(task, clock),
    generation,
    rung: index,
    dueAt: clock.dueAt,
    card: rung.card,
    propose: rung.propose,
    notify: roles
      .filter((role) => rung.notify.includes(role))
      .map((role) => {
        const { persons, by } = directory.reach(role, task.unit, task.handler, true);
        return { role, reached: by, persons };
      }),
    tellsAt: rung.notify.length === 0 ? null : sendAtOf(calendar, rung.urgent, Math.max(at, now)),
    urgent: rung.urgent,
    provisional: clock.provisional || ("workdays" in rung.at && !isCovered(calendar, dayOf(calendar, at))),
    timeZone: calendar.timeZone,
  };
}
