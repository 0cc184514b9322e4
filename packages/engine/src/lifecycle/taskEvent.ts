import type { Calendar, Instant } from "../time/calendar.ts";
import type { ClockName } from "../time/clock.ts";
import type { Deadline } from "../time/deadline.ts";
import type { Ladder } from "../time/ladder.ts";
import type { Recurrence } from "../time/recurrence.ts";
import type { ApprovalStep } from "./approvalChain.ts";
import type { Party, Role } from "./caller.ts";
import type { Effect } from "./effects.ts";
import type { Right } from "./standing.ts";
import type { DefinitionRef, StageTerms, TaskState } from "./taskState.ts";

/** The contract's table of events, in its order: what the outside may send to every task. */
export const contractEventTypes = [
  "accepted",
  "declined",
  "reassigned",
  "progressed",
  "submitted",
  "passed",
  "failed",
  "closureApproved",
  "closureRefused",
  "extensionRequested",
  "extensionGranted",
  "extensionRefused",
  "suspensionRequested",
  "suspensionGranted",
  "suspensionRefused",
  "resumed",
  "urged",
  "waived",
  "terminated",
  "reopened",
  "lookbackPassed",
  "lookbackFailed",
] as const;

/** Beside those, of a task whose matter asks that the assisting units countersign (会签), and of no other. */
export const countersignEventTypes = ["countersigned", "countersignRefused", "countersignersNamed"] as const;

/** All that the outside may send. */
export const externalEventTypes = [...contractEventTypes, ...countersignEventTypes] as const;
export type ExternalEventType = (typeof externalEventTypes)[number];

/** Recorded beside those, by the engine alone. */
export type InternalEventType = "assigned" | "rungFired" | "projected" | "transferred" | "noticeSent";
export type TaskEventType = ExternalEventType | InternalEventType;

/** The data of `assigned`, the first event of every task: all that the task is made of. */
export interface AssignedData {
  readonly task: string;
  readonly matter: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly priority: "normal" | "urgent" | "critical";
  readonly unit: string;
  readonly role: "lead" | "assist";
  readonly definition: DefinitionRef;
  readonly due: Deadline;
  readonly signWithin: Deadline;
  readonly approvals: number;
  /** Left out where no order of approvers was asked for. */
  readonly approvalChain?: readonly ApprovalStep[];
  /** The units that must countersign before it is submitted; left out where nobody asked for it. */
  readonly countersign?: readonly string[];
  readonly maxExtensions: number;
  readonly calendar: string;
  readonly ladder: { readonly id: string; readonly version: number };
  /** Left out in what was recorded before there were stages: none. */
  readonly stages?: readonly StageTerms[];
  /** Left out in what was recorded before there were reports: never. */
  readonly reportEvery?: Recurrence | null;
  /** Left out: no share of any target. */
  readonly targets?: Readonly<Record<string, string>>;
}

/** The data of `rungFired` that decides; more is recorded beside it (who was told, what was due). */
export interface RungFiredData {
  readonly clock: ClockName;
  readonly generation: number;
  readonly rung: number;
}

/** The data of `projected`: the open deadlines moved because days were listed or edited; recorded with from and to. */
export interface ProjectedData {
  readonly calendar: { readonly id: string; readonly version: number };
  readonly why: string;
}

/** The data of `transferred`: its unit was merged into another, with its people or without, or a person left whom it waited for. */
export interface TransferredData {
  readonly succession: string;
  readonly reason: string;
  readonly unit?: { readonly from: string; readonly to: string; readonly people: boolean };
  readonly person?: { readonly from: string; readonly to: string };
}

/** The data of `noticeSent`: a message left for a person, with the notices of this task that it gathers. */
export interface NoticeSentData {
  readonly message: string;
  readonly person: string;
  readonly notices: readonly string[];
  readonly text: string;
}

/**
 * An event as the lifecycle takes it: parsed, its data checked by the schema of its type.
 *
 * `by` is who did it; `roles` what he may (recorded with the event, so that a replay decides alike);
 * `at` when it happened by its own account. Clocks follow `context.now`, never `at`.
 */
export interface TaskEvent {
  readonly type: TaskEventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly by: Party;
  readonly roles: readonly Role[];
  readonly at: Instant;
  /** By which right it was sent; left out, the engine's own, or one recorded before rights were. Nothing depends on it. */
  readonly right?: Right;
}

/** What a transition may look at beside state and event. `ladder` is the one frozen at assignment. */
export interface TransitionContext {
  readonly now: Instant;
  readonly calendar: Calendar;
  readonly ladder: Ladder;
}

/** What a transition yields: the next state (revision + 1), the data to record (the event's, and what came of it), the effects. */
export interface Transitioned {
  readonly rejected?: never;
  readonly state: TaskState;
  readonly data: Readonly<Record<string, unknown>>;
  readonly effects: readonly Effect[];
}
