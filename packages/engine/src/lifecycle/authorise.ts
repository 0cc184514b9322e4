import type { Caller, Party } from "./caller.ts";
import { engineParty } from "./caller.ts";
import type { Definition, Recusal, Sender } from "./definitionShape.ts";
import { type Rejection, reject } from "./rejection.ts";
import type { TaskEvent, TaskEventType } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/** What the credentials must say for a right to be judged. */
export type Credentials = Pick<Caller, "unit" | "roles">;

/** Tells whether two parties are one: the same person, or, where either has none, the same key. */
export function isSameParty(one: Party, other: Party): boolean {
  return one.person !== null && other.person !== null ? one.person === other.person : one.key === other.key;
}

function isSender(sender: Sender, state: TaskState, caller: Credentials): boolean {
  switch (sender) {
    case "unit":
      return (
        caller.unit === state.unit &&
        (caller.roles.length === 0 ||
          caller.roles.some((role) => role === "handler" || role === "liaison" || role === "head"))
      );
    case "supervisor":
    case "inspector":
      return caller.roles.includes(sender);
    case "engine":
      return false;
  }
}

const senderWords: Readonly<Record<Sender, string>> = {
  unit: "the task's own unit (its handler, liaison or head, or its system)",
  supervisor: "a supervisor",
  inspector: "an inspector",
  engine: "the engine itself",
};

/** Tells whether that caller has the right to send events of that type to the task, four eyes aside. */
export function isAuthorised(
  definition: Definition,
  state: TaskState,
  type: TaskEventType,
  caller: Credentials,
): boolean {
  return definition.authority[type].senders.some((sender) => isSender(sender, state, caller));
}

/**
 * Refuses, as `forbidden`, an event that the caller's roles or unit do not allow; undefined where they do.
 *
 * Asked before `transition`, which judges four eyes itself once it knows that the state takes the event. What the engine
 * does itself is allowed; no key is called like the engine.
 */
export function authorise(
  definition: Definition,
  state: TaskState,
  event: Pick<TaskEvent, "type" | "by">,
  caller: Credentials,
): Rejection | undefined {
  if (event.by.key === engineParty.key) return undefined;
  if (isAuthorised(definition, state, event.type, caller)) return undefined;
  const senders = definition.authority[event.type].senders.map((sender) => senderWords[sender]);
  return reject("forbidden", `Only ${senders.join(" or ")} may send ${event.type}.`);
}

const recusalWords: Readonly<Record<Recusal, string>> = {
  ownUnit: "A unit may not decide on its own work.",
  submitter: "Who submitted the work may not inspect or approve it.",
  inspector: "Who inspected the work may not decide on its closure.",
  asker: "Who asked may not give the answer.",
  approver: "This supervisor has approved the closure already; another one must.",
};

function isRecused(recusal: Recusal, state: TaskState, by: Party): boolean {
  switch (recusal) {
    case "ownUnit":
      return by.unit === state.unit;
    case "submitter":
      return state.submittedBy !== null && isSameParty(state.submittedBy, by);
    case "inspector":
      return state.inspectedBy !== null && isSameParty(state.inspectedBy, by);
    case "asker":
      return state.request !== null && isSameParty(state.request.by, by);
    case "approver":
      return state.approvedBy.some((party) => isSameParty(party, by));
  }
}

/** What keeps a party from sending that event, the first of several; undefined where nothing does. */
export function recusalOf(
  definition: Definition,
  state: TaskState,
  type: TaskEventType,
  by: Party,
): Recusal | undefined {
  return definition.authority[type].recused.find((recusal) => isRecused(recusal, state, by));
}

/** Refuses, as `four-eyes`, who had a part in the work from deciding on it; undefined where nothing stands against it. */
export function recuse(
  definition: Definition,
  state: TaskState,
  type: TaskEventType,
  by: Party,
): Rejection | undefined {
  const recusal = recusalOf(definition, state, type, by);
  return recusal === undefined ? undefined : reject("four-eyes", recusalWords[recusal]);
}
