import { type ApprovalKind, approvalKinds, approvalOf, decidingTypes } from "./approvals.ts";
import { recuse, rightTo } from "./authorise.ts";
import { type Caller, partyOf, type Scope } from "./caller.ts";
import { currentDefinition, type Definition } from "./definition.ts";
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
    person: caller.actsFor?.person ?? caller.person,
    units: [caller.unit, caller.homeUnit].filter((unit) => typeof unit === "string"),
    persons: [caller.person, caller.actsFor?.person].filter((person) => typeof person === "string"),
    key: caller.key,
  };
}

/** Whether the caller may decide on what the task waits for: by the same rights and four eyes that judge the event. */
export function mayDecide(definition: Definition, state: TaskState, caller: Caller): boolean {
  const kind = approvalOf(state);
  if (kind === null) return false;
  const by = partyOf(caller);
  return decidingTypes(kind).some(
    (type) =>
      rightTo(definition, state, type, caller) !== undefined &&
      recuse(definition, state, type, by) === undefined,
  );
}
