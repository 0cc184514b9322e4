import type { Effect } from "./effects.ts";
import type { Rejection } from "./rejection.ts";
import type { TaskEvent, TransitionContext } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/** What an action does: members of the task that change, members to record beside the event's data, effects. */
export interface Outcome {
  readonly change?: Partial<TaskState>;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly effects?: readonly Effect[];
}

/** The outcome of an action that changes nothing. */
export const nothing: Outcome = {};

/**
 * One step of a transition, pure: what it changes, or why the whole event is refused.
 *
 * `state` is the task as the actions before it left it, its `state` and `revision` being those after the event.
 */
export type Action = (state: TaskState, event: TaskEvent, context: TransitionContext) => Outcome | Rejection;
