import type { ApprovalStep, Chained } from "./approvalChain.ts";
import type { Caller, Scope } from "./caller.ts";

/**
 * How a caller can stand to a task; what he may follows from this and from nothing else.
 *
 * `unit`: he acts for the task's unit. `upperUnit`: his unit is above it. `matterUnit`: his unit leads or assists the same
 * matter. `countersigner`: he acts for a unit that must countersign the task. `supervisor` and `inspector`: he holds the role, and the task is in his scope. `leader` to `securityAdmin`: he holds the
 * role, for the whole county. `engine`: the engine itself.
 */
export const relations = [
  "unit",
  "upperUnit",
  "matterUnit",
  "countersigner",
  "supervisor",
  "inspector",
  "leader",
  "auditor",
  "systemAdmin",
  "securityAdmin",
  "engine",
] as const;
export type Relation = (typeof relations)[number];

/** As what somebody acts for a unit; `system` is a key of the unit without any role: the unit's own system. */
export type UnitCapacity = "handler" | "liaison" | "head" | "system";

/** By what a task is in somebody's scope; `county` where he has none and answers for all of it. */
export type ScopeGround = "county" | "programme" | "line" | "unit";

/** By which right somebody sent an event: the relation, and what made it hold. Recorded with the event. */
export type Right =
  | `${"unit" | "countersigner"}:${UnitCapacity}`
  | `${"supervisor" | "inspector"}:${ScopeGround}`
  | "leader"
  | "systemAdmin"
  | "engine";

/** What of a task, or of a matter's lead, a relation looks at. */
export interface Subject extends Chained {
  readonly unit: string;
  readonly programme: string | null;
  readonly line: string | null;
}

/** What of the credentials a relation looks at. */
export type Credentials = Pick<Caller, "unit" | "roles" | "scope" | "eventTypes"> &
  Partial<Pick<Caller, "person" | "actsFor">>;

const capacities = ["handler", "liaison", "head"] as const;

/** As what the caller acts for his unit; undefined where none of his roles does. */
export function capacityOf({ unit, roles }: Credentials): UnitCapacity | undefined {
  if (unit === null) return undefined;
  return roles.length === 0 ? "system" : capacities.find((role) => roles.includes(role));
}

/** By what the subject is in the scope; undefined where it is outside. */
export function groundIn(scope: Scope | null, subject: Subject): ScopeGround | undefined {
  if (scope === null) return "county";
  if (subject.programme !== null && scope.programmes.includes(subject.programme)) return "programme";
  if (subject.line !== null && scope.lines.includes(subject.line)) return "line";
  return scope.units.includes(subject.unit) ? "unit" : undefined;
}

/** The relations that give a right to act. The others give the right to read, at most. */
export type Acting =
  | "unit"
  | "countersigner"
  | "supervisor"
  | "inspector"
  | "leader"
  | "systemAdmin"
  | "engine";

/** The right that a relation gives the caller over the subject; undefined where he does not stand in it. */
export function rightBy(relation: Acting, subject: Subject, caller: Credentials): Right | undefined {
  switch (relation) {
    case "unit": {
      const capacity = caller.unit === subject.unit ? capacityOf(caller) : undefined;
      return capacity && `unit:${capacity}`;
    }
    case "countersigner": {
      const isAsked = caller.unit !== null && subject.terms?.countersign?.includes(caller.unit) === true;
      const capacity = isAsked ? capacityOf(caller) : undefined;
      return capacity && `countersigner:${capacity}`;
    }
    case "supervisor":
    case "inspector": {
      const ground = caller.roles.includes(relation) ? groundIn(caller.scope, subject) : undefined;
      return ground && `${relation}:${ground}`;
    }
    case "leader":
    case "systemAdmin":
      return caller.roles.includes(relation) ? relation : undefined;
    case "engine":
      // Nobody's credentials make him the engine: it is told by its own party, before anything is asked here.
      return undefined;
  }
}

/** The right of one whose turn it is by a chain of approvers; undefined where the step asks for somebody else. */
export function rightByStep(step: ApprovalStep, subject: Subject, caller: Credentials): Right | undefined {
  if (step.unit !== undefined && step.unit !== caller.unit) return undefined;
  if (step.person !== undefined && step.person !== (caller.actsFor?.person ?? caller.person))
    return undefined;
  return rightBy(step.role, subject, caller);
}
