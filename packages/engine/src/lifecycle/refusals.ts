import { authorise, recusalOf, recuse, sendersOf } from "./authorise.ts";
import { type Caller, partyOf } from "./caller.ts";
import { asksCountersigning } from "./countersigning.ts";
import type { Definition, Recusal, Sender } from "./definitionShape.ts";
import { isRejection } from "./rejection.ts";
import { contractEventTypes, type ExternalEventType, externalEventTypes } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";
import { acceptedTypes, whyNot } from "./transition.ts";

/**
 * Why somebody may not send an event: who may (`forbidden`), that the state doesn't take it (`not-accepted`), or what keeps him
 * from it (`four-eyes`); `detail` says it in a sentence.
 */
export interface Refusal {
  readonly type: ExternalEventType;
  readonly kind: "forbidden" | "not-accepted" | "four-eyes";
  readonly detail: string;
  readonly senders: readonly Sender[];
  readonly recusal: Recusal | null;
}

/**
 * The event types that the task takes as it stands, but not from this caller, each with its reason; in the contract's order.
 *
 * With `operationsOf` these are all that the state takes. Asked for `all`, those that it takes from nobody now are there too: each
 * reason is then the one that sending the event would meet first.
 */
export function refusalsOf(
  definition: Definition,
  state: TaskState,
  caller: Caller,
  all = false,
): readonly Refusal[] {
  const taken = acceptedTypes(definition, state);
  return (all ? typesFor(state) : taken).flatMap(
    (type) => refusalOf(definition, state, type, caller, taken.includes(type)) ?? [],
  );
}

/** Those of the contract, and of countersigning where the matter asks for it. */
const typesFor = (state: TaskState): readonly ExternalEventType[] =>
  asksCountersigning(state) ? externalEventTypes : contractEventTypes;

function refusalOf(
  definition: Definition,
  state: TaskState,
  type: ExternalEventType,
  caller: Caller,
  isTaken: boolean,
): Refusal | undefined {
  const by = partyOf(caller);
  const senders = sendersOf(definition, type);
  const right = authorise(definition, state, { type, by }, caller);
  if (isRejection(right)) return { type, kind: "forbidden", detail: right.detail, senders, recusal: null };
  if (!isTaken) return { type, kind: "not-accepted", detail: whyNot(state, type), senders, recusal: null };
  const recusal = recusalOf(definition, state, type, by) ?? null;
  const recused = recuse(definition, state, type, by);
  return recused && { type, kind: "four-eyes", detail: recused.detail, senders, recusal };
}
