import type { Matter } from "../engine.ts";
import type { NotifyEffect } from "../lifecycle/effects.ts";
import type { TaskEvent, Transitioned } from "../lifecycle/taskEvent.ts";
import type { TaskState } from "../lifecycle/taskState.ts";
import type { TaskClock } from "../store/clocks.ts";
import type { UnitValidity } from "../store/directory.ts";
import type { KnownEvent, RecordedEvent } from "../store/events.ts";
import type { MatterAnswer, NewMatterAnswer } from "../store/matters.ts";
import type { NewNotice } from "../store/notices.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Ladder } from "../time/ladder.ts";
import { Directory } from "./directory.ts";
import { sendAtOf } from "./quietHours.ts";
import { wordingOf } from "./wording.ts";

/** All that planning a batch may look at, as the transaction read it after its locks were had. */
export interface Loaded {
  readonly tasks: ReadonlyMap<string, TaskState>;
  /** Events recorded before, by `knownKey`. */
  readonly known: ReadonlyMap<string, KnownEvent>;
  readonly units: ReadonlyMap<string, UnitValidity>;
  /** The calendars in force, by id: those of the tasks, and those that matters to be created name. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** Ladders that tasks follow, by `ladderKey`. */
  readonly ladders: ReadonlyMap<string, Ladder>;
  /** The ladders in force, by id, that matters to be created name. */
  readonly currentLadders: ReadonlyMap<string, Ladder>;
  readonly directory: Directory;
  readonly answers: ReadonlyMap<string, MatterAnswer>;
}

/** Nothing loaded: what a test or a matter alone begins with. */
export const nothingLoaded: Loaded = {
  tasks: new Map(),
  known: new Map(),
  units: new Map(),
  calendars: new Map(),
  ladders: new Map(),
  currentLadders: new Map(),
  directory: new Directory([]),
  answers: new Map(),
};

export const knownKey = (source: string, id: string): string => `${source}\n${id}`;
export const ladderKey = (ladder: { readonly id: string; readonly version: number }): string =>
  `${ladder.id}\n${ladder.version}`;

/** Under what an event is recorded: who says so, under which id, with which content. */
export interface EventIdentity {
  readonly source: string;
  readonly id: string;
  readonly fingerprint: Buffer;
}

/**
 * A batch being planned: what was loaded, and all that the items planned so far would change. Memory only.
 *
 * Items see the effects of those before them; that is what makes batching invisible.
 */
export class BatchDraft {
  readonly loaded: Loaded;
  readonly events: RecordedEvent[] = [];
  readonly notices: NewNotice[] = [];
  readonly matters: Matter[] = [];
  readonly answers: NewMatterAnswer[] = [];
  readonly newTasks = new Set<string>();
  readonly #tasks: Map<string, TaskState>;
  readonly #known = new Map<string, KnownEvent>();

  constructor(loaded: Loaded) {
    this.loaded = loaded;
    this.#tasks = new Map(loaded.tasks);
  }

  task(id: string): TaskState | undefined {
    return this.#tasks.get(id);
  }

  known(source: string, id: string): KnownEvent | undefined {
    const key = knownKey(source, id);
    return this.#known.get(key) ?? this.loaded.known.get(key);
  }

  /** Takes what a transition yielded as recorded: history, state and notices. */
  record(event: TaskEvent, identity: EventIdentity, taken: Transitioned, calendar: Calendar): RecordedEvent {
    const { state } = taken;
    const told = taken.effects.flatMap((effect) => this.#tell(effect, state, calendar));
    const recorded: RecordedEvent = {
      task: state.id,
      revision: state.revision,
      type: event.type,
      source: identity.source,
      id: identity.id,
      fingerprint: identity.fingerprint,
      at: event.at,
      recordedAt: state.updatedAt,
      actor: event.by,
      roles: event.roles,
      right: event.right ?? "engine",
      data: event.type === "rungFired" ? { ...taken.data, ...addressed(told) } : taken.data,
      state: state.state,
      unit: state.unit,
      calendarVersion: calendar.version,
    };
    this.events.push(recorded);
    this.#tasks.set(state.id, state);
    if (state.revision === 1) this.newTasks.add(state.id);
    this.#known.set(knownKey(identity.source, identity.id), {
      source: identity.source,
      event_id: identity.id,
      task_id: state.id,
      revision: state.revision,
      fingerprint: identity.fingerprint,
      state: state.state,
    });
    return recorded;
  }

  #tell(effect: NotifyEffect, state: TaskState, calendar: Calendar) {
    const now = state.updatedAt;
    const { unit = state.unit } = effect;
    const handler = unit === state.unit ? state.handler : null;
    const addressees = this.loaded.directory.addresseesOf(effect, unit, handler, now);
    const { zh, en } = wordingOf(effect, state, calendar);
    for (const { person, deputyOf } of addressees.told) {
      this.notices.push({
        person,
        task: state.id,
        revision: state.revision,
        subject: effect.subject,
        urgent: effect.urgent,
        facts: deputyOf === undefined ? effect.facts : { ...effect.facts, deputyOf },
        textZh: zh,
        textEn: en,
        createdAt: now,
        sendAt: sendAtOf(calendar, effect.urgent, now),
      });
    }
    return addressees;
  }

  /** Every task there is in the draft, as it now stands. */
  tasks(): Iterable<TaskState> {
    return this.#tasks.values();
  }

  /** Every task that something was recorded of, as it now stands. */
  changedTasks(): TaskState[] {
    const changed: TaskState[] = [];
    for (const [id, task] of this.#tasks) if (this.loaded.tasks.get(id) !== task) changed.push(task);
    return changed;
  }

  /** Every clock that is new or changed. */
  changedClocks(): TaskClock[] {
    return this.changedTasks().flatMap((task) => {
      const before = this.loaded.tasks.get(task.id)?.clocks ?? [];
      return task.clocks
        .filter((clock) => !before.includes(clock))
        .map((clock) => ({ taskId: task.id, clock }));
    });
  }
}

/** Who was told, for the record of a rung (time.md 15). */
function addressed(told: readonly ReturnType<Directory["addresseesOf"]>[]) {
  return {
    notified: told.flatMap((addressees) => addressees.told),
    climbed: told.flatMap((addressees) => addressees.climbed),
  };
}
