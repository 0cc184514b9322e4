import { type ApprovalKind, approvalKinds, approvalOf, asksSignatureOf, decidingTypes } from "./approvals.ts";
import { recuse, rightTo } from "./authorise.ts";
import { type Caller, partyOf, type Scope } from "./caller.ts";
import { currentDefinition, type Definition } from "./definition.ts";
import { capacityOf } from "./standing.ts";
import type { TaskState } from "./taskState.ts";

/**
 * What somebody may decide on, as a query can use it: the kinds his roles allow, and who he is, so that what he had a part in,
 * or what his units do, is left out.
 */
export interface Decider {
  readonly kinds: readonly ApprovalKind[];
  /** How far it reaches; null is the whole county. */
  readonly scope: Scope | null;
  /** What a step of a chain of approvers asks for: the roles, the unit and the person by which he acts. */
  readonly roles: readonly string[];
  readonly unit: string | null;
  /** Whether he may countersign for that unit, where it is asked. */
  readonly signs: boolean;
  readonly person: string | null;
  readonly units: readonly string[];
  readonly persons: readonly string[];
  readonly key: string;
}

const isHeld = (sender: string, { roles }: Caller): boolean => roles.some((role) => role === sender);

/** What the caller's roles let him decide on, by the definition that tasks follow today. */
export function deciderOf(caller: Caller): Decider {
  const kinds = approvalKinds.filter((kind) =>
    decidingTypes(kind).some((type) =>
      currentDefinition.authority[type].senders.some((sender) => isHeld(sender, caller)),
    ),
  );
  return {
    kinds,
    scope: caller.scope,
    roles: caller.roles,
    unit: caller.unit,
    signs: capacityOf(caller) !== undefined,
    person: caller.actsFor?.person ?? caller.person,
    units: [caller.unit, caller.homeUnit].filter((unit) => typeof unit === "string"),
    persons: [caller.person, caller.actsFor?.person].filter((person) => typeof person === "string"),
    key: caller.key,
  };
}

/** What of the task waits for the caller: what it waits for at all if he may decide on that, else his unit's signature; null: nothing. */
export function approvalFor(definition: Definition, state: TaskState, caller: Caller): ApprovalKind | null {
  const kind = approvalOf(state);
  if (kind !== null && mayDecide(definition, state, caller, kind)) return kind;
  return mayDecide(definition, state, caller, "countersign") ? "countersign" : null;
}

/** Whether the caller may decide on that, if the task waits for it: by the same rights and four eyes that judge the event. */
export function mayDecide(
  definition: Definition,
  state: TaskState,
  caller: Caller,
  kind: ApprovalKind,
): boolean {
  const waits = kind === "countersign" ? asksSignatureOf(state, caller.unit) : approvalOf(state) === kind;
  if (!waits) return false;
  const by = partyOf(caller);
  return decidingTypes(kind).some(
    (type) =>
      rightTo(definition, state, type, caller) !== undefined &&
      recuse(definition, state, type, by) === undefined,
  );
}
