import type { Deadline } from "./deadline.ts";
import type { Task } from "./task.ts";

/** A matter to be made: one thing, one source, one deadline; every unit named gets a task. */
export interface MatterRequest {
  readonly title: string;
  readonly source: {
    readonly kind: "meeting" | "instruction" | "document" | "hotline" | "proposal" | "petition" | "other";
    readonly ref?: string;
  };
  readonly programme?: string;
  readonly line?: string;
  readonly priority?: "normal" | "urgent" | "critical";
  readonly requirement?: string;
  readonly lead: string;
  readonly assist?: readonly string[];
  readonly due: Deadline;
  readonly signWithin?: Deadline;
  readonly ladder?: string;
  readonly calendar?: string;
  readonly approvals?: number;
  /** Who approves the closure, in this order; as many approvals as it has steps. */
  readonly approvalChain?: readonly {
    readonly role: "supervisor" | "leader";
    readonly unit?: string;
    readonly person?: string;
  }[];
  /** The assisting units must countersign (会签) before the lead may submit. */
  readonly countersign?: boolean;
  /** Stages of the work (节点), met in their order by `progressed` events that name them. */
  readonly stages?: readonly { readonly name: string; readonly due: Deadline }[];
  /** When the unit reports: on a weekday (1 Monday to 7 Sunday), or a day of the month. */
  readonly reportEvery?: { readonly weekly: number } | { readonly monthly: number } | null;
  /** Gives every unit a task with its share of each target; the shares add up to the target. */
  readonly split?: {
    readonly units: readonly string[];
    readonly targets?: readonly TargetSplit[];
  };
}

/** How a target is shared out: evenly, in proportion to a figure of each unit (households), or by hand. */
export interface TargetSplit {
  readonly target: string;
  readonly figure?: string | number;
  readonly share?: "hand" | "even" | "proportional";
  readonly figures?: Readonly<Record<string, string | number>>;
  readonly by?: Readonly<Record<string, string | number>>;
}

/** A matter as it was made or is read, with its tasks. */
export interface Matter {
  readonly id: string;
  readonly number: string;
  /** Closed when its lead's task is closed and each assisting task is closed or waived. */
  readonly state: "open" | "closed" | "terminated";
  readonly title: string;
  readonly lead: string;
  readonly tasks: readonly Task[];
}
