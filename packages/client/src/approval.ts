import type { Remainder } from "./deadline.ts";
import type { Task } from "./task.ts";
import type { TaskEventType } from "./taskEvent.ts";

/** What is waited for: a decision on the closure, on a request, on the result, or to whom a declined task goes. */
export type ApprovalKind =
  | "closure"
  | "extension"
  | "suspension"
  | "inspection"
  | "reassignment"
  | "countersign";

/** Who did something; `onBehalfOf` where he did it as that person's deputy. */
export interface Party {
  readonly key: string;
  readonly person: string | null;
  readonly unit: string | null;
  readonly onBehalfOf?: string;
  readonly homeUnit?: string;
}

/** One that waits for the caller's decision, and what a decision now would move. */
export interface Approval {
  readonly kind: ApprovalKind;
  /** For whom the caller would decide as deputy: to be given as `onBehalfOf`; null where it is his own. */
  readonly onBehalfOf: string | null;
  readonly task: Task;
  readonly asked: { readonly by: Party | null; readonly text: string | null };
  readonly inspected: { readonly by: Party | null; readonly text: string | null } | null;
  readonly since: string;
  readonly waitingWorkdays: number;
  readonly moves: {
    readonly dueFrom?: string;
    readonly dueTo?: string;
    readonly workdays?: number;
    readonly days?: number;
    readonly remaining?: Remainder | null;
    readonly approvals?: {
      readonly needed: number;
      readonly given: readonly Party[];
      readonly turn?: {
        readonly role: "supervisor" | "leader";
        readonly unit?: string;
        readonly person?: string;
      };
    };
  };
  readonly choices: readonly {
    /** Null where it takes an event of its own, as a reassignment does. */
    readonly decision: "approve" | "refuse" | null;
    readonly type: TaskEventType;
    readonly reason: "required" | "optional";
  }[];
  readonly expectedrevision: number;
}

/**
 * A decision. `revision` is that of the task as it was seen. Without an `id` the server makes one from task, revision and decision, so
 * that the same decision again is a duplicate.
 */
export interface Decision {
  readonly task: string;
  readonly decision: "approve" | "refuse";
  readonly reason?: string;
  readonly revision: number;
  readonly id?: string;
}

/** Who stands in for a person (AB角), as it is put; a date is whole, until its last moment. */
export interface DeputyRequest {
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
}

/** As it is kept: instants, the second of which is the first at which it holds no more. */
export interface Deputy {
  readonly person: string;
  readonly deputy: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string | null;
  readonly inForce: boolean;
}
