import type { Calendar, Instant } from "../time/calendar.ts";
import { holdClock } from "../time/clock.ts";
import type { Remainder } from "../time/deadline.ts";
import { type ApprovalStep, turnOf } from "./approvalChain.ts";
import type { Party } from "./caller.ts";
import { findClock } from "./clockActions.ts";
import { missingCountersigns } from "./countersigning.ts";
import type { ExternalEventType } from "./taskEvent.ts";
import type { TaskState } from "./taskState.ts";

/** What can wait for somebody's decision on a task; of a task at most one at a time, and beside it the signatures of those who are to countersign. */
export const approvalKinds = [
  "closure",
  "extension",
  "suspension",
  "inspection",
  "reassignment",
  "countersign",
] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** The event types that decide: the same two words for every kind, but a reassignment, which takes more than a yes or no. */
export interface Choices {
  readonly approve: ExternalEventType | null;
  readonly refuse: ExternalEventType | null;
  /** Sent with data of its own, by `POST /v1/events`. */
  readonly other: ExternalEventType | null;
}

export const choicesByKind: Readonly<Record<ApprovalKind, Choices>> = {
  closure: { approve: "closureApproved", refuse: "closureRefused", other: null },
  extension: { approve: "extensionGranted", refuse: "extensionRefused", other: null },
  suspension: { approve: "suspensionGranted", refuse: "suspensionRefused", other: null },
  inspection: { approve: "passed", refuse: "failed", other: null },
  reassignment: { approve: null, refuse: null, other: "reassigned" },
  countersign: { approve: "countersigned", refuse: "countersignRefused", other: null },
};

/** The event types of a kind, without the gaps. */
export const decidingTypes = (kind: ApprovalKind): readonly ExternalEventType[] =>
  Object.values(choicesByKind[kind]).filter((type) => type !== null);

/** What a task waits for; null where nobody has to decide. Whether a unit is to countersign beside that: `asksSignatureOf`. */
export function approvalOf(state: Pick<TaskState, "state" | "request">): ApprovalKind | null {
  if (state.request !== null) return state.request.kind;
  switch (state.state) {
    case "inspected":
      return "closure";
    case "underInspection":
      return "inspection";
    case "declined":
      return "reassignment";
    default:
      return null;
  }
}

/** Whether the work in hand waits for that unit to countersign, and it has not said anything yet. */
export const asksSignatureOf = (state: TaskState, unit: string | null): boolean =>
  unit !== null &&
  state.state === "inProgress" &&
  missingCountersigns(state).includes(unit) &&
  !state.countersigns.some((said) => said.unit === unit);

/** Since when the task has waited for it. */
export const waitsSince = (state: TaskState, kind: ApprovalKind): Instant =>
  kind === "countersign" ? state.stateSince : (state.request?.at ?? state.stateSince);

/** What a decision would move: the due instant, or what is left of the time; and how many approvals a closure has. */
export interface Moves {
  readonly dueFrom?: Instant;
  readonly dueTo?: Instant;
  readonly remaining?: Remainder | null;
  readonly approvals?: {
    readonly needed: number;
    readonly given: readonly Party[];
    readonly turn?: ApprovalStep;
  };
}

/**
 * What is at stake if it were decided at `now`, as the clock would have it: an extension moves the due instant, a suspension
 * holds what remains, work that is returned runs on with what is kept of it. Pure.
 */
export function movesOf(state: TaskState, calendar: Calendar, now: Instant): Moves {
  const finish = findClock(state, "finish");
  if (finish === undefined) return {};
  switch (approvalOf(state)) {
    case "extension":
      return { dueFrom: finish.dueAt, dueTo: state.request?.dueAt ?? finish.dueAt };
    case "suspension":
      return { dueFrom: finish.dueAt, remaining: holdClock(finish, calendar, now).remaining };
    case "inspection":
      return { remaining: finish.remaining };
    case "closure":
      return { remaining: finish.remaining, approvals: approvalsOf(state) };
    default:
      return {};
  }
}

function approvalsOf(state: TaskState): NonNullable<Moves["approvals"]> {
  const turn = turnOf(state, "closureApproved");
  const had = { needed: state.terms.approvals, given: state.approvedBy };
  return turn === undefined ? had : { ...had, turn };
}
