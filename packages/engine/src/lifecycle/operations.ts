import { recuse, rightTo } from "./authorise.ts";
import { type Caller, partyOf } from "./caller.ts";
import type { Definition } from "./definitionShape.ts";
import type { ExternalEventType } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { acceptedTypes } from "./transition.ts";

/**
 * The event types that the caller may send to the task as it stands, in the contract's order.
 *
 * The same machine, authority table and four eyes as `transition`, so what is listed is refused only for its data or its
 * moment: a deadline that is too early, a request that comes too late.
 */
export function operationsOf(
  definition: Definition,
  state: TaskState,
  caller: Caller,
): readonly ExternalEventType[] {
  const by = partyOf(caller);
  return acceptedTypes(definition, state).filter(
    (type) =>
      rightTo(definition, state, type, caller) !== undefined &&
      recuse(definition, state, type, by) === undefined,
  );
}
