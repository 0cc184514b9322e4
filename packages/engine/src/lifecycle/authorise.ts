import { turnOf, turnWords } from "./approvalChain.ts";
import { type Caller, engineParty, type Party } from "./caller.ts";
import type { Definition, Recusal, Sender } from "./definitionShape.ts";
import { type Rejection, reject } from "./rejection.ts";
import { type Credentials, type Right, rightBy, rightByStep, type Subject } from "./standing.ts";
import type { TaskEvent, TaskEventType } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/**
 * Tells whether two parties are one: the same person, or, where either has none, the same key. A deputy is one with the person he
 * acts for, and so with that person's other deputies.
 */
export function isSameParty(one: Party, other: Party): boolean {
  if (one.person === null || other.person === null) return one.key === other.key;
  const persons = [other.person, other.onBehalfOf];
  return persons.includes(one.person) || (one.onBehalfOf !== undefined && persons.includes(one.onBehalfOf));
}

const senderWords: Readonly<Record<Sender, string>> = {
  unit: "the task's own unit (its handler, liaison or head, or its system)",
  countersigner: "a unit that is asked to countersign it (its handler, liaison or head, or its system)",
  supervisor: "a supervisor in whose scope it is",
  inspector: "an inspector in whose scope it is",
  engine: "the engine itself",
};

/**
 * The right by which that caller may send events of that type to the task, four eyes aside; undefined where he has none.
 *
 * One pure function of the table in the task's definition, and of the chain of approvers where the matter asked for one. A type
 * without an entry is nobody's.
 */
export function rightTo(
  definition: Definition,
  state: Subject,
  type: TaskEventType,
  caller: Credentials,
): Right | undefined {
  if (!isInKey(type, caller)) return undefined;
  const step = turnOf(state, type);
  if (step !== undefined) return rightByStep(step, state, caller);
  for (const sender of sendersOf(definition, type)) {
    const right = rightBy(sender, state, caller);
    if (right !== undefined) return right;
  }
  return undefined;
}

/** Whether the caller's key is for events of that type, whatever his rights are. */
const isInKey = (type: TaskEventType, { eventTypes }: Credentials): boolean =>
  eventTypes === undefined || eventTypes.includes(type);

/** The relations that the table lets send events of that type: none where it has no entry, whatever the type says. */
export function sendersOf(definition: Definition, type: TaskEventType): readonly Sender[] {
  return Object.hasOwn(definition.authority, type) ? definition.authority[type].senders : [];
}

/**
 * The right by which an event may be sent, or its refusal, `forbidden`, where the caller's roles, unit or scope do not allow it.
 *
 * Asked before `transition`, which judges four eyes itself once it knows that the state takes the event. What the engine
 * does itself is allowed; no key is called like the engine.
 */
export function authorise(
  definition: Definition,
  state: Subject,
  event: Pick<TaskEvent, "type" | "by">,
  caller: Credentials,
): Right | Rejection {
  if (event.by.key === engineParty.key) return "engine";
  if (!isInKey(event.type, caller)) {
    return reject("forbidden", `This key is for ${caller.eventTypes?.join(", ")} only.`);
  }
  return rightTo(definition, state, event.type, caller) ?? forbid(definition, state, event.type);
}

function forbid(definition: Definition, state: Subject, type: TaskEventType): Rejection {
  const step = turnOf(state, type);
  if (step !== undefined) return reject("forbidden", turnWords(step));
  const senders = sendersOf(definition, type).map((sender) => senderWords[sender]);
  return reject(
    "forbidden",
    senders.length === 0 ? `Nobody may send ${type}.` : `Only ${senders.join(" or ")} may send ${type}.`,
  );
}

/** Who may make a matter, in the order in which the rights are tried. */
export const assigners = ["supervisor", "leader", "systemAdmin"] as const;

/** The right by which that caller may make a matter of that programme and line, led by that unit. */
export function rightToAssign(
  matter: { readonly lead: string; readonly programme: string | null; readonly line: string | null },
  caller: Caller,
): Right | undefined {
  if (caller.key === engineParty.key) return "engine";
  const subject = { ...matter, unit: matter.lead };
  for (const assigner of assigners) {
    const right = rightBy(assigner, subject, caller);
    if (right !== undefined) return right;
  }
  return undefined;
}

const recusalWords: Readonly<Record<Recusal, string>> = {
  ownUnit: "A unit may not decide on its own work.",
  submitter: "Who submitted the work may not inspect or approve it.",
  inspector: "Who inspected the work may not decide on its closure.",
  asker: "Who asked may not give the answer.",
  approver: "This supervisor has approved the closure already; another one must.",
  signer: "The unit has countersigned already, or who would sign has signed for another unit.",
};

function isRecused(recusal: Recusal, state: TaskState, by: Party): boolean {
  switch (recusal) {
    case "ownUnit":
      return by.unit === state.unit || by.homeUnit === state.unit;
    case "submitter":
      return state.submittedBy !== null && isSameParty(state.submittedBy, by);
    case "inspector":
      return state.inspectedBy !== null && isSameParty(state.inspectedBy, by);
    case "asker":
      return state.request !== null && isSameParty(state.request.by, by);
    case "approver":
      return state.approvedBy.some((party) => isSameParty(party, by));
    case "signer":
      return state.countersigns.some(
        (one) => one.refusal === null && (one.unit === by.unit || isSameParty(one.by, by)),
      );
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
