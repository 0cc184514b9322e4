import type { Definition } from "./definitionShape.ts";
import { dataOf } from "./eventData.ts";
import { isRejection, type Rejection, reject } from "./rejection.ts";
import type { TaskEvent, TransitionContext } from "./taskEvent.ts";
import type { DefinitionRef, TaskState } from "./taskState.ts";
import { transition } from "./transition.ts";

/** One recorded event and what its transition looked at. */
export interface ReplayStep {
  readonly event: TaskEvent;
  readonly context: TransitionContext;
}

/**
 * Folds a task's recorded events, in order of revision, into the state they left.
 *
 * A replay needs of each event what the transition was given then:
 * - `type`, `data` (as recorded: what the engine added to it is worked out again and comes to the same), `by` and `roles`
 *   (a leader's override depends on them), and `at`;
 * - `recordedAt`, which is `context.now`: clocks follow it, never `at`;
 * - the version of the calendar that was in force, for `context.calendar`: a calendar is edited between events of a task;
 * - once a task, the version of the ladder, which `assigned` records and `terms.ladder` keeps.
 *
 * A history that the lifecycle refuses is the rejection, its detail naming the revision; an empty one is `unknown-task`.
 */
export function replay(
  definitionFor: (ref: DefinitionRef) => Definition | undefined,
  steps: Iterable<ReplayStep>,
): TaskState | Rejection {
  let state: TaskState | null = null;
  let definition: Definition | undefined;
  for (const { event, context } of steps) {
    definition ??= definitionFor(dataOf(event, "assigned").definition);
    const revision: number = (state?.revision ?? 0) + 1;
    if (definition === undefined) {
      return reject("not-accepted", `revision ${revision}: no such definition`);
    }
    const taken = transition(definition, state, event, context);
    if (isRejection(taken)) {
      return {
        ...taken,
        detail: `revision ${revision} (${event.type}): ${taken.detail}`,
      };
    }
    state = taken.state;
  }
  return state ?? reject("unknown-task", "no event is recorded");
}
