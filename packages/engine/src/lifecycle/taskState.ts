import type { Instant } from "../time/calendar.ts";
import type { Clock } from "../time/clock.ts";
import type { Deadline } from "../time/deadline.ts";
import type { Recurrence } from "../time/recurrence.ts";
import type { ApprovalStep } from "./approvalChain.ts";
import type { Party } from "./caller.ts";
import type { Countersign } from "./countersigning.ts";

/** Where the work of a task stands; the words of the contract. */
export const workStates = [
  "assigned",
  "declined",
  "inProgress",
  "suspended",
  "underInspection",
  "inspected",
  "closed",
  "archived",
  "terminated",
  "waived",
] as const;
export type WorkState = (typeof workStates)[number];

/** A version of a lifecycle: a task follows for its whole life the one it was assigned under. */
export interface DefinitionRef {
  readonly id: string;
  readonly version: number;
}

/** What a unit asks for beside the work; `dueAt` is what `due` meant when it was asked (extension only). */
export interface Request {
  readonly kind: "extension" | "suspension";
  readonly reason: string;
  readonly due: Deadline | null;
  readonly dueAt: Instant | null;
  readonly by: Party;
  readonly at: Instant;
}

/** A stage of the work (节点) as it was agreed: its name, and its deadline counted from the assignment. */
export interface StageTerms {
  readonly name: string;
  readonly due: Deadline;
}

/**
 * How far a stage has come. Stages are met in their order; the stage clock is that of the current one.
 *
 * The deadline of a waiting one runs as well, unarmed: its rungs fire only once its turn has come. A stage is skipped where the
 * work begins anew and its fixed date has passed.
 */
export type StageProgress =
  | { readonly state: "met" | "skipped"; readonly at: Instant }
  | { readonly state: "current" }
  | { readonly state: "waiting"; readonly clock: Clock };

/** What was agreed when the task was assigned; only reassigning, reopening, extending and looking back change `due`. */
export interface Terms {
  readonly due: Deadline;
  readonly signWithin: Deadline;
  /** How many different supervisors must approve the closure. */
  readonly approvals: number;
  /** Who must, in which order; left out where nobody asked for it. As many steps as `approvals`. */
  readonly approvalChain?: readonly ApprovalStep[];
  /** The units that must countersign before the work is submitted (会签); left out where nobody asked for it. */
  readonly countersign?: readonly string[];
  readonly maxExtensions: number;
  readonly calendar: string;
  readonly ladder: { readonly id: string; readonly version: number };
  readonly stages: readonly StageTerms[];
  /** How often the unit reports; null where nobody asked for it. */
  readonly reportEvery: Recurrence | null;
  /** This task's share of each target, by the target's id: an exact decimal. */
  readonly targets: Readonly<Record<string, string>>;
}

/**
 * A task as the history of its events leaves it: the whole state, and nothing derived from the present moment.
 *
 * `revision` is the number of events recorded. `clocks` holds at most one clock of a name. `request` is non-null
 * exactly while the machine's request region waits.
 */
export interface TaskState {
  readonly id: string;
  readonly matter: string;
  readonly number: string;
  readonly title: string;
  readonly programme: string | null;
  readonly line: string | null;
  readonly priority: "normal" | "urgent" | "critical";
  readonly unit: string;
  readonly role: "lead" | "assist";
  readonly definition: DefinitionRef;
  readonly state: WorkState;
  /** When it came into that state. */
  readonly stateSince: Instant;
  readonly revision: number;
  readonly card: string;
  readonly progress: number;
  readonly reworks: number;
  readonly extensions: number;
  readonly urges: number;
  readonly request: Request | null;
  readonly handler: string | null;
  readonly submittedBy: Party | null;
  readonly inspectedBy: Party | null;
  /** Who approved the closure, in order; kept once closed, emptied when the work is taken up again. */
  readonly approvedBy: readonly Party[];
  /** What each unit last said when it was asked to countersign; emptied when the work is taken up again. */
  readonly countersigns: readonly Countersign[];
  readonly terms: Terms;
  /** The progress of each of `terms.stages`, in their order. */
  readonly stages: readonly StageProgress[];
  /** What was last reported for each target, by its id: an exact decimal, in place of what was reported before. */
  readonly figures: Readonly<Record<string, string>>;
  readonly clocks: readonly Clock[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}
