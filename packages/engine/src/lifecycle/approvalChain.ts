import type { Party } from "./caller.ts";
import type { TaskEventType } from "./taskEvent.ts";

/** One step of a chain of approvers: who holds the role, of that unit if it is named, or that person alone. */
export interface ApprovalStep {
  readonly role: "supervisor" | "leader";
  readonly unit?: string;
  readonly person?: string;
}

/** What of a task says who is asked by name: the chain of approvers, and who countersigns; most have neither. */
export interface Chained {
  readonly terms?: {
    readonly approvalChain?: readonly ApprovalStep[];
    readonly countersign?: readonly string[];
  };
  readonly approvedBy?: readonly Party[];
}

/**
 * Whose turn it is to decide on the closure by an event of that type; undefined where no chain says so, and any supervisor may.
 *
 * The steps are taken in their order, one approval each. Work that is returned loses its approvals, and so the chain starts anew.
 */
export function turnOf({ terms, approvedBy = [] }: Chained, type: TaskEventType): ApprovalStep | undefined {
  if (type !== "closureApproved" && type !== "closureRefused") return undefined;
  return terms?.approvalChain?.[approvedBy.length];
}

/** Whose turn it is, in words. */
export function turnWords({ role, unit, person }: ApprovalStep): string {
  if (person !== undefined) return `It is the turn of ${person}, as ${role}, to decide on the closure.`;
  return `It is the turn of a ${role}${unit === undefined ? "" : ` of ${unit}`} to decide on the closure.`;
}
