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
  /** Stages of the work (节点), met in their order by `progressed` events that name them. */
  readonly stages?: readonly { readonly name: string; readonly due: Deadline }[];
  /** When the unit reports: on a weekday (1 Monday to 7 Sunday), or a day of the month. */
  readonly reportEvery?: { readonly weekly: number } | { readonly monthly: number } | null;
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
