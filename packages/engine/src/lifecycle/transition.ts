import { actions } from "./actions.ts";
import { recuse } from "./authorise.ts";
import { asksCountersigning, missingCountersigns, missingWords } from "./countersigning.ts";
import type { Definition, MachineValue } from "./definitionShape.ts";
import type { Effect } from "./effects.ts";
import { type Decision, decide, type Facts } from "./machine.ts";
import { newTask } from "./newTask.ts";
import { noticesOf } from "./notices.ts";
import { isRejection, type Rejection, reject } from "./rejection.ts";
import {
  countersignEventTypes,
  type ExternalEventType,
  externalEventTypes,
  type TaskEvent,
  type TaskEventType,
  type TransitionContext,
  type Transitioned,
} from "./taskEvent.ts";
import type { TaskState, WorkState } from "./taskState.ts";

/**
 * Takes one event of a task: the next state, what to record and what to tell whom, or why not.
 *
 * Pure and total: it looks at nothing but its arguments, changes none of them, and never throws for what the outside can
 * send. The caller has asked `authorise` before (unless the engine itself is the sender) and has parsed the data by the
 * schema of its type. Refusals come in this order: `not-accepted`, `four-eyes`, then what the actions find
 * (`invalid-deadline`). `state` is null for `assigned` alone, the first event of every task.
 */
export function transition(
  definition: Definition,
  state: TaskState | null,
  event: TaskEvent,
  context: TransitionContext,
): Transitioned | Rejection {
  if (state === null && event.type !== "assigned") {
    return reject("unknown-task", "There is no such task.");
  }
  const before = state ?? newTask(event, context);
  const value: MachineValue =
    state === null ? { work: "unassigned", request: "none" } : machineValueOf(before);
  const decision = decide(definition, value, event.type, factsOf(before));
  if (decision === undefined) return notAccepted(definition, before, event.type);
  const recused = recuse(definition, before, event.type, event.by);
  if (recused !== undefined) return recused;
  return carryOut(definition, before, decision, event, context);
}

/** Applies the decision's actions in order; the first refusal is the answer and nothing has changed. */
function carryOut(
  definition: Definition,
  before: TaskState,
  decision: Decision,
  event: TaskEvent,
  context: TransitionContext,
): Transitioned | Rejection {
  // Ours alone until it is returned: actions answer what changes and keep nothing of it.
  const next: TaskState = {
    ...before,
    // `unassigned` has no arrow that leads to it.
    state: decision.work as WorkState,
    stateSince: decision.work === before.state ? before.stateSince : context.now,
    revision: before.revision + 1,
    updatedAt: context.now,
  };
  let data = event.data;
  let effects: readonly Effect[] = [];
  for (const name of decision.actions) {
    const outcome = actions[name](next, event, context);
    if (isRejection(outcome)) return outcome;
    if (outcome.change !== undefined) Object.assign(next, outcome.change);
    if (outcome.data !== undefined) data = { ...data, ...outcome.data };
    if (outcome.effects !== undefined) effects = [...effects, ...outcome.effects];
  }
  const notices = noticesOf(definition, next, event, context);
  return {
    state: next,
    data,
    effects: notices.length === 0 ? effects : [...effects, ...notices],
  };
}

/** The machine's state value of a stored task. */
export const machineValueOf = (state: TaskState): MachineValue => ({
  work: state.state,
  request: state.request === null ? "none" : state.request.kind,
});

/** What the guards ask of a stored task. */
export const factsOf = (state: TaskState): Facts => ({
  assisting: state.role === "assist",
  quorumReached: state.approvedBy.length + 1 >= state.terms.approvals,
  countersignAsked: asksCountersigning(state),
  countersigned: missingCountersigns(state).length === 0,
});

/** The event types from outside that the task takes as it stands, whoever sends them; in the contract's order. */
export function acceptedTypes(definition: Definition, state: TaskState): readonly ExternalEventType[] {
  const value = machineValueOf(state);
  const facts = factsOf(state);
  return externalEventTypes.filter((type) => decide(definition, value, type, facts) !== undefined);
}

function notAccepted(definition: Definition, state: TaskState, type: TaskEventType): Rejection {
  return reject("not-accepted", whyNot(state, type), {
    state: state.state,
    accepted: acceptedTypes(definition, state),
    ...(isUnsigned(state, type) ? { missing: missingCountersigns(state) } : {}),
  });
}

/** Whether it is only the missing signatures that keep the work from being submitted. */
const isUnsigned = (state: TaskState, type: TaskEventType): boolean =>
  type === "submitted" && state.state === "inProgress" && missingCountersigns(state).length > 0;

const isOfCountersigning = (type: TaskEventType): boolean =>
  countersignEventTypes.some((one) => one === type);

/** Why a task does not take an event as it stands, in a sentence. */
export function whyNot(state: TaskState, type: TaskEventType): string {
  if (type === "waived" && state.role === "lead") return "Only an assisting task can be waived.";
  if (isUnsigned(state, type)) return missingWords(state);
  if (isOfCountersigning(type) && !asksCountersigning(state)) {
    return "The matter asks for no countersigning of this task.";
  }
  if (state.state === "inProgress") {
    const asks = type === "extensionRequested" || type === "suspensionRequested";
    if (asks && state.request !== null) return `A request for ${state.request.kind} waits already.`;
    if (/^(extension|suspension)(Granted|Refused)$/.test(type)) {
      return `No request for ${type.startsWith("e") ? "extension" : "suspension"} waits.`;
    }
  }
  return `A task that is ${state.state} does not take ${type}.`;
}
