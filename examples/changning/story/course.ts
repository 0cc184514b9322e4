import type {
  EventResult,
  ProblemKind,
  Task,
  TaskEvent,
  TaskEventData,
  TaskEventType,
  TaskState,
} from "@duban/client";
import type { Stage } from "./stage.ts";

/** Something that somebody does at an instant: send an event, or (without one) only wait until then. */
export interface Step {
  readonly at: number;
  /** Whose key it goes out under: a unit's code, or an officer's id. */
  readonly actor?: string;
  readonly event?: TaskEvent;
  /** The refusal the sender is to meet; without it the event must be applied. */
  readonly expect?: ProblemKind;
}

/** How a task is to stand when its course has run, for the demo to compare with what the server says. */
export interface Outcome {
  readonly task: string;
  readonly state: TaskState;
  readonly unit: string;
  readonly reworks: number;
  readonly extensions: number;
  /** Where nothing held or moved the finish clock: all that decides which rungs fired and how late it was. */
  readonly plain?: { readonly dueAt: number; readonly submittedAt: number };
}

/** The steps of one thing that happens in the county; each gets the answer to its event, and the end says the outcome. */
export type Course = AsyncGenerator<Step, Outcome | undefined, EventResult | undefined>;

/** Part of a course; ends with the day it ended on. */
export type Passage = AsyncGenerator<Step, number, EventResult | undefined>;

/** Part of a course that is no task's: what is done beside events. */
export type Scene = AsyncGenerator<Step, void, EventResult | undefined>;

/** A task on its way, under the name the story knows it by. */
export interface Part {
  readonly key: string;
  readonly task: Task;
  /** The day it was assigned. */
  readonly day: number;
  readonly stage: Stage;
  readonly chance: () => number;
}

/** An event of a task, type and data belonging together. */
export function eventOf<T extends TaskEventType>(
  task: string,
  type: T,
  data: TaskEventData[T],
  more: { readonly id?: string; readonly expectedRevision?: number } = {},
): TaskEvent {
  return { task, type, data, ...more } as TaskEvent;
}
