import { isAuthorised, recusalOf } from "./authorise.ts";
import { type Caller, partyOf } from "./caller.ts";
import type { Definition, Recusal, Sender } from "./definitionShape.ts";
import type { ExternalEventType } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { acceptedTypes } from "./transition.ts";

/** Why somebody may not send an event that the task would take: who may (`forbidden`), or what keeps him from it (`four-eyes`). */
export interface Refusal {
  readonly type: ExternalEventType;
  readonly kind: "forbidden" | "four-eyes";
  readonly senders: readonly Sender[];
  readonly recusal: Recusal | null;
}

/**
 * The event types that the task takes as it stands, but not from this caller, each with its reason; in the contract's order.
 *
 * With `operationsOf` these are all that the state takes.
 */
export function refusalsOf(definition: Definition, state: TaskState, caller: Caller): readonly Refusal[] {
  const by = partyOf(caller);
  return acceptedTypes(definition, state).flatMap((type): Refusal[] => {
    const { senders } = definition.authority[type];
    if (!isAuthorised(definition, state, type, caller)) {
      return [{ type, kind: "forbidden", senders, recusal: null }];
    }
    const recusal = recusalOf(definition, state, type, by);
    return recusal === undefined ? [] : [{ type, kind: "four-eyes", senders, recusal }];
  });
}
